package dev.cocoonsdk.crypto.sealed.client;

/** Asking for keys met an answer with an error status, which becomes the answer of the call. */
final class BrokerAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Collector.Answer answer;

    BrokerAnswerException(Collector.Answer answer) {
        super("HTTP " + answer.head().status());
        this.answer = answer;
    }

    Collector.Answer answer() {
        return answer;
    }
}
