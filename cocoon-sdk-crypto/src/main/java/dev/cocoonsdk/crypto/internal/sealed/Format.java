package dev.cocoonsdk.crypto.internal.sealed;

import java.nio.charset.StandardCharsets;

/** Constants of {@code docs/sealed-envelope.md}. */
public final class Format {

    /** {@code CCNS}. */
    public static final int MAGIC = 0x43434e53;

    /** The version that is spoken here. */
    public static final int VERSION = 1;

    /** Bytes of ids, hashes, keys and salts. */
    public static final int HASH = 32;

    /** Bytes of content key and response secret together. */
    public static final int WRAPPED_SECRETS = 2 * HASH;

    /** Most bytes of content and padding in one record. */
    public static final int CHUNK = 65_536;

    /** Bytes of the GCM tag. */
    public static final int TAG = 16;

    /** Type and content length before the content. */
    public static final int RECORD_PREFIX = 5;

    /** What a record needs beside content and padding: its length, the prefix and the tag. */
    public static final int RECORD_OVERHEAD = 4 + RECORD_PREFIX + TAG;

    /** Shortest ciphertext of a record. */
    public static final int MIN_CIPHERTEXT = RECORD_PREFIX + TAG;

    /** Longest ciphertext of a record. */
    public static final int MAX_CIPHERTEXT = MIN_CIPHERTEXT + CHUNK;

    /** Longest sealed request. */
    public static final int MAX_SEALED = 16_711_680;

    /** Longest evidence. */
    public static final int MAX_EVIDENCE = 131_072;

    /** Bytes of the header of an answer before what depends on its kind. */
    public static final int ANSWER_PREFIX = 38;

    /** Bytes of the header of a sealed answer. */
    public static final int ANSWER_HEADER = ANSWER_PREFIX + 2 * HASH;

    /** Section 4. */
    public static final byte[] LABEL_KEY_ID = label("key id");

    /** Section 4. */
    public static final byte[] LABEL_WRAP = label("wrap");

    /** Section 4. */
    public static final byte[] LABEL_REQUEST_KEY = label("request key");

    /** Section 4. */
    public static final byte[] LABEL_REQUEST_AAD = label("request aad");

    /** Section 4. */
    public static final byte[] LABEL_ANSWER_KEY = label("answer key");

    /** Section 4. */
    public static final byte[] LABEL_ANSWER_AAD = label("answer aad");

    private Format() {}

    private static byte[] label(String name) {
        return ("cocoon-sealed/1 " + name + "\0").getBytes(StandardCharsets.US_ASCII);
    }
}
