package dev.cocoonsdk.core.transport;

import dev.cocoonsdk.core.error.CocoonException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Receives what happens to one exchange. The calls are sequential, on any thread, and must not block. Order: {@code onConnected?
 * (onHead onBody*)? (onEnd | onFailure)}; exactly one of the last two comes, and nothing after it.
 */
public interface TransportListener {

    /**
     * There is a connection and the request is about to be sent.
     *
     * @throws dev.cocoonsdk.core.error.CallCancelledException if the request is not wanted any more: then nothing is sent
     */
    void onConnected();

    /** The head of the answer. */
    void onHead(ResponseHead head);

    /**
     * A piece of the body.
     *
     * @param bytes valid during the call only
     */
    void onBody(ByteBuffer bytes);

    /**
     * The answer is complete.
     *
     * @param info what the network says about the finished query, or null if the transport carries no such thing
     */
    void onEnd(@Nullable FinalInfo info);

    /** The exchange failed; {@link CocoonException#acceptance()} says what is known about the other side. */
    void onFailure(CocoonException error);
}
