package dev.cocoonsdk.provider.internal.meter;

/** A JSON value or an event of an answer is too long to be held, so it cannot be counted and must not pass. */
public final class AnswerTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AnswerTooLargeException(int longest) {
        this("a JSON value or event", longest, "cannot be counted");
    }

    /**
     * Names what is too long.
     *
     * @param what the part of the answer
     * @param longest in bytes
     * @param why what cannot be done with it
     */
    public AnswerTooLargeException(String what, int longest, String why) {
        super("the answer has " + what + " of more than " + longest + " bytes, which " + why
                + "; ask for less, or for a stream");
    }
}
