package dev.cocoonsdk.ton4j;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.Ed25519Key;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ton.ton4j.mnemonic.Mnemonic;
import org.ton.ton4j.mnemonic.Pair;

/**
 * Keys of ton4j as keys that sign for our wallets. <strong>GPL-3.0-only.</strong> {@link dev.cocoonsdk.ton.wallet.Mnemonic} does the same
 * without ton4j.
 */
public final class Ton4jKeys {

    private static final int SEED_LENGTH = 32;
    private static final int EXPANDED_LENGTH = 64;

    private Ton4jKeys() {}

    /**
     * The key that ton4j derives from a mnemonic.
     *
     * @param words separated by white space
     * @param password empty for none
     * @throws IllegalArgumentException if ton4j finds that they do not belong together; the message holds none of them
     */
    public static Ed25519Key ofMnemonic(Secret words, Secret password) {
        List<String> list =
                List.of(words.reveal().strip().toLowerCase(Locale.ROOT).split("\\s+"));
        try {
            // Without password, a mnemonic that needs one would silently give another key.
            if (!Mnemonic.isValid(list, password.reveal())) {
                throw new IllegalArgumentException("mnemonic: the words do not belong together or to the password");
            }
            Pair pair = Mnemonic.toKeyPair(list, password.reveal());
            return ofSecretKey(pair.getSecretKey());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ton4j lacks HMAC-SHA-512", e);
        }
    }

    /**
     * The key of a ton4j wallet.
     *
     * @param secretKey 32 bytes (the seed, as of {@link Pair}) or 64 bytes (seed and public key, as of its TweetNaCl key pairs); copied
     * @throws IllegalArgumentException if it has another length or the public key is not that of the seed
     */
    public static Ed25519Key ofSecretKey(byte[] secretKey) {
        if (secretKey.length != SEED_LENGTH && secretKey.length != EXPANDED_LENGTH) {
            throw new IllegalArgumentException("secret key: " + secretKey.length + " bytes (expected: " + SEED_LENGTH
                    + " or " + EXPANDED_LENGTH + ")");
        }
        byte[] seed = Arrays.copyOf(secretKey, SEED_LENGTH);
        Ed25519Key key = Ed25519Key.ofSeed(seed);
        Arrays.fill(seed, (byte) 0);
        byte[] publicKey = Arrays.copyOfRange(secretKey, SEED_LENGTH, secretKey.length);
        if (publicKey.length > 0
                && !Arrays.equals(publicKey, key.publicKey().value().toBytes())) {
            throw new IllegalArgumentException("secret key: its public half is another one");
        }
        return key;
    }
}
