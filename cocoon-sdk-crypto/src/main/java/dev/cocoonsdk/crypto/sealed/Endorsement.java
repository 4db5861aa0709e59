package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an enclave's quote-bound TLS key says about its other keys ({@code docs/sealed-envelope.md} 11.1). Nothing of it is believed
 * before {@link ProviderVerifier} did.
 *
 * @param notBefore from when on, in milliseconds
 * @param notAfter until when, in milliseconds; after {@code notBefore}, at most {@link #MAX_LIFE} later
 * @param imageHash image hash of the quote
 * @param receiptKey Ed25519 public key that signs receipts
 * @param models full names ({@code name@commit:verityhash}) of what is served: 1 to {@value #MAX_MODELS}, ascending by their UTF-8 bytes
 * @param keys what can be sealed to: 1 to {@value #MAX_KEYS}, ascending by suite and bytes
 * @param claims more that the provider says of itself, 0 to {@value #MAX_CLAIMS}, ascending by name: proved by nothing
 */
public record Endorsement(
        Instant notBefore,
        Instant notAfter,
        Hash256 imageHash,
        Hash256 receiptKey,
        List<String> models,
        List<Key> keys,
        List<Claim> claims) {

    /** Longest validity. */
    public static final Duration MAX_LIFE = Duration.ofDays(1);

    /** Most models. */
    public static final int MAX_MODELS = 64;

    /** Most keys. */
    public static final int MAX_KEYS = 16;

    /** Most claims. */
    public static final int MAX_CLAIMS = 32;

    /** Longest name of a model or of a claim, and longest value of a claim, in bytes of UTF-8. */
    public static final int MAX_TEXT = 512;

    /** Longest public key in bytes, of whatever suite. */
    public static final int MAX_KEY_LENGTH = 2048;

    static final int MAGIC = 0x43434e45;
    static final int VERSION = 1;

    /**
     * A key of any suite; later versions have suites that this one cannot seal to.
     *
     * @param suite id of the suite, 1 to 255
     * @param publicKey 1 to {@value #MAX_KEY_LENGTH} bytes, of a known suite exactly as many as it says
     */
    public record Key(int suite, Bytes publicKey) {

        /**
         * Checks the lengths.
         *
         * @throws IllegalArgumentException if the suite or the length is out of range
         */
        public Key {
            SealSuite known = SealSuite.ofId(suite);
            require(suite >= 1 && suite <= 255, "suite", "1 to 255");
            require(!publicKey.isEmpty() && publicKey.length() <= MAX_KEY_LENGTH, "key", "1 to 2048 bytes");
            require(known == null || known.publicKeyLength() == publicKey.length(), "key", "as long as its suite says");
        }

        static Key of(RecipientKey key) {
            return new Key(key.suite().id(), key.publicKey());
        }

        private byte[] order() {
            return new CanonicalWriter()
                    .u8(suite)
                    .raw(publicKey.toByteArray())
                    .bytes()
                    .toByteArray();
        }
    }

    /**
     * Something that a provider says of itself, such as {@code gpu.confidential_computing}: claimed, unverified.
     *
     * @param name 1 to {@value #MAX_TEXT} bytes of UTF-8 without control characters
     * @param value 0 to {@value #MAX_TEXT} bytes of UTF-8 without control characters
     */
    public record Claim(String name, String value) {

        /**
         * Checks the lengths.
         *
         * @throws IllegalArgumentException if a text is too long, or empty where it must not be, or has control characters
         */
        public Claim {
            requireText("claim", name, 1);
            requireText("claim", value, 0);
        }
    }

    /**
     * Checks sizes and order.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    public Endorsement {
        models = List.copyOf(models);
        keys = List.copyOf(keys);
        claims = List.copyOf(claims);
        requireTime(notBefore);
        requireTime(notAfter);
        require(notBefore.isBefore(notAfter), "not after", "after not before");
        require(!notAfter.isAfter(notBefore.plus(MAX_LIFE)), "not after", "at most a day after not before");
        require(!models.isEmpty() && models.size() <= MAX_MODELS, "models", "1 to " + MAX_MODELS);
        require(!keys.isEmpty() && keys.size() <= MAX_KEYS, "keys", "1 to " + MAX_KEYS);
        require(claims.size() <= MAX_CLAIMS, "claims", "0 to " + MAX_CLAIMS);
        models.forEach(Endorsement::requireModel);
        requireAscending("models", models.stream().map(Endorsement::utf8).toList());
        requireAscending("keys", keys.stream().map(Key::order).toList());
        requireAscending(
                "claims", claims.stream().map(claim -> utf8(claim.name())).toList());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void requireModel(String fullName) {
        requireText("model", fullName, 1);
        ModelId unused = ModelId.ofFullName(fullName);
    }

    /** A value that {@link CanonicalReader} would not read must not be written either. */
    static void requireText(String field, String text, int least) {
        byte[] utf8 = utf8(text);
        require(utf8.length >= least && utf8.length <= MAX_TEXT, field, least + " to " + MAX_TEXT + " bytes");
        require(text.chars().noneMatch(Character::isISOControl), field, "no control characters");
        require(new String(utf8, StandardCharsets.UTF_8).equals(text), field, "Unicode");
    }

    static void requireTime(Instant time) {
        boolean inRange =
                time.getEpochSecond() >= 0 && time.getEpochSecond() <= CanonicalReader.LAST_MILLISECOND / 1000;
        require(inRange && time.getNano() % 1_000_000 == 0, "time", "whole milliseconds from 1970 to 9999");
    }

    private static void requireAscending(String field, List<byte[]> items) {
        for (int i = 1; i < items.size(); i++) {
            require(Arrays.compareUnsigned(items.get(i - 1), items.get(i)) < 0, field, "ascending, none twice");
        }
    }

    static void require(boolean holds, String field, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("endorsement: " + field + " (expected: " + expected + ")");
        }
    }

    /** The keys of suites that this version knows. */
    public List<RecipientKey> recipientKeys() {
        return keys.stream()
                .map(Endorsement::known)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static @Nullable RecipientKey known(Key key) {
        SealSuite suite = SealSuite.ofId(key.suite());
        return suite == null ? null : new RecipientKey(suite, key.publicKey());
    }

    /** The canonical form: the only one that {@link #parse} reads as an equal value. */
    public Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter()
                .magic(MAGIC, VERSION)
                .time(notBefore)
                .time(notAfter)
                .hash(imageHash)
                .hash(receiptKey);
        out.u8(models.size());
        models.forEach(out::text);
        out.u8(keys.size());
        keys.forEach(key -> out.u8(key.suite())
                .u16(key.publicKey().length())
                .raw(key.publicKey().toByteArray()));
        out.u8(claims.size());
        claims.forEach(claim -> out.text(claim.name()).text(claim.value()));
        return out.bytes();
    }

    /** What is signed: a label and the canonical form. */
    static Bytes signed(Bytes encoded) {
        return SealLabel.ENDORSEMENT.before(encoded);
    }

    /**
     * Reads the canonical form.
     *
     * @throws EvidenceFormatException if the bytes are anything else
     */
    public static Endorsement parse(Bytes encoded) throws EvidenceFormatException {
        CanonicalReader in = new CanonicalReader(encoded);
        in.magic(MAGIC, VERSION);
        Instant notBefore = in.time("not before");
        Instant notAfter = in.time("not after");
        Hash256 imageHash = in.hash("image hash");
        Hash256 receiptKey = in.hash("receipt key");
        List<String> models = new ArrayList<>();
        for (int left = in.u8("model count", 1, MAX_MODELS); left > 0; left--) {
            models.add(in.text("model", 1, MAX_TEXT));
        }
        List<Key> keys = new ArrayList<>();
        for (int left = in.u8("key count", 1, MAX_KEYS); left > 0; left--) {
            int suite = in.u8("suite", 1, 255);
            keys.add(key(in, suite, in.raw("key", in.u16("key length", 1, MAX_KEY_LENGTH))));
        }
        List<Claim> claims = new ArrayList<>();
        for (int left = in.u8("claim count", 0, MAX_CLAIMS); left > 0; left--) {
            claims.add(new Claim(in.text("claim", 1, MAX_TEXT), in.text("claim value", 0, MAX_TEXT)));
        }
        in.end();
        try {
            return new Endorsement(notBefore, notAfter, imageHash, receiptKey, models, keys, claims);
        } catch (IllegalArgumentException e) {
            throw new EvidenceFormatException("endorsement", 0, "canonical form", String.valueOf(e.getMessage()));
        }
    }

    private static Key key(CanonicalReader in, int suite, Bytes publicKey) throws EvidenceFormatException {
        try {
            return new Key(suite, publicKey);
        } catch (IllegalArgumentException e) {
            throw in.wrong("key", "as long as suite " + suite + " says", publicKey.length() + " bytes");
        }
    }
}
