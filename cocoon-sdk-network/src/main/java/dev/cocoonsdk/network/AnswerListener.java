package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;

/**
 * Takes the answer to one request, in the same form for every protocol version: {@link #onHead}, any number of {@link #onPart},
 * {@link #onComplete}; or {@link #onFailure} at any point. On the link's thread; one of the last two is the last call.
 */
public interface AnswerListener {

    /**
     * Status and headers.
     *
     * @param head its payload is empty; bytes that came with it follow as a part
     */
    void onHead(HttpResponse head);

    /** Bytes of the body, at least one; a view of the frame in which they came. */
    void onPart(TlBytes bytes);

    /** The end. The tokens are what the worker says: bound them before charging. None of them is negative. */
    void onComplete(AnswerInfo info);

    /** There will be no more. */
    void onFailure(AnswerFailure failure);
}
