package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.internal.sealed.Format;
import dev.cocoonsdk.crypto.internal.sealed.HpkeKeys;
import dev.cocoonsdk.crypto.internal.sealed.Kdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/** Makes the files of {@code docs/vectors/sealed-envelope}: everything fixed, every intermediate value shown. */
final class SealedVectors {

    private static final HexFormat HEX = HexFormat.of();

    private final SealSuite suite;
    private final Padding padding;
    private final Counting random;
    private final List<RecipientPrivateKey> keys = new ArrayList<>();
    private final List<JsonValue> recipients = new ArrayList<>();
    private final List<JsonValue> wraps = new ArrayList<>();

    private SealedVectors(SealSuite suite, Padding padding, int seed) {
        this.suite = suite;
        this.padding = padding;
        this.random = new Counting(seed);
    }

    /** Each file's name and content. */
    static Map<String, JsonObject> all() {
        Map<String, JsonObject> files = new HashMap<>();
        files.put("x25519-none.json", new SealedVectors(SealSuite.X25519, Padding.none(), 1).make(1, "none", 10));
        files.put("x25519-padme.json", new SealedVectors(SealSuite.X25519, Padding.padme(), 2).make(3, "padme", 300));
        files.put("x25519-large.json", new SealedVectors(SealSuite.X25519, Padding.none(), 3).make(1, "none", 66_000));
        files.put("xwing-none.json", new SealedVectors(SealSuite.X_WING, Padding.none(), 4).make(1, "none", 10));
        files.put(
                "xwing-buckets.json",
                new SealedVectors(SealSuite.X_WING, Padding.buckets(512, 4096), 5).make(2, "buckets 512 4096", 600));
        return files;
    }

    private JsonObject make(int count, String paddingName, int bodyLength) {
        for (int i = 0; i < count; i++) {
            recipient();
        }
        byte[] body = "0123456789".repeat(bodyLength / 10).getBytes(StandardCharsets.UTF_8);
        List<RecipientKey> publicKeys = new ArrayList<>();
        keys.forEach(key -> publicKeys.add(key.publicKey()));
        SealedCall call = new RequestSealer(new SealedStage(suite, 0).clock, random, padding, this::wrap)
                .seal(SealedStage.request(body), SealedStage.TERMS, publicKeys);
        return JsonValue.object(
                "suite", suite.name(),
                "padding", paddingName,
                "recipients", JsonValue.array(recipients),
                "inner", inner(call, body),
                "request", request(call),
                "answers",
                        JsonValue.array(keys.stream()
                                .map(key -> answer(call, key, body))
                                .toList()));
    }

    private void recipient() {
        byte[] key = random.take(HpkeKeys.PRIVATE_KEY);
        RecipientPrivateKey made = RecipientPrivateKey.of(suite, key);
        keys.add(made);
        recipients.add(JsonValue.object(
                "private_key", hex(key),
                "public_key", hex(made.publicKey().publicKey()),
                "key_id", made.publicKey().keyId().toHex()));
    }

    private static JsonObject inner(SealedCall call, byte[] body) {
        return JsonValue.object(
                "method",
                "POST",
                "path",
                "/v1/chat/completions",
                "content_type",
                "application/json",
                "body_sha256",
                Hash256.sha256(body).toHex(),
                "body_length",
                body.length,
                "model",
                call.header().model().value(),
                "created_at_ms",
                call.header().createdAt().toEpochMilli(),
                "expires_at_ms",
                call.header().expiresAt().toEpochMilli());
    }

    private JsonObject request(SealedCall call) {
        byte[] sealed = call.body().toByteArray();
        byte[] contentKey = random.first(32, keys.size() * 32 + 32);
        byte[] aad = Kdf.hash(
                Format.LABEL_REQUEST_AAD, Arrays.copyOf(sealed, call.header().length()));
        return JsonValue.object(
                "request_id", call.requestId().toHex(),
                "core", hex(call.header().core()),
                "core_hash", hex(Kdf.hash(call.header().core().toByteArray())),
                "content_key", hex(contentKey),
                "wraps", JsonValue.array(wraps),
                "header_length", call.header().length(),
                "request_aad", hex(aad),
                "request_key", hex(Kdf.derive(aad, contentKey, Format.LABEL_REQUEST_KEY)),
                "records", records(sealed, call.header().length()),
                "request_hash", call.requestHash().toHex(),
                "sealed_request", hex(sealed));
    }

