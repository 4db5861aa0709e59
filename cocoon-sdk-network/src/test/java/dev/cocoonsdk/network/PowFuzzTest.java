package dev.cocoonsdk.network;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

class PowFuzzTest {

    private static final PowChallenge CHALLENGE = new PowChallenge(20, Bytes.wrap(new byte[PowChallenge.SALT_LENGTH]));

    /** Both sides; the first byte says which, and the connector's limit is one that takes no time. */
    @FuzzTest
    void noPeerBreaksTheLayer(byte[] bytes) {
        boolean acceptor = bytes.length > 0 && bytes[0] % 2 == 0;
        ByteLayer layer = acceptor
                ? new PowAcceptorLayer(CHALLENGE, ByteLayer::plain)
                : new PowConnectorLayer(10, Offload.INLINE, ByteLayer::plain);
        byte[] stream = bytes.length == 0 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
        LayerEnd end = LayerFuzz.feed(new LayerEnd(layer).started(), stream);
        if (acceptor && end.ups == 1 && !CHALLENGE.accepts(PowChallenge.readAnswer(ByteBuffer.wrap(stream)))) {
            throw new AssertionError("let a wrong answer pass");
        }
    }
}
