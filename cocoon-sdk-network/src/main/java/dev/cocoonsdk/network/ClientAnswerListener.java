package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;

/**
 * Takes the answer to one request, in the same form for every protocol version: {@link #onHead}, any number of {@link #onPart},
 * {@link #onCompleted}; or {@link #onFailed} at any point. On the link's thread; one of the last two is the last call, and it comes
 * in every case.
 */
public interface ClientAnswerListener {

    /**
     * Status and headers of the model server.
     *
     * @param head its payload is empty; bytes that came with it follow as a part
     */
    void onHead(HttpResponse head);

    /** Bytes of the body, at least one; a view of the frame in which they came. */
    void onPart(TlBytes bytes);

    /** The end. The tokens are what the proxy says; none of them is negative. */
    void onCompleted(ClientAnswerInfo info);

    /** There will be no more. */
    void onFailed(AnswerFailure failure);
}
