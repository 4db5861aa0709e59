package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.internal.sealed.Format;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A verified request within the enclave. The header's limits bind: the inner request must ask for no more ({@code
 * docs/sealed-envelope.md} 9.1), which its reader checks. Thread-safe.
 */
public final class OpenedRequest implements AutoCloseable {

    private final EnvelopeHeader header;
    private final InnerRequest inner;
    private final Bytes body;
    private final Hash256 keyId;
    private final byte[] responseSecret;
    private final SecureRandom random;
    private volatile @Nullable Hash256 requestHash;
    private boolean closed;

    OpenedRequest(
            EnvelopeHeader header,
            InnerRequest inner,
            Bytes body,
            Hash256 keyId,
            byte[] responseSecret,
            SecureRandom random) {
        this.header = header;
        this.inner = inner;
        this.body = body;
        this.keyId = keyId;
        this.responseSecret = responseSecret;
        this.random = random;
    }

    /** What was in clear, now authenticated. */
    public EnvelopeHeader header() {
        return header;
    }

    /** What was sealed. */
    public InnerRequest inner() {
        return inner;
    }

    /** SHA-256 of the whole sealed request, for the answer's key and the receipt; computed at the first call. */
    public Hash256 requestHash() {
        Hash256 known = requestHash;
        if (known == null) {
            known = SealedCall.hash(body);
            requestHash = known;
        }
        return known;
    }

    /** Which of this provider's keys opened it. */
    public Hash256 keyId() {
        return keyId;
    }

    /**
     * Seals an answer, each under a key of its own.
     *
     * @throws IllegalStateException if this request is closed
     */
    public synchronized AnswerSealer answer(Padding padding) {
        if (closed) {
            throw new IllegalStateException("opened request: closed");
        }
        byte[] salt = new byte[Format.HASH];
        random.nextBytes(salt);
        return new AnswerSealer(responseSecret, requestHash(), header.requestId(), keyId, salt, padding);
    }

    /** Wipes the response secret; answers that have begun go on. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(responseSecret, (byte) 0);
    }

    /** The header and sizes. */
    @Override
    public String toString() {
        return "OpenedRequest[" + header + ", " + inner + "]";
    }
}
