package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * The work that an acceptor demands of whoever connects ({@code docs/protocol/wire.md} 2.1): a nonce for which SHA-256 of salt and nonce
 * has enough leading zero bits.
 *
 * @param difficulty zero bits demanded; 0 or less accepts any nonce, more than 64 none
 * @param salt 16 bytes
 */
public record PowChallenge(int difficulty, Bytes salt) {

    /** Bytes of a challenge. */
    public static final int LENGTH = 24;

    /** Bytes of an answer. */
    public static final int ANSWER_LENGTH = 12;

    /** Bytes of a salt. */
    public static final int SALT_LENGTH = 16;

    /** The difficulty that acceptors demand by default. */
    public static final int DEFAULT_DIFFICULTY = 20;

    /** The highest difficulty that connectors accept by default. */
    public static final int MAX_DIFFICULTY = 28;

    private static final int MAGIC = 0x418e1291;
    private static final int ANSWER_MAGIC = 0x01827319;

    /**
     * Checks the salt.
     *
     * @throws IllegalArgumentException if it has not 16 bytes
     */
    public PowChallenge {
        if (salt.length() != SALT_LENGTH) {
            throw new IllegalArgumentException("salt: " + salt.length() + " bytes (expected: " + SALT_LENGTH + ")");
        }
    }

    /** A challenge with a fresh salt. */
    public static PowChallenge create(int difficulty, SecureRandom random) {
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        return new PowChallenge(difficulty, Bytes.wrap(salt));
    }

    /**
     * Reads a challenge.
     *
     * @param bytes 24 bytes, consumed
     * @throws FrameFormatException if they begin with another magic number
     */
    static PowChallenge read(ByteBuffer bytes) {
        ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
        checkMagic("challenge", in.getInt(), MAGIC);
        int difficulty = in.getInt();
        byte[] salt = new byte[SALT_LENGTH];
        in.get(salt);
        return new PowChallenge(difficulty, Bytes.wrap(salt));
    }

    /** The challenge's 24 bytes. */
    ByteBuffer toBytes() {
        return ByteBuffer.allocate(LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putInt(difficulty)
                .put(salt.asByteBuffer())
                .flip();
    }

    /** The 12 bytes that answer with a nonce. */
    static ByteBuffer answer(long nonce) {
        return ByteBuffer.allocate(ANSWER_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(ANSWER_MAGIC)
                .putLong(nonce)
                .flip();
    }

    /**
     * Reads an answer.
     *
     * @param bytes 12 bytes, consumed
     * @return the nonce, unchecked
     * @throws FrameFormatException if they begin with another magic number
     */
    static long readAnswer(ByteBuffer bytes) {
        ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
        checkMagic("answer", in.getInt(), ANSWER_MAGIC);
        return in.getLong();
    }

    private static void checkMagic(String what, int found, int expected) {
        if (found != expected) {
            throw new FrameFormatException(
                    String.format("magic of the proof of work's %s: %08x (expected: %08x)", what, found, expected));
        }
    }

    /** Whether a nonce answers this challenge. */
    public boolean accepts(long nonce) {
        MessageDigest digest = PowSolver.sha256();
        digest.update(salt.asByteBuffer());
        digest.update(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(nonce)
                .flip());
        return zeroBits(digest.digest()) >= difficulty;
    }

    /** Leading zero bits of the first eight bytes, read as a little-endian number. */
    static int zeroBits(byte[] hash) {
        return Long.numberOfLeadingZeros(
                ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN).getLong());
    }
}
