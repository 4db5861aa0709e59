package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.internal.sealed.Format;
import dev.cocoonsdk.crypto.internal.sealed.HpkeKeys;
import dev.cocoonsdk.crypto.internal.sealed.Kdf;
import dev.cocoonsdk.crypto.internal.sealed.KeyWrapper;
import dev.cocoonsdk.crypto.internal.sealed.RecordKey;
import dev.cocoonsdk.crypto.internal.sealed.RecordSealer;
import dev.cocoonsdk.crypto.internal.sealed.RecordType;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Seals requests ({@code docs/sealed-envelope.md} 5). Thread-safe. */
public final class RequestSealer {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Clock clock;
    private final SecureRandom random;
    private final Padding padding;
    private final KeyWrapper wrapper;

    RequestSealer(Clock clock, SecureRandom random, Padding padding, KeyWrapper wrapper) {
        this.clock = clock;
        this.random = random;
        this.padding = padding;
        this.wrapper = wrapper;
    }

    /**
     * A sealer.
     *
     * @param padding how the length of requests is hidden
     */
    public static RequestSealer of(Clock clock, SecureRandom random, Padding padding) {
        return new RequestSealer(clock, random, padding, HpkeKeys.wrapper(random));
    }

    /**
     * Encrypts a request once for all recipients, under fresh keys.
     *
     * @param recipients verified keys of one suite, 1 to {@value EnvelopeHeader#MAX_RECIPIENTS}, no key twice
     * @throws IllegalArgumentException if the recipients are not so, or a key is no public key
     * @throws RequestRefusedException with {@link Refusal#TOO_LARGE} if the request does not fit into {@value
     *     EnvelopeHeader#MAX_SEALED} bytes
     */
    public SealedCall seal(InnerRequest inner, SealTerms terms, List<RecipientKey> recipients) {
        Map<Hash256, RecipientKey> keys = new TreeMap<>();
        recipients.forEach(key -> keys.put(key.keyId(), key));
        SealSuite suite = commonSuite(recipients, keys.size());
        HeaderFields fields = fields(EnvelopeHeader.Kind.REQUEST, suite, terms);
        byte[] core = HeaderCodec.core(fields, List.copyOf(keys.keySet()));
        byte[] contentKey = randomBytes();
        try {
            Map<Hash256, byte[]> secrets = new LinkedHashMap<>();
            List<Bytes> wraps = wraps(core, keys, contentKey, secrets);
            byte[] header = Kdf.concat(core, concat(wraps));
            byte[] aad = Kdf.hash(Format.LABEL_REQUEST_AAD, header);
            byte[] key = Kdf.derive(aad, contentKey, Format.LABEL_REQUEST_KEY);
            byte[] body = body(header, inner, new RecordKey(key, aad));
            EnvelopeHeader parsed = new EnvelopeHeader(fields, List.copyOf(keys.keySet()), wraps, Bytes.wrap(core));
            return new SealedCall(parsed, Bytes.wrap(body), secrets);
        } finally {
            Arrays.fill(contentKey, (byte) 0);
        }
    }

    /** Asks a provider for its evidence; there is no content, and the terms' {@code stream} does not matter. */
    public SealedCall evidenceRequest(SealTerms terms) {
        HeaderFields fields = fields(EnvelopeHeader.Kind.EVIDENCE_REQUEST, null, terms);
        Bytes core = Bytes.wrap(HeaderCodec.core(fields, List.of()));
        EnvelopeHeader header = new EnvelopeHeader(fields, List.of(), List.of(), core);
        return new SealedCall(header, core, Collections.emptyMap());
    }

    private HeaderFields fields(EnvelopeHeader.Kind kind, @Nullable SealSuite suite, SealTerms terms) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        Instant expires = Instant.ofEpochMilli(now.plus(terms.validity()).toEpochMilli());
        boolean stream = terms.stream() && kind == EnvelopeHeader.Kind.REQUEST;
        return new HeaderFields(
                kind, suite, stream, Hash256.of(randomBytes()), terms.limits(), now, expires, terms.model());
    }

    private static SealSuite commonSuite(List<RecipientKey> recipients, int distinct) {
        if (recipients.isEmpty() || recipients.size() > EnvelopeHeader.MAX_RECIPIENTS || distinct < recipients.size()) {
            throw new IllegalArgumentException("recipients: " + recipients.size() + ", " + distinct
                    + " distinct (expected: 1 to " + EnvelopeHeader.MAX_RECIPIENTS + ", none twice)");
        }
        SealSuite suite = recipients.get(0).suite();
        if (recipients.stream().anyMatch(key -> key.suite() != suite)) {
            throw new IllegalArgumentException("recipients: several suites (expected: one)");
        }
        return suite;
    }

    private List<Bytes> wraps(
            byte[] core, Map<Hash256, RecipientKey> keys, byte[] contentKey, Map<Hash256, byte[]> secrets) {
        byte[] coreHash = Kdf.hash(core);
        List<Bytes> wraps = new ArrayList<>();
        keys.forEach((id, key) -> {
            byte[] secret = randomBytes();
            byte[] both = Kdf.concat(contentKey, secret);
            byte[] info = Kdf.concat(Format.LABEL_WRAP, coreHash, id.toBytes());
            wraps.add(Bytes.wrap(wrapper.wrap(key.suite(), key.publicKey(), info, both)));
            Arrays.fill(both, (byte) 0);
            secrets.put(id, secret);
        });
        return wraps;
    }

    private byte[] body(byte[] header, InnerRequest inner, RecordKey key) {
        byte[] head = HeadCodec.request(inner);
        int headLength = Math.min(padding.pad(head.length), Format.CHUNK);
        int endLength = Math.min(padding.pad(0), Format.CHUNK);
        long around = header.length + RecordSealer.size(headLength, true) + RecordSealer.size(endLength, true);
        int limit = RecordSealer.largestBody((int) (Format.MAX_SEALED - around));
        int length = inner.body().length();
        if (length > limit) {
            throw new RequestRefusedException(Refusal.TOO_LARGE);
        }
        int padded = Math.min(padding.pad(length), limit);
        byte[] out = Arrays.copyOf(header, (int) (around + RecordSealer.size(padded, false)));
        RecordSealer records = new RecordSealer(key);
        int at = records.unit(RecordType.HEAD, ByteBuffer.wrap(head), headLength, out, header.length);
        if (padded > 0) {
            at = records.unit(RecordType.BODY, inner.body().asByteBuffer(), padded, out, at);
        }
        records.unit(RecordType.FINAL, NOTHING.duplicate(), endLength, out, at);
        return out;
    }

    private static byte[] concat(List<Bytes> parts) {
        return Kdf.concat(parts.stream().map(Bytes::toByteArray).toArray(byte[][]::new));
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[Format.HASH];
        random.nextBytes(bytes);
        return bytes;
    }
}
