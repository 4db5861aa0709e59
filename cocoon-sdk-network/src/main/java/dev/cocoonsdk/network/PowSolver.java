package dev.cocoonsdk.network;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Searches for the answer to one {@link PowChallenge} on several threads, until it is found or {@link #cancel()} is called.
 *
 * <p>Uses the platform's SHA-256, which runs on the processor's own instructions where there are any; nothing is allocated per hash.
 */
public final class PowSolver {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HASH_LENGTH = 32;
    private static final int INPUT_LENGTH = PowChallenge.SALT_LENGTH + Long.BYTES;

    /** Hashes between two looks at whether somebody else is done. */
    private static final int STRIDE = 1 << 10;

    /** Below this difficulty a thread takes longer to start than one core takes to search. */
    private static final int WORTH_THREADS = 14;

    private final PowChallenge challenge;
    private final int threads;
    private final AtomicReference<@Nullable Long> answer = new AtomicReference<>();
    private volatile boolean over;

    private PowSolver(PowChallenge challenge, int threads) {
        this.challenge = challenge;
        this.threads = challenge.difficulty() < WORTH_THREADS ? 1 : threads;
    }

    /** A solver that uses all processors of this process. */
    public static PowSolver of(PowChallenge challenge) {
        return of(challenge, Runtime.getRuntime().availableProcessors());
    }

    /**
     * A solver that uses at most so many threads, the caller's among them.
     *
     * @throws IllegalArgumentException if {@code threads} is less than one
     */
    public static PowSolver of(PowChallenge challenge, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + " (expected: >= 1)");
        }
        return new PowSolver(challenge, threads);
    }

    /**
     * Searches, on the caller's thread and on others, and returns once there is an answer. With one thread that is the smallest nonce
     * from 0. Call it once.
     *
     * @return the nonce, or nothing if the search was cancelled
     */
    public OptionalLong solve() {
        for (int first = 1; first < threads; first++) {
            int start = first;
            Thread helper = new Thread(() -> search(start), "cocoon-pow-" + first);
            helper.setDaemon(true);
            helper.start();
        }
        search(0);
        Long nonce = answer.get();
        return nonce == null ? OptionalLong.empty() : OptionalLong.of(nonce);
    }

    /** Ends the search, also one that has not begun. From any thread. */
    public void cancel() {
        over = true;
    }

    private void search(long start) {
        MessageDigest digest = sha256();
        byte[] input = new byte[INPUT_LENGTH];
        challenge.salt().asByteBuffer().get(input, 0, PowChallenge.SALT_LENGTH);
        byte[] hash = new byte[HASH_LENGTH];
        long nonce = start;
        while (!over) {
            long end = nonce + (long) STRIDE * threads;
            long found = searchRange(digest, input, hash, nonce, end);
            if (found >= 0) {
                answer.compareAndSet(null, found);
                over = true;
            }
            nonce = end;
        }
    }

    /** The first good nonce, or -1. */
    private long searchRange(MessageDigest digest, byte[] input, byte[] hash, long from, long to) {
        int difficulty = challenge.difficulty();
        try {
            for (long nonce = from; nonce < to; nonce += threads) {
                LONG.set(input, PowChallenge.SALT_LENGTH, nonce);
                digest.update(input, 0, INPUT_LENGTH);
                digest.digest(hash, 0, HASH_LENGTH);
                if (Long.numberOfLeadingZeros((long) LONG.get(hash, 0)) >= difficulty) {
                    return nonce;
                }
            }
            return -1;
        } catch (DigestException e) {
            throw new IllegalStateException("a hash fits into its buffer", e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