    private JsonObject answer(SealedCall call, RecipientPrivateKey key, byte[] body) {
        Hash256 id = key.publicKey().keyId();
        OpenedRequest opened = new RequestOpener(
                        each -> each.equals(id) ? key : null,
                        new ReplayWindow(1),
                        new SealedStage(suite, 0).clock,
                        random)
                .open(call.body());
        AnswerSealer sealer = opened.answer(padding);
        List<Bytes> parts = new ArrayList<>();
        parts.add(sealer.head(SealedStage.okHead()));
        parts.add(sealer.body(ByteBuffer.wrap(body)));
        parts.add(sealer.body(ByteBuffer.wrap("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8))));
        String answerHash = sealer.answerHashSoFar().toHex();
        parts.add(sealer.end(Bytes.utf8("{\"receipt\":true}")));
        byte[] sealed = SealedStage.concat(parts);
        byte[] header = Arrays.copyOf(sealed, Format.ANSWER_HEADER);
        byte[] salt = Arrays.copyOfRange(header, Format.ANSWER_PREFIX + Format.HASH, Format.ANSWER_HEADER);
        byte[] secret = java.util.Objects.requireNonNull(call.secret(id));
        return JsonValue.object(
                "key_id", id.toHex(),
                "response_secret", hex(secret),
                "salt", hex(salt),
                "answer_aad",
                        hex(Kdf.hash(Format.LABEL_ANSWER_AAD, call.requestHash().toBytes(), header)),
                "answer_key",
                        hex(Kdf.derive(
                                salt,
                                secret,
                                Format.LABEL_ANSWER_KEY,
                                call.requestHash().toBytes(),
                                id.toBytes())),
                "records", records(sealed, Format.ANSWER_HEADER),
                "answer_hash", answerHash,
                "receipt", "{\"receipt\":true}",
                "sealed_answer", hex(sealed));
    }

    private static JsonArray records(byte[] message, int header) {
        List<Integer> borders = SealedStage.recordBorders(message, header);
        List<JsonValue> records = new ArrayList<>();
        for (int i = 0; i + 1 < borders.size(); i++) {
            records.add(JsonValue.object(
                    "offset", borders.get(i),
                    "nonce", hex(ByteBuffer.allocate(12).putLong(4, i).array()),
                    "ciphertext_length", borders.get(i + 1) - borders.get(i) - 4));
        }
        return JsonValue.array(records);
    }

    /** Bouncy Castle in both suites: it takes the randomness from outside. */
    private byte[] wrap(SealSuite ofSuite, Bytes publicKey, byte[] info, byte[] plaintext) {
        byte[] ephemeral = random.take(suite == SealSuite.X_WING ? 64 : 32);
        byte[] wrap = wrap(suite, publicKey, info, plaintext, ephemeral);
        wraps.add(JsonValue.object(
                "info",
                hex(info),
                "plaintext",
                hex(plaintext),
                suite == SealSuite.X_WING ? "encapsulation_randomness" : "ephemeral_private_key",
                hex(ephemeral),
                "wrap",
                hex(wrap)));
        return wrap;
    }

    static byte[] wrap(SealSuite suite, Bytes publicKey, byte[] info, byte[] plaintext, byte[] ephemeral) {
        boolean xWing = suite == SealSuite.X_WING;
        HPKE hpke = new HPKE(
                HPKE.mode_base,
                xWing ? HPKE.kem_X_WING : HPKE.kem_X25519_SHA256,
                HPKE.kdf_HKDF_SHA256,
                HPKE.aead_AES_GCM256);
        var key = hpke.deserializePublicKey(publicKey.toByteArray());
        HPKEContextWithEncapsulation context;
        if (xWing) {
            context = hpke.setupBaseS(key, info, ephemeral);
        } else {
            byte[] point = HpkeKeys.publicKey(suite, ephemeral).toByteArray();
            AsymmetricCipherKeyPair pair = hpke.deserializePrivateKey(ephemeral, point);
            context = hpke.setupBaseS(key, info, pair);
        }
        try {
            return Kdf.concat(context.getEncapsulation(), context.seal(new byte[0], plaintext));
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    private static String hex(Bytes bytes) {
        return hex(bytes.toByteArray());
    }

    /** Bytes that count: SHA-256 of a seed and a number. */
    private static final class Counting extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final int seed;
        private final List<byte[]> given = new ArrayList<>();
        private int blocks;

        Counting(int seed) {
            this.seed = seed;
        }

        byte[] take(int length) {
            byte[] bytes = new byte[length];
            nextBytes(bytes);
            return bytes;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            for (int at = 0; at < bytes.length; at += 32) {
                byte[] block = Kdf.hash(
                        ByteBuffer.allocate(8).putInt(seed).putInt(blocks++).array());
                System.arraycopy(block, 0, bytes, at, Math.min(32, bytes.length - at));
            }
            given.add(bytes.clone());
        }

        /** The value that was given after so many bytes; all are blocks of 32 up to there. */
        byte[] first(int length, int after) {
            return Arrays.copyOf(given.get(after / 32), length);
        }
    }
}
