package dev.cocoonsdk.crypto.internal.dcap;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.crypto.VerificationStep;

class PckExtensionFuzzTest {

    /** Any bytes are read or refused with a reason. */
    @FuzzTest
    void anyBytesAreAPckExtensionOrRefused(byte[] bytes) {
        try {
            PckExtension.parse(Place.peer(VerificationStep.PLATFORM_CHAIN), bytes);
        } catch (Refusal e) {
            if (e.of("peer").expected().isEmpty()) {
                throw new AssertionError("refused without a reason", e);
            }
        }
    }
}
