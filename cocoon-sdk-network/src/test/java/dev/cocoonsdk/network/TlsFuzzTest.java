package dev.cocoonsdk.network;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

class TlsFuzzTest {

    /** Garbage instead of a handshake, or after some of a good one; the first byte chooses. */
    @FuzzTest
    void noPeerBreaksTheLayer(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        LayerEnd client = end(new TlsLayer(TestParties.CLIENT.clientEngine("proxy"), Offload.INLINE));
        LayerEnd server = end(new TlsLayer(TestParties.PROXY.serverEngine("client"), Offload.INLINE));
        int rounds = bytes[0] & 3;
        for (int round = 0; round < rounds; round++) {
            server.receive(client.takeOutput());
            client.receive(server.takeOutput());
        }
        byte[] garbage = Arrays.copyOfRange(bytes, 1, bytes.length);
        LayerEnd victim = (bytes[0] & 4) == 0 ? server : client;
        boolean wasUp = victim.ups == 1;
        LayerFuzz.feed(victim, garbage);
        if (victim.takeDelivered().length > 0 || !wasUp && victim.ups == 1) {
            throw new AssertionError("believed garbage");
        }
    }

    private static LayerEnd end(ByteLayer layer) {
        return new LayerEnd(layer).started();
    }
}
