package dev.cocoonsdk.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.crypto.sealed.second.SecondDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the codec makes, a second implementation opens that was written from {@code docs/sealed-envelope.md} alone. */
class SecondDecoderTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A key pair whose private half both implementations get. */
    private record Pair(byte[] privateKey, RecipientPrivateKey key) {

        static Pair of(SealSuite suite) {
            HPKE hpke = new HPKE(
                    HPKE.mode_base,
                    suite == SealSuite.X25519 ? HPKE.kem_X25519_SHA256 : HPKE.kem_X_WING,
                    HPKE.kdf_HKDF_SHA256,
                    HPKE.aead_AES_GCM256);
            AsymmetricCipherKeyPair pair = hpke.generatePrivateKey();
            byte[] bytes = hpke.serializePrivateKey(pair.getPrivate());
            return new Pair(bytes, RecipientPrivateKey.of(suite, bytes));
        }

        byte[] publicKey() {
            return key.publicKey().publicKey().toByteArray();
        }
    }

    static Stream<Arguments> requests() {
        return Stream.of(SealSuite.values())
                .flatMap(suite -> Stream.of(0, 1, 300, 65_536, 200_000)
                        .flatMap(size -> Stream.of(Padding.none(), Padding.padme(), Padding.buckets(512, 4096))
                                .map(padding -> Arguments.of(suite, size, padding))));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestsAreOpenedByEachOfTheirRecipients(SealSuite suite, int size, Padding padding) throws Exception {
        List<Pair> pairs = List.of(Pair.of(suite), Pair.of(suite), Pair.of(suite));
        InnerRequest inner = request(size);
        SealedCall call = seal(inner, pairs, padding);

        for (Pair pair : pairs) {
            SecondDecoder.Request opened =
                    SecondDecoder.open(call.body().toByteArray(), pair.privateKey(), pair.publicKey());

            assertThat(opened.method()).isEqualTo("POST");
            assertThat(opened.path()).isEqualTo("/v1/chat/completions?x=1");
            assertThat(opened.headers())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("content-type", "application/json", "accept", "*/*"));
            assertThat(opened.body()).isEqualTo(inner.body().toByteArray());
            assertThat(opened.requestHash()).isEqualTo(call.requestHash().toBytes());
            assertThat(opened.header().model()).isEqualTo("a model/ü");
            assertThat(opened.header().maxTokens()).isEqualTo(77);
            assertThat(opened.header().stream()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void answersAreOpenedWithTheSecretOfTheRequest(SealSuite suite, int size, Padding padding) throws Exception {
        Pair pair = Pair.of(suite);
        SealedCall call = seal(request(10), List.of(pair), padding);
        SecondDecoder.Request theirs =
                SecondDecoder.open(call.body().toByteArray(), pair.privateKey(), pair.publicKey());
        byte[] body = bytes(size);
        AnswerSealer sealer = opened(call, pair).answer(padding);
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        sealed.writeBytes(sealer.head(new ResponseHead(203, List.of(new Header("content-type", "text/plain"))))
                .toByteArray());
        sealed.writeBytes(sealer.body(ByteBuffer.wrap(body)).toByteArray());
        byte[] hash = sealer.answerHashSoFar().toBytes();
        sealed.writeBytes(sealer.end(Bytes.utf8("receipt")).toByteArray());

        SecondDecoder.Answer answer = SecondDecoder.answer(
                sealed.toByteArray(),
                call.requestId().toBytes(),
                theirs.requestHash(),
                pair.key().publicKey().keyId().toBytes(),
                theirs.responseSecret());

        assertThat(answer.status()).isEqualTo(203);
        assertThat(answer.headers()).containsEntry("content-type", "text/plain");
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.receipt()).asString().isEqualTo("receipt");
        assertThat(answer.answerHash()).isEqualTo(hash);
        assertThat(answer.failed()).isFalse();
    }

    @Test
    void errorsOfTheEnclaveAreOpened() throws Exception {
        Pair pair = Pair.of(SealSuite.X25519);
        SealedCall call = seal(request(10), List.of(pair), Padding.padme());
        SecondDecoder.Request theirs =
                SecondDecoder.open(call.body().toByteArray(), pair.privateKey(), pair.publicKey());
        Bytes sealed = opened(call, pair).answer(Padding.padme()).error(422, Bytes.utf8("{}"));

        SecondDecoder.Answer answer = SecondDecoder.answer(
                sealed.toByteArray(),
                call.requestId().toBytes(),
                theirs.requestHash(),
                pair.key().publicKey().keyId().toBytes(),
                theirs.responseSecret());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.failed()).isTrue();
        assertThat(answer.body()).asString().isEqualTo("{}");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void bothImplementationsRefuseTheSameChangedRequests(SealSuite suite, int size, Padding padding) {
        Pair pair = Pair.of(suite);
        byte[] sealed = seal(request(Math.min(size, 300)), List.of(pair), padding)
                .body()
                .toByteArray();
        Random random = new Random(size);
        for (int i = 0; i < 40; i++) {
            byte[] changed = sealed.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));

            assertThatThrownBy(() -> SecondDecoder.open(changed, pair.privateKey(), pair.publicKey()))
                    .isInstanceOf(SecondDecoder.Refused.class);
            assertThatThrownBy(() -> opener(pair).open(Bytes.copyOf(changed))).isInstanceOf(SealedException.class);
        }
    }

    private static InnerRequest request(int size) {
        return new InnerRequest(
                "POST",
                "/v1/chat/completions?x=1",
                List.of(new Header("content-type", "application/json"), new Header("accept", "*/*")),
                Bytes.wrap(bytes(size)));
    }

    private static SealedCall seal(InnerRequest inner, List<Pair> pairs, Padding padding) {
        QueryLimits limits = new QueryLimits(77, 3000, java.time.Duration.ofSeconds(30));
        List<RecipientKey> keys =
                pairs.stream().map(pair -> pair.key().publicKey()).toList();
        return RequestSealer.of(CLOCK, RANDOM, padding)
                .seal(inner, SealTerms.of(ModelId.of("a model/ü"), limits, true), keys);
    }

    private static OpenedRequest opened(SealedCall call, Pair pair) {
        return opener(pair).open(call.body());
    }

    private static RequestOpener opener(Pair pair) {
        Map<Object, RecipientPrivateKey> keys = new HashMap<>();
        List<RecipientPrivateKey> all = new ArrayList<>(List.of(pair.key()));
        all.forEach(key -> keys.put(key.publicKey().keyId(), key));
        return new RequestOpener(keys::get, new ReplayWindow(10), CLOCK, RANDOM);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
