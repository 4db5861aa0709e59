package dev.cocoonsdk.crypto.sealed;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Bytes;
import java.util.Arrays;

class RequestOpenerFuzzTest {

    private static final SealedStage STAGE = new SealedStage(SealSuite.X25519, 1);
    private static final byte[] GENUINE = STAGE.seal("a prompt").body().toByteArray();

    /** Neither any bytes, nor a genuine request with them written over its end, open. */
    @FuzzTest
    void onlyWhatWasSealedOpens(byte[] bytes) {
        refuse(bytes);
        byte[] changed = GENUINE.clone();
        int length = Math.min(bytes.length, changed.length);
        System.arraycopy(bytes, 0, changed, changed.length - length, length);
        if (!Arrays.equals(changed, GENUINE)) {
            refuse(changed);
        }
    }

    private static void refuse(byte[] bytes) {
        try {
            STAGE.freshOpener().open(Bytes.copyOf(bytes));
            throw new AssertionError("opened");
        } catch (SealedException e) {
            if (e.refusal() == Refusal.REPLAYED) {
                throw new AssertionError("reached the window", e);
            }
        }
    }
}
