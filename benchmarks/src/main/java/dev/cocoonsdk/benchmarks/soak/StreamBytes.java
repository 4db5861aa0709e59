package dev.cocoonsdk.benchmarks.soak;

import dev.cocoonsdk.network.tl.TlBytes;
import java.nio.ByteBuffer;

/** The bytes of an answer: each depends on the stream and on its place, so that nothing can be lost, doubled or mixed up unseen. */
final class StreamBytes {

    private StreamBytes() {}

    static TlBytes part(int stream, long from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = at(stream, from + i);
        }
        return TlBytes.wrap(bytes);
    }

    /** Whether these are the bytes of that stream from that place on. */
    static boolean matches(int stream, long from, TlBytes bytes) {
        ByteBuffer buffer = bytes.asByteBuffer();
        for (long at = from; buffer.hasRemaining(); at++) {
            if (buffer.get() != at(stream, at)) {
                return false;
            }
        }
        return true;
    }

    private static byte at(int stream, long position) {
        long mixed = (stream * 0x9e3779b97f4a7c15L) ^ (position * 0xbf58476d1ce4e5b9L);
        return (byte) (mixed >>> 32);
    }
}
