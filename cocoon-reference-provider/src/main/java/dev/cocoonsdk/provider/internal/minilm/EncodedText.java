package dev.cocoonsdk.provider.internal.minilm;

import java.util.ArrayList;
import java.util.List;

/** A text as token ids, without marks for begin and end. */
public final class EncodedText {

    private final long[] ids;

    EncodedText(long[] ids) {
        this.ids = ids;
    }

    /** Number of tokens, without marks for begin and end. */
    public int tokens() {
        return ids.length;
    }

    /** The ids in windows of at most {@code size} with their marks; windows are of nearly equal length. */
    List<long[]> windows(int size, long begin, long end) {
        int room = size - 2;
        int count = Math.max(1, (ids.length + room - 1) / room);
        List<long[]> windows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) ids.length * i / count);
            int to = (int) ((long) ids.length * (i + 1) / count);
            long[] window = new long[to - from + 2];
            window[0] = begin;
            System.arraycopy(ids, from, window, 1, to - from);
            window[window.length - 1] = end;
            windows.add(window);
        }
        return windows;
    }
}
