package dev.cocoonsdk.network;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlFormatException;

class PeerInfoFuzzTest {

    /** What is read is written as the same message again, but for padding and malformed text. */
    @FuzzTest
    void anyBytesGiveAMessageOrAFormatError(byte[] bytes) {
        PeerInfo info;
        try {
            info = PeerInfo.parse(TlBytes.wrap(bytes));
        } catch (TlFormatException e) {
            return;
        }
        if (!PeerInfo.parse(info.toBytes()).equals(info)) {
            throw new AssertionError("not the same after writing");
        }
    }
}
