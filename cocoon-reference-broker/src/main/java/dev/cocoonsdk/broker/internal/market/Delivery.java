package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.network.AnswerInfo;

/**
 * Brings the answer of one request to its caller, in the form of the caller's door: {@link #head}, bodies, {@link #end}; or {@link
 * #fail} at any point; then {@link #paid}. Nothing but {@link #paid} counts after a {@link #fail}. None of the methods may block or call back into the {@link Running} request.
 */
public interface Delivery {

    /** Status and headers; guarded by the lock of the run. */
    void head(WorkerHead head);

    /**
     * Bytes of the body; guarded by the lock of the run.
     *
     * @param bytes never empty; the array is the callee's
     * @throws ApiException if the caller is too slow; the run then tells {@link #fail} this error and goes on as abandoned: its end
     *     follows, and what the worker reports is charged
     */
    void body(byte[] bytes);

    /**
     * The regular end; guarded by the lock of the run.
     *
     * @param info what the worker reports; its tokens are not trusted
     * @param charged adjusted tokens that the caller pays
     */
    void end(AnswerInfo info, long charged);

    /**
     * The end with an error, free of charge unless the caller was too slow; guarded by the lock of the run.
     *
     * @param info times and debug text if the worker told them
     */
    void fail(ApiError error, AnswerInfo info);

    /** There may be something new for the caller. Called without locks. */
    void signal();

    /**
     * The request is over and its charge is stored. Called without the lock of the run or under it, once.
     *
     * @param charged adjusted tokens
     */
    default void paid(long charged) {}
}
