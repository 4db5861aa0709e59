package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.core.transport.ResponseHead;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client and providers of one suite, at one moment. */
final class SealedStage {

    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final SealTerms TERMS =
            SealTerms.of(ModelId.of("test/model"), new QueryLimits(100, 4000, Duration.ofSeconds(30)), false);

    final SecureRandom random = new SecureRandom();
    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    final Map<Hash256, RecipientPrivateKey> keys = new LinkedHashMap<>();
    final ReplayWindow window = new ReplayWindow(1000);

    SealedStage(SealSuite suite, int providers) {
        for (int i = 0; i < providers; i++) {
            RecipientPrivateKey key = RecipientPrivateKey.generate(suite, random);
            keys.put(key.publicKey().keyId(), key);
        }
    }

    List<RecipientKey> recipients() {
        List<RecipientKey> all = new ArrayList<>();
        keys.values().forEach(key -> all.add(key.publicKey()));
        return all;
    }

    SealedCall seal(InnerRequest inner, Padding padding) {
        return RequestSealer.of(clock, random, padding).seal(inner, TERMS, recipients());
    }

    SealedCall seal(String text) {
        return seal(request(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), Padding.none());
    }

    RequestOpener opener() {
        return new RequestOpener(keys::get, window, clock, random);
    }

    /** One that forgets what it opened. */
    RequestOpener freshOpener() {
        return new RequestOpener(keys::get, new ReplayWindow(1000), clock, random);
    }

    /** A provider that holds one of the keys only. */
    RequestOpener opener(RecipientKey key) {
        RecipientPrivateKey own = java.util.Objects.requireNonNull(keys.get(key.keyId()));
        return new RequestOpener(id -> id.equals(key.keyId()) ? own : null, new ReplayWindow(1000), clock, random);
    }

    static InnerRequest request(byte[] body) {
        return InnerRequest.of(
                "POST",
                "/v1/chat/completions",
                List.of(new Header("Content-Type", "application/json")),
                Bytes.wrap(body));
    }

    static ResponseHead okHead() {
        return new ResponseHead(200, List.of(new Header("content-type", "text/event-stream")));
    }

    /** A whole answer of several units. */
    static byte[] answer(OpenedRequest opened, Padding padding, byte[]... units) {
        AnswerSealer sealer = opened.answer(padding);
        List<Bytes> parts = new ArrayList<>();
        parts.add(sealer.head(okHead()));
        for (byte[] unit : units) {
            parts.add(sealer.body(ByteBuffer.wrap(unit)));
        }
        parts.add(sealer.end(Bytes.utf8("receipt")));
        return concat(parts);
    }

    static byte[] concat(List<Bytes> parts) {
        ByteBuffer all =
                ByteBuffer.allocate(parts.stream().mapToInt(Bytes::length).sum());
        parts.forEach(part -> all.put(part.asByteBuffer()));
        return all.array();
    }

    /** Positions of the records' length fields, and the end. */
    static List<Integer> recordBorders(byte[] message, int start) {
        List<Integer> borders = new ArrayList<>();
        int at = start;
        while (at < message.length) {
            borders.add(at);
            at += 4 + ByteBuffer.wrap(message).getInt(at);
        }
        borders.add(at);
        return borders;
    }
}
