package dev.cocoonsdk.crypto.internal.dcap;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.VerificationStep;

class SignedJsonFuzzTest {

    /** Any bytes are read or refused with a reason. */
    @FuzzTest
    void anyBytesAreSignedJsonOrRefused(byte[] bytes) {
        try {
            SignedJson.parse(Place.collateral(VerificationStep.COLLATERAL_CHAIN), "tcbInfo", Bytes.copyOf(bytes));
        } catch (Refusal e) {
            if (e.of("peer").expected().isEmpty()) {
                throw new AssertionError("refused without a reason", e);
            }
        }
    }
}
