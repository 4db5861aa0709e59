package dev.cocoonsdk.crypto.internal.dcap;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Bytes;

class QeIdentityFuzzTest {

    /** Any bytes are read or refused with a reason. */
    @FuzzTest
    void anyBytesAreAnIdentityOrRefused(byte[] bytes) {
        try {
            QeIdentity.parse(Bytes.copyOf(bytes));
        } catch (Refusal e) {
            if (e.of("peer").expected().isEmpty()) {
                throw new AssertionError("refused without a reason", e);
            }
        }
    }
}
