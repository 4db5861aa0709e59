package dev.cocoonsdk.crypto.collateral;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Bytes;

/** Any file of a folder is recognised or passed over. */
class CollateralFuzzTest {

    @FuzzTest
    void anyFileIsRecognisedOrPassedOver(byte[] content) {
        CollateralPieces pieces = new CollateralPieces();
        pieces.addFile("file", Bytes.copyOf(content));
        try {
            pieces.of(TestCollateral.PLATFORM_2025);
        } catch (CollateralException e) {
            return;
        }
        throw new IllegalStateException("one file alone is not enough");
    }
}
