package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.TlFormatException;
import java.util.Arrays;

/** Feeds bytes to a layer in pieces whose lengths the bytes themselves choose; none may break it. */
final class LayerFuzz {

    private LayerFuzz() {}

    /** The end after all bytes: not up and failed, or not failed. */
    static LayerEnd feed(LayerEnd end, byte[] bytes) {
        try {
            int at = 0;
            while (at < bytes.length) {
                int count = Math.min(bytes.length - at, 1 + (bytes[at] & 0x7f));
                end.receive(Arrays.copyOfRange(bytes, at, at + count));
                at += count;
            }
        } catch (FrameFormatException | TlFormatException e) {
            end.failed(new LinkFailure(LinkFailure.Kind.MALFORMED, 0, String.valueOf(e.getMessage())));
        }
        if (end.failures.size() > 1 || end.ups > 1) {
            throw new AssertionError("reported twice: " + end.failures);
        }
        end.layer.tick();
        end.layer.close();
        return end;
    }
}
