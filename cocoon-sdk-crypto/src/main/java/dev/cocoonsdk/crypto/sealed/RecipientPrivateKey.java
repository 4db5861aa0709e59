package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.internal.sealed.HpkeKeys;
import dev.cocoonsdk.crypto.internal.sealed.KeyUnwrapper;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;

/**
 * A key that opens sealed requests. It exists in memory only and cannot be exported. Thread-safe.
 *
 * <p>What a JVM does not guarantee about the erasure of keys stands in {@code docs/sealed-envelope.md} 13.
 */
public final class RecipientPrivateKey implements Destroyable {

    private final RecipientKey publicKey;
    private final Hash256 keyId;
    private volatile @Nullable KeyUnwrapper unwrapper;

    private RecipientPrivateKey(RecipientKey publicKey, KeyUnwrapper unwrapper) {
        this.publicKey = publicKey;
        this.keyId = publicKey.keyId();
        this.unwrapper = unwrapper;
    }

    /** A new key. */
    public static RecipientPrivateKey generate(SealSuite suite, SecureRandom random) {
        byte[] key = HpkeKeys.generate(suite, random);
        try {
            return of(suite, key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** A given key: a scalar of X25519, or a seed of X-Wing. */
    static RecipientPrivateKey of(SealSuite suite, byte[] key) {
        RecipientKey publicKey = new RecipientKey(suite, HpkeKeys.publicKey(suite, key));
        return new RecipientPrivateKey(publicKey, HpkeKeys.unwrapper(suite, key, publicKey.publicKey()));
    }

    /** The public half. */
    public RecipientKey publicKey() {
        return publicKey;
    }

    /** As {@link RecipientKey#keyId}, computed once. */
    Hash256 keyId() {
        return keyId;
    }

    /** The secrets of a wrap, or null if it does not verify or this key is destroyed. */
    byte @Nullable [] unwrap(byte[] info, byte[] wrap) {
        KeyUnwrapper current = unwrapper;
        return current == null ? null : current.unwrap(info, wrap);
    }

    /** From now on nothing can be opened with this key; idempotent. */
    @Override
    public void destroy() {
        unwrapper = null;
    }

    @Override
    public boolean isDestroyed() {
        return unwrapper == null;
    }

    /** The public half only. */
    @Override
    public String toString() {
        return "RecipientPrivateKey[" + publicKey.suite() + " " + keyId + "]";
    }
}
