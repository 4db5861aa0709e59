package dev.cocoonsdk.network;

/** Stands for a failure in a log: its class and stack without its messages, which may quote a request. */
final class QuietFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private QuietFailure(String type) {
        super(type, null, false, true);
    }

    static QuietFailure of(Throwable failure) {
        QuietFailure quiet = new QuietFailure(failure.getClass().getName());
        quiet.setStackTrace(failure.getStackTrace());
        return quiet;
    }
}
