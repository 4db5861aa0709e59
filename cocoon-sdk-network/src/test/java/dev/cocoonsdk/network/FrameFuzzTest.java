package dev.cocoonsdk.network;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

class FrameFuzzTest {

    /** Memory stays within the input's size class, whatever the header announces. */
    @FuzzTest
    void anyStreamGivesFramesOrAFormatError(byte[] bytes) {
        FrameDecoder decoder = new FrameDecoder();
        long[] delivered = new long[1];
        try {
            decoder.decode(ByteBuffer.wrap(bytes), frame -> delivered[0] += frame.length());
        } catch (FrameFormatException e) {
            return;
        }
        if (delivered[0] > bytes.length || decoder.allocated() > Math.max(1 << 13, 2 * bytes.length)) {
            throw new AssertionError("delivered " + delivered[0] + ", allocated " + decoder.allocated());
        }
    }
}
