package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.internal.sealed.Format;
import dev.cocoonsdk.crypto.internal.sealed.Kdf;
import dev.cocoonsdk.crypto.internal.sealed.RecordKey;
import dev.cocoonsdk.crypto.sealed.SealedTamperingException.Kind;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Opens sealed requests within an enclave ({@code docs/sealed-envelope.md} 9). Thread-safe. */
public final class RequestOpener {

    /** How far in the future a request may have been made. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** For how long after it was made a request may begin, however long it says; bounds what the replay window must remember. */
    public static final Duration MAX_AGE = Duration.ofMinutes(15);

    private final PrivateKeyLookup keys;
    private final ReplayWindow window;
    private final Clock clock;
    private final SecureRandom random;

    /**
     * An opener.
     *
     * @param window shared by all openers of the same keys
     */
    public RequestOpener(PrivateKeyLookup keys, ReplayWindow window, Clock clock, SecureRandom random) {
        this.keys = keys;
        this.window = window;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Checks all that can be checked without a key: size, header, times, and that an evidence request ends with its header. The kind then
     * says whether to {@link #open} it or to answer with evidence.
     *
     * @throws SealedFormatException if it is no sealed request
     * @throws RequestRefusedException if it is too large or out of its time
     */
    public EnvelopeHeader check(Bytes body) {
        if (body.length() > Format.MAX_SEALED) {
            throw new RequestRefusedException(Refusal.TOO_LARGE);
        }
        EnvelopeHeader header = EnvelopeHeader.parse(body);
        if (header.kind() == EnvelopeHeader.Kind.EVIDENCE_REQUEST && body.length() > header.length()) {
            throw new SealedFormatException("evidence request", header.length(), "bytes after the header");
        }
        Instant now = clock.instant();
        if (!now.isBefore(end(header))) {
            throw new RequestRefusedException(Refusal.EXPIRED);
        }
        if (header.createdAt().isAfter(now.plus(CLOCK_TOLERANCE))) {
            throw new RequestRefusedException(Refusal.NOT_YET_VALID);
        }
        return header;
    }

    private static Instant end(EnvelopeHeader header) {
        Instant latest = header.createdAt().plus(MAX_AGE);
        return header.expiresAt().isBefore(latest) ? header.expiresAt() : latest;
    }

    /**
     * Opens a request: all of it is verified, and it is remembered, before anything is handed on.
     *
     * @throws SealedFormatException if it is no sealed request, or an evidence request
     * @throws RequestRefusedException if it is too large, out of its time, a replay, or there is no room to remember it
     * @throws KeyMismatchException if none of the recipients is here
     * @throws SealedTamperingException if it does not verify
     */
    public OpenedRequest open(Bytes body) {
        EnvelopeHeader header = check(body);
        if (header.kind() != EnvelopeHeader.Kind.REQUEST) {
            throw new SealedFormatException("kind", 5, "no content to open");
        }
        int index = recipient(header);
        RecipientPrivateKey key = keys.find(header.recipients().get(index));
        if (key == null) {
            throw new KeyMismatchException(header);
        }
        if (key.publicKey().suite() != header.suite()) {
            throw SealedFormatException.refused(Refusal.UNSUPPORTED_SUITE, "suite", 6);
        }
        byte[] secrets = unwrap(header, index, key);
        byte[] contentKey = Arrays.copyOf(secrets, Format.HASH);
        byte[] responseSecret = Arrays.copyOfRange(secrets, Format.HASH, secrets.length);
        Arrays.fill(secrets, (byte) 0);
        byte[] aad = aad(header, body);
        RecordKey recordKey = new RecordKey(Kdf.derive(aad, contentKey, Format.LABEL_REQUEST_KEY), aad);
        Arrays.fill(contentKey, (byte) 0);
        ByteBuffer records = body.asByteBuffer().position(header.length());
        InnerRequest inner = new RequestRecords(recordKey).open(records);
        remember(header, aad);
        return new OpenedRequest(header, inner, body, header.recipients().get(index), responseSecret, random);
    }

    private int recipient(EnvelopeHeader header) {
        for (int i = 0; i < header.recipients().size(); i++) {
            if (keys.find(header.recipients().get(i)) != null) {
                return i;
            }
        }
        throw new KeyMismatchException(header);
    }

    private static byte[] unwrap(EnvelopeHeader header, int index, RecipientPrivateKey key) {
        byte[] coreHash = Kdf.hash(header.core().toByteArray());
        Hash256 id = header.recipients().get(index);
        byte[] info = Kdf.concat(Format.LABEL_WRAP, coreHash, id.toBytes());
        byte[] secrets = key.unwrap(info, header.wraps().get(index).toByteArray());
        if (secrets == null && key.isDestroyed()) {
            throw new KeyMismatchException(header);
        }
        if (secrets == null || secrets.length != Format.WRAPPED_SECRETS) {
            throw new SealedTamperingException(Kind.HEADER_MODIFIED, 0);
        }
        return secrets;
    }

    private static byte[] aad(EnvelopeHeader header, Bytes body) {
        byte[] bytes = new byte[header.length()];
        body.asByteBuffer().get(bytes);
        return Kdf.hash(Format.LABEL_REQUEST_AAD, bytes);
    }

    private void remember(EnvelopeHeader header, byte[] aad) {
        switch (window.enter(Hash256.of(aad), end(header), clock.instant())) {
            case FRESH -> {}
            case REPLAYED -> throw new RequestRefusedException(Refusal.REPLAYED);
            case EXPIRED -> throw new RequestRefusedException(Refusal.EXPIRED);
            case FULL -> throw new RequestRefusedException(Refusal.BUSY);
        }
    }
}
