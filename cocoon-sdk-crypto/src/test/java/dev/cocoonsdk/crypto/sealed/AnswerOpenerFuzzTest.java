package dev.cocoonsdk.crypto.sealed;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;

class AnswerOpenerFuzzTest {

    private static final SealedStage STAGE = new SealedStage(SealSuite.X25519, 1);
    private static final SealedCall CALL = STAGE.seal("a prompt");
    private static final byte[] GENUINE =
            SealedStage.answer(STAGE.freshOpener().open(CALL.body()), Padding.none(), new byte[20]);

    /** Neither any bytes, nor a genuine answer with them written over its end, are read as a whole answer. */
    @FuzzTest
    void onlyWhatWasSealedIsRead(byte[] bytes) {
        refuse(bytes);
        byte[] changed = GENUINE.clone();
        int length = Math.min(bytes.length, changed.length);
        System.arraycopy(bytes, 0, changed, changed.length - length, length);
        if (!Arrays.equals(changed, GENUINE)) {
            refuse(changed);
        }
    }

    private static void refuse(byte[] bytes) {
        AnswerLog log = new AnswerLog();
        AnswerOpener opener = CALL.opener();
        try {
            opener.feed(ByteBuffer.wrap(bytes), log);
            opener.finish();
        } catch (SealedException e) {
            if (opener.isFinished()) {
                throw new AssertionError("failed and finished", e);
            }
        }
        if (log.events.stream().anyMatch(event -> event.startsWith("final") || event.startsWith("error"))) {
            throw new AssertionError("read");
        }
    }
}
