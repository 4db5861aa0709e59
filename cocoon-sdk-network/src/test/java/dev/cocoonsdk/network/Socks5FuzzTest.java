package dev.cocoonsdk.network;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetSocketAddress;

class Socks5FuzzTest {

    private static final ConnectionStack STACK = ConnectionStack.viaRouter(new InetSocketAddress("127.0.0.1", 11_002));

    /** Also what follows: the peer-info message and frames. */
    @FuzzTest
    void noRouterBreaksTheLayer(byte[] bytes) {
        LayerEnd end = LayerFuzz.feed(TestParties.end(STACK, "proxy"), bytes);
        if (end.takeOutput().length > 13) {
            throw new AssertionError("said more than greeting and request");
        }
    }
}
