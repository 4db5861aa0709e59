package dev.cocoonsdk.cli.runner;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class EventBodyFuzzTest {

    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    /** Whatever a worker sends, in whatever pieces, the application gets the same events and an end. */
    @FuzzTest
    void anyBodyGivesTheSameEventsInAnyPieces(byte[] bytes) {
        int size = bytes.length == 0 ? 1 : 1 + (bytes[0] & 7);
        byte[] whole = events(bytes, Math.max(1, bytes.length));
        if (!Arrays.equals(whole, events(bytes, size))) {
            throw new AssertionError("other events in pieces of " + size);
        }
        int from = Math.max(0, whole.length - DONE.length);
        if (!Arrays.equals(DONE, Arrays.copyOfRange(whole, from, whole.length))) {
            throw new AssertionError("no end");
        }
    }

    private static byte[] events(byte[] bytes, int size) {
        EventBody body = new EventBody(new UsageCosts(ScriptedNetwork::root));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i += size) {
            out.writeBytes(body.next(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + size))));
        }
        out.writeBytes(body.end(new BodyFilter.Ending(ScriptedNetwork.TOKENS, null)));
        return out.toByteArray();
    }
}
