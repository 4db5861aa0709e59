package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request on its way from the worker to its readers, normally one; with an idempotency key any number,
 * each of which gets the whole answer from the start.
 *
 * <p>What all readers have read is dropped, unless the answer is kept for later readers. A reader that falls behind by more
 * than the limit is cut off: the network has no flow control for single requests ({@code docs/protocol/wire.md} 9.6), so
 * waiting for it would make the worker's other requests wait too. A kept answer that grows beyond the limit is kept no longer.
 * When {@link AnswerMemory} is full, the limit is 64 KiB.
 *
 * <p>Thread-safe: one lock, held for list operations only. Listeners are called without it, by {@link #signal}.
 */
public final class Answer {

    /**
     * The head of the answer.
     *
     * @param status HTTP status from 200 to 599
     * @param contentType media type, may be empty
     * @param headers further headers, already chosen
     */
    public record Head(int status, String contentType, List<Map.Entry<String, String>> headers) {
        /** Copies the list. */
        public Head {
            headers = List.copyOf(headers);
        }
    }

    /** What a reader finds. */
    public enum Progress {
        /** Nothing more now. */
        WAITING,
        /** There is more than was asked for. */
        MORE,
        /** The regular end. */
        ENDED,
        /** The request failed; see {@link Reader#error}. */
        FAILED
    }

    private static final int FULL_MEMORY_LAG = 1 << 16;

    private final int limit;
    private final int maxLag;
    private final AnswerMemory memory;
    private final List<Reader> readers = new ArrayList<>(1);
    private final List<byte[]> parts = new ArrayList<>();
    private boolean keep;
    private long dropped;
    private long keptBytes;
    private long allBytes;
    private @Nullable Head head;
    private boolean ended;
    private @Nullable ApiError error;

    /**
     * @param keep whether readers may come later
     * @param limit bytes of a kept answer
     * @param maxLag bytes that may wait for a reader, not less than the limit
     * @param memory counts the bytes of all answers
     */
    Answer(boolean keep, int limit, int maxLag, AnswerMemory memory) {
        this.keep = keep;
        this.limit = limit;
        this.maxLag = maxLag;
        this.memory = memory;
    }

    synchronized void head(Head value) {
        head = value;
    }

    synchronized void body(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        parts.add(bytes);
        allBytes += bytes.length;
        count(bytes.length);
        int most = memory.isFull() ? FULL_MEMORY_LAG : Integer.MAX_VALUE;
        if (keptBytes > Math.min(limit, most)) {
            keep = false;
            cutSlowReaders(Math.min(maxLag, most));
            trim();
        }
    }

    synchronized void end() {
        ended = true;
    }

    synchronized void fail(ApiError problem) {
        error = problem;
        forget();
    }

    /** No reader will come any more. */
    synchronized void forget() {
        keep = false;
        trim();
    }

    private void count(long bytes) {
        keptBytes += bytes;
        memory.add(bytes);
    }

    /** Tells the readers that something changed. */
    void signal() {
        Reader only;
        List<Reader> all = List.of();
        synchronized (this) {
            only = readers.size() == 1 ? readers.get(0) : null;
            all = only == null && !readers.isEmpty() ? List.copyOf(readers) : all;
        }
        if (only != null) {
            only.listener.run();
        }
        all.forEach(reader -> reader.listener.run());
    }

    /**
     * Another reader, from the start of the answer.
     *
     * @param listener called without locks, from any thread, when there may be more to read
     * @throws ApiException with {@link ErrorKind#ANSWER_NOT_KEPT} if the start is kept no longer
     */
    Reader read(Runnable listener) {
        synchronized (this) {
            if (dropped == 0) {
                Reader reader = new Reader(listener);
                readers.add(reader);
                return reader;
            }
        }
        throw ApiError.answerNotKept().toException();
    }

    /** Bytes held in memory. */
    synchronized long size() {
        return keptBytes;
    }

    private void cutSlowReaders(int allowed) {
        for (Reader reader : readers) {
            reader.cut |= reader.unread() > allowed;
        }
    }

    private void trim() {
        if (keep) {
            return;
        }
        long first = dropped + parts.size();
        for (Reader reader : readers) {
            first = reader.cut ? first : Math.min(first, reader.position);
        }
        int count = (int) (first - dropped);
        if (count == parts.size()) {
            parts.clear();
            count(-keptBytes);
        } else if (count > 0) {
            List<byte[]> read = parts.subList(0, count);
            read.forEach(bytes -> count(-bytes.length));
            read.clear();
        }
        dropped = first;
    }

    /** One reader. Used by one thread at a time; its fields are guarded by the answer's lock. */
    public final class Reader {

        private final Runnable listener;
        private long position;
        private long readBytes;
        private boolean cut;

        private Reader(Runnable listener) {
            this.listener = listener;
        }

        private long unread() {
            return cut ? 0 : allBytes - readBytes;
        }

        /** The head, or null if it has not come yet. */
        public @Nullable Head head() {
            synchronized (Answer.this) {
                return head;
            }
        }

        /** Whether this reader fell behind too far; what it has not read is gone. */
        public boolean isCut() {
            synchronized (Answer.this) {
                return cut;
            }
        }

        /** Why the request failed; null unless it did. */
        public @Nullable ApiError error() {
            synchronized (Answer.this) {
                return cut ? TOO_SLOW : error;
            }
        }

        /**
         * Takes body bytes.
         *
         * @param into gets the parts
         * @param maxBytes stop when this many are there; the last part may exceed it
         */
        public Progress poll(List<byte[]> into, int maxBytes) {
            synchronized (Answer.this) {
                if (cut) {
                    return Progress.FAILED;
                }
                int taken = 0;
                long last = dropped + parts.size();
                while (position < last && taken < maxBytes) {
                    byte[] part = parts.get((int) (position - dropped));
                    into.add(part);
                    taken += part.length;
                    readBytes += part.length;
                    position++;
                }
                trim();
                if (position < last) {
                    return Progress.MORE;
                } else if (error != null) {
                    return Progress.FAILED;
                }
                return ended ? Progress.ENDED : Progress.WAITING;
            }
        }

        /** Reads no more. True if nobody else reads and the answer is not kept, so that nobody needs it any more. */
        public boolean close() {
            synchronized (Answer.this) {
                readers.remove(this);
                cut = true;
                trim();
                return readers.isEmpty() && !keep;
            }
        }
    }

    private static final ApiError TOO_SLOW = ApiError.of(
            ErrorKind.INTERNAL,
            "The answer was read too slowly and is dropped.",
            "Read faster, or ask for a shorter answer.");
}
