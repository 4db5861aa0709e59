package dev.cocoonsdk.crypto.internal.dcap;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.RootKey;

class PemChainFuzzTest {

    /** Any bytes are read or refused with a reason. */
    @FuzzTest
    void anyBytesAreAChainOrRefused(byte[] bytes) {
        try {
            PckChain.verify(Bytes.copyOf(bytes), new Trust(RootKey.intel()));
        } catch (Refusal e) {
            if (e.of("peer").expected().isEmpty()) {
                throw new AssertionError("refused without a reason", e);
            }
        }
    }
}
