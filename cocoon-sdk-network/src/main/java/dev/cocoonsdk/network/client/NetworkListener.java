package dev.cocoonsdk.network.client;

import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;

/**
 * Takes what becomes of a request, on the network's thread: hand over and return at once. Order: {@code onSending? (onHead
 * onPart*)? (onCompleted | onFailed)}; exactly one of the last two comes, and nothing after it.
 */
public interface NetworkListener {

    /**
     * A proxy is chosen and the request is about to be sent.
     *
     * @throws dev.cocoonsdk.core.error.CallCancelledException if the request is not wanted any more: then nothing is sent
     */
    default void onSending() {}

    /**
     * Status and headers of the worker's server.
     *
     * @param head its payload is empty; bytes that came with it follow as a part
     */
    void onHead(HttpResponse head);

    /** Bytes of the body, at least one; a view of the frame in which they came. */
    void onPart(TlBytes bytes);

    /** The answer is complete. */
    void onCompleted(NetworkAnswerInfo info);

    /** There is no complete answer. */
    void onFailed(NetworkFailure failure);
}
