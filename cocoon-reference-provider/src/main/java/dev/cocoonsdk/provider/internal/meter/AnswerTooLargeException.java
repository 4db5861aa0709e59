package dev.cocoonsdk.provider.internal.meter;

/** A JSON value or an event of an answer is too long to be held, so it cannot be counted and must not pass. */
public final class AnswerTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AnswerTooLargeException(int longest) {
        super("the answer has a JSON value or event of more than " + longest
                + " bytes, which cannot be counted; ask for less, or for a stream");
    }
}
