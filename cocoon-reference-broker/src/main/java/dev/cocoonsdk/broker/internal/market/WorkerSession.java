package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.AnswerInfo;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.ton.TonAddress;
import java.time.Duration;

/** The connection to one worker, as the market sees it. Thread-safe; no method blocks or calls back before it returns. */
public interface WorkerSession {

    /** An end of which the worker told nothing. */
    AnswerInfo NO_INFO = new AnswerInfo(AnswerInfo.NO_TOKENS, null, null, null);

    /**
     * A request for the worker.
     *
     * @param id the worker leg's id, used once
     * @param request the serialised {@code http.request}
     * @param timeout when the answer is given up; the worker is told less
     * @param debug whether the worker shall add debug information
     * @param maxCoefficient highest price coefficient in 1/1000 at which the request may be sent
     */
    record Command(Hash256 id, TlBytes request, Duration timeout, boolean debug, int maxCoefficient) {}

    /**
     * What the worker earned by one request.
     *
     * @param id the worker leg's id
     * @param tokens adjusted tokens of this request
     * @param client who asked
     */
    record Earned(Hash256 id, long tokens, TonAddress client) {}

    /** Answers of the worker; called on the session's thread: a head, bodies, and one of the
     * others at any point as the last call, then {@link #onBatchEnd}. */
    interface Answers {
        /** The head of the HTTP answer. */
        void onHead(WorkerHead head);

        /** Bytes of the HTTP body, never empty; the array is the callee's. */
        void onBody(byte[] bytes);

        /** The regular end. The tokens are as the worker reports them, not negative and not to be trusted. */
        void onCompleted(AnswerInfo info);

        /**
         * The worker's error instead of the end.
         *
         * @param info times and debug text if the worker told them
         */
        void onError(int code, String text, AnswerInfo info);

        /** The worker has raised its price above the request's cap since it was chosen; nothing was sent. */
        void onTooDear(int coefficient);

        /**
         * The worker's answer breaks the protocol; nothing more comes.
         *
         * @param text what is wrong with it
         */
        void onViolation(String text);

        /** The time of the command is over; nothing more comes. */
        void onTimeout();

        /** The connection is gone; nothing more comes. */
        void onGone();

        /** All messages that had arrived are delivered. */
        void onBatchEnd();
    }

    /** Whether the root configuration allows what the worker runs, and the verdict about it holds. */
    default boolean isAllowed() {
        return true;
    }

    /** Sends a request. */
    void run(Command command, Answers answers);

    /** Asks the worker to stop a request, if it understands that; else does nothing. */
    void cancel(Hash256 id);

    /** Tells the worker what it earned. Called when the ledger has stored it. */
    void tellEarned(Earned earned);
}
