package dev.cocoonsdk.crypto.internal.dcap;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Bytes;

class TcbInfoFuzzTest {

    /** Any bytes are read or refused with a reason. */
    @FuzzTest
    void anyBytesAreTcbInfoOrRefused(byte[] bytes) {
        try {
            TcbInfo.parse(Bytes.copyOf(bytes));
        } catch (Refusal e) {
            if (e.of("peer").expected().isEmpty()) {
                throw new AssertionError("refused without a reason", e);
            }
        }
    }
}
