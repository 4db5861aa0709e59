package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.Ed25519Key;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The 24 words that TON wallets show to their owners, and the key that follows from them. These are TON's own rules, not those of BIP-39, of
 * which only the word list is taken: the key is PBKDF2-HMAC-SHA-512 with 100,000 rounds of the words' HMAC with the password.
 *
 * <p>Never printed; {@link #reveal} is the only way to read the words. Immutable and thread-safe.
 */
public final class Mnemonic {

    /** Words in a mnemonic. */
    public static final int WORDS = 24;

    private static final int ROUNDS = 100_000;
    private static final int CHECK_ROUNDS = ROUNDS / 256;
    private static final int SEED_BITS = 512;

    private final String words;
    private final String password;

    private Mnemonic(String words, String password) {
        this.words = words;
        this.password = password;
    }

    /**
     * Reads a mnemonic without password.
     *
     * @param words 24 words, whatever stands between them
     * @throws IllegalArgumentException as {@link #of(Secret, Secret)}
     */
    public static Mnemonic of(Secret words) {
        return of(words, Secret.of(""));
    }

    /**
     * Reads a mnemonic.
     *
     * @param words 24 words, whatever white space stands between them, in either case
     * @param password the password, empty for none
     * @throws IllegalArgumentException if the number of words is another one, a word is not in the list, or the words do not belong together
     *     or to the password; the message repeats none of them
     */
    public static Mnemonic of(Secret words, Secret password) {
        List<String> list =
                List.of(words.reveal().strip().toLowerCase(Locale.ROOT).split("\\s+"));
        if (list.size() != WORDS) {
            throw new IllegalArgumentException("mnemonic: " + list.size() + " words (expected: " + WORDS + ")");
        }
        for (int i = 0; i < WORDS; i++) {
            if (!WordList.has(list.get(i))) {
                throw new IllegalArgumentException("mnemonic: word " + (i + 1) + " is not in the list of words");
            }
        }
        Mnemonic mnemonic = new Mnemonic(String.join(" ", list), password.reveal());
        if (!mnemonic.isValid()) {
            throw new IllegalArgumentException(
                    "mnemonic: the words do not belong together, or the password is wrong or missing");
        }
        return mnemonic;
    }

    /** A new mnemonic without password. Takes about 256 attempts, some tens of milliseconds. */
    public static Mnemonic generate(SecureRandom random) {
        return generate(random, Secret.of(""));
    }

    /**
     * A new mnemonic. With a password it takes about 65,536 attempts, some seconds.
     *
     * @param password the password, empty for none
     */
    public static Mnemonic generate(SecureRandom random, Secret password) {
        while (true) {
            String words = String.join(
                    " ",
                    IntStream.range(0, WORDS)
                            .mapToObj(i -> WordList.WORDS.get(random.nextInt(WordList.WORDS.size())))
                            .toList());
            Mnemonic mnemonic = new Mnemonic(words, password.reveal());
            if (mnemonic.isValid()) {
                return mnemonic;
            }
        }
    }

    /** Words that take a password say so without it. */
    private boolean isValid() {
        return (password.isEmpty() || needsPassword()) && isBasic(entropy(password));
    }

    private boolean needsPassword() {
        byte[] entropy = entropy("");
        return derive(entropy, "TON fast seed version", 1)[0] == 1 && !isBasic(entropy);
    }

    private static boolean isBasic(byte[] entropy) {
        return derive(entropy, "TON seed version", CHECK_ROUNDS)[0] == 0;
    }

    private byte[] entropy(String salt) {
        HMac hmac = new HMac(new SHA512Digest());
        byte[] keyBytes = words.getBytes(StandardCharsets.UTF_8);
        hmac.init(new KeyParameter(keyBytes));
        byte[] data = salt.getBytes(StandardCharsets.UTF_8);
        hmac.update(data, 0, data.length);
        byte[] entropy = new byte[hmac.getMacSize()];
        hmac.doFinal(entropy, 0);
        Arrays.fill(keyBytes, (byte) 0);
        return entropy;
    }

    private static byte[] derive(byte[] entropy, String salt, int rounds) {
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
        generator.init(entropy, salt.getBytes(StandardCharsets.UTF_8), rounds);
        return ((KeyParameter) generator.generateDerivedMacParameters(SEED_BITS)).getKey();
    }

    /** The key of these words. Takes some tens of milliseconds. */
    public Ed25519Key toKey() {
        byte[] derived = derive(entropy(password), "TON default seed", ROUNDS);
        byte[] seed = Arrays.copyOf(derived, Ed25519Key.SEED_LENGTH);
        try {
            return Ed25519Key.ofSeed(seed);
        } finally {
            Arrays.fill(derived, (byte) 0);
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** The words with a space between them, to show them to their owner. */
    public String reveal() {
        return words;
    }

    /** Equality of words and password. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Mnemonic that && MessageDigest.isEqual(bytes(), that.bytes());
    }

    private byte[] bytes() {
        return (words + '\n' + password).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    @Override
    public String toString() {
        return "Mnemonic[hidden]";
    }
}
