package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.internal.sealed.Kdf;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sealed request with what is needed to open answers to it. The same {@link #body} may be sent again, and to several of its
 * recipients; each attempt has an {@link #opener} of its own. Thread-safe.
 */
public final class SealedCall implements AutoCloseable {

    private final EnvelopeHeader header;
    private final Bytes body;
    private final Map<Hash256, byte[]> secrets;
    private volatile @Nullable Hash256 requestHash;
    private boolean closed;

    SealedCall(EnvelopeHeader header, Bytes body, Map<Hash256, byte[]> secrets) {
        this.header = header;
        this.body = body;
        this.secrets = secrets;
    }

    /** What is in clear. */
    public EnvelopeHeader header() {
        return header;
    }

    /** The sealed request. */
    public Bytes body() {
        return body;
    }

    /** Names the request. */
    public Hash256 requestId() {
        return header.requestId();
    }

    /** SHA-256 of the body, which binds the answer's key and which receipts name; computed at the first call. */
    public Hash256 requestHash() {
        Hash256 known = requestHash;
        if (known == null) {
            known = hash(body);
            requestHash = known;
        }
        return known;
    }

    /** Opens one answer. */
    public AnswerOpener opener() {
        return new AnswerOpener(this);
    }

    /**
     * The response secret of a recipient, a copy; null if it is none.
     *
     * @throws IllegalStateException if the call is closed
     */
    synchronized byte @Nullable [] secret(Hash256 keyId) {
        if (closed) {
            throw new IllegalStateException("sealed call: closed");
        }
        byte[] secret = secrets.get(keyId);
        return secret == null ? null : secret.clone();
    }

    /** Wipes the secrets: answers whose beginning has not been fed cannot be opened any more. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        secrets.values().forEach(secret -> Arrays.fill(secret, (byte) 0));
    }

    static Hash256 hash(Bytes bytes) {
        MessageDigest digest = Kdf.sha256();
        digest.update(bytes.asByteBuffer());
        return Hash256.of(digest.digest());
    }

    /** The header and the size. */
    @Override
    public String toString() {
        return "SealedCall[" + header + ", " + body + "]";
    }
}
