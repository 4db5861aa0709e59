package dev.cocoonsdk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.crypto.PolicyConfig;
import dev.cocoonsdk.crypto.sealed.Batching;
import dev.cocoonsdk.crypto.sealed.Exchange;
import dev.cocoonsdk.crypto.sealed.InnerRequest;
import dev.cocoonsdk.crypto.sealed.Padding;
import dev.cocoonsdk.crypto.sealed.ProviderEvidence;
import dev.cocoonsdk.crypto.sealed.ProviderVerifier;
import dev.cocoonsdk.crypto.sealed.Receipt;
import dev.cocoonsdk.crypto.sealed.ReceiptVerifier;
import dev.cocoonsdk.crypto.sealed.RecipientKey;
import dev.cocoonsdk.crypto.sealed.RecipientPrivateKey;
import dev.cocoonsdk.crypto.sealed.Refusal;
import dev.cocoonsdk.crypto.sealed.RequestSealer;
import dev.cocoonsdk.crypto.sealed.SealSuite;
import dev.cocoonsdk.crypto.sealed.SealTerms;
import dev.cocoonsdk.crypto.sealed.SealedCall;
import dev.cocoonsdk.crypto.sealed.SealedMedia;
import dev.cocoonsdk.crypto.sealed.SignedReceipt;
import dev.cocoonsdk.crypto.sealed.VerifiedProvider;
import dev.cocoonsdk.provider.engine.EngineFailure;
import dev.cocoonsdk.provider.engine.EngineHeader;
import dev.cocoonsdk.provider.engine.EngineRequest;
import dev.cocoonsdk.provider.engine.Script;
import dev.cocoonsdk.provider.engine.ScriptedEngine;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sealed requests by hand through both doors of the broker to a provider ({@code docs/sealed-envelope.md}). */
@Timeout(180)
class SealedMarketplaceTest {

    enum Door {
        HTTP,
        NATIVE
    }

    private static final List<String> PIECES = List.of("The", " answer", " is", " secret-", "42");
    private static final String PROMPT = "{\"model\":\"Qwen/Qwen3-8B\",\"max_tokens\":50,\"stream\":%s,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"my secret question\"}]}";
    private static final QueryLimits LIMITS = new QueryLimits(100, 4000, Duration.ofSeconds(60));

    private final OffsetClock clock = new OffsetClock();
    private SealedStage stage;

    @BeforeEach
    void start() throws Exception {
        stage = new SealedStage();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private static Script chat(EngineRequest request) {
        boolean streamed = JsonValue.of(true).equals(request.json().get("stream"));
        return streamed
                ? Script.streamedChat(SealedStage.MODEL, PIECES, 7, 5)
                : Script.chat(SealedStage.MODEL, PIECES, 7, 5);
    }

    private static ScriptedEngine engine(Function<EngineRequest, Script> scripts) {
        return ScriptedEngine.builder(SealedStage.MODEL).scripts(scripts).build();
    }

    private ScriptedEngine provider(Function<EngineRequest, Script> scripts) throws Exception {
        ScriptedEngine engine = engine(scripts);
        stage.provider(engine, clock, sealing -> sealing);
        return engine;
    }

    private Transport open(Door door) {
        return door == Door.HTTP ? stage.http() : stage.nativeDoor();
    }

    private static RequestSealer sealer(Clock by) {
        return RequestSealer.of(by, new SecureRandom(), Padding.padme());
    }

    private static InnerRequest inner(String body) {
        return new InnerRequest(
                "POST",
                "/v1/chat/completions",
                List.of(new Header("content-type", "application/json")),
                Bytes.utf8(body));
    }

    private static List<RecipientKey> keys(ProviderEvidence evidence, SealSuite suite) {
        return verified(evidence).keys().stream()
                .filter(key -> key.suite() == suite)
                .toList();
    }

    private static VerifiedProvider verified(ProviderEvidence evidence) {
        return ProviderVerifier.of(PolicyConfig.DEFAULT.policy("fake_tdx", true))
                .verify(evidence, "provider", Instant.now());
    }

    private SealedCall seal(String body, boolean stream) {
        return seal(body, stream, LIMITS, keys(stage.evidence().get(0), SealSuite.X25519));
    }

    private SealedCall seal(String body, boolean stream, QueryLimits limits, List<RecipientKey> recipients) {
        return sealer(clock).seal(inner(body), SealTerms.of(SealedStage.MODEL, limits, stream), recipients);
    }

    private static String prompt(boolean stream) {
        return String.format(PROMPT, stream);
    }

    private SealedCaller call(Door door, SealedCall sealed) throws Exception {
        try (Transport transport = open(door)) {
            return SealedCaller.call(transport, sealed, null);
        }
    }

    private static Receipt receipt(SealedCaller answer) {
        return SignedReceipt.parse(answer.receipt).receipt();
    }

    private void awaitUsed(long tokens) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(stage.used()).isEqualTo(tokens));
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void a_whole_answer_is_opened_by_the_caller_alone_and_ends_with_a_receipt(Door door) throws Exception {
        ScriptedEngine engine = provider(SealedMarketplaceTest::chat);
        ProviderEvidence evidence = stage.evidence().get(0);
        SealedCall sealed = seal(prompt(false), false);

        SealedCaller answer = call(door, sealed);

        assertThat(answer.failure).isNull();
        assertThat(answer.outer.status()).isEqualTo(200);
        assertThat(answer.outer.header("Content-Type")).isEqualTo(SealedMedia.ANSWER);
        assertThat(answer.inner.status()).isEqualTo(200);
        assertThat(answer.inner.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text()).contains("The answer is secret-42").contains("total_cost");
        assertThat(answer.isWhole()).isTrue();
        assertThat(answer.raw.toString(StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        EngineRequest played = engine.played().get(0).request();
        assertThat(played.headers()).extracting(EngineHeader::name).containsExactly("content-type");
        SignedReceipt signed = SignedReceipt.parse(answer.receipt);
        ReceiptVerifier.of(verified(evidence))
                .verify(signed, new Exchange(sealed.requestId(), sealed.requestHash(), answer.answerHash()));
        assertThat(signed.receipt().metering().raw().completion()).isEqualTo(TokenCount.of(5));
        assertThat(signed.receipt().metering().coefficient()).isEqualTo(1000);
        awaitUsed(signed.receipt().metering().total().value());
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void a_stream_comes_record_by_record_without_frames_of_the_broker(Door door) throws Exception {
        provider(request -> chat(request).paced(Duration.ofMillis(5)));

        SealedCaller answer = call(door, seal(prompt(true), true));

        assertThat(answer.failure).isNull();
        assertThat(answer.isWhole()).isTrue();
        assertThat(answer.pieces()).isGreaterThanOrEqualTo(PIECES.size());
        assertThat(answer.text()).contains("secret-").contains("data: [DONE]");
        assertThat(answer.raw.toString(StandardCharsets.ISO_8859_1))
                .startsWith("CCNS")
                .doesNotContain("data:");
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void a_piece_can_be_opened_before_the_answer_is_complete(Door door) throws Exception {
        ScriptedEngine engine = provider(request -> Script.empty()
                .head(200)
                .body("data: {\"choices\":[{\"delta\":{\"content\":\"first\"}}]}\n\n")
                .delay(Duration.ofHours(1))
                .end());
        CountDownLatch first = new CountDownLatch(1);
        try (Transport transport = open(door)) {
            SealedCaller caller =
                    SealedCaller.start(transport, seal(prompt(true), true), null, piece -> first.countDown());
            assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();
            caller.cancel();
            engine.played().get(0).cancelled().get(60, TimeUnit.SECONDS);
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(stage.used()).isEqualTo(1));
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void the_post_quantum_suite_works_as_well(Door door) throws Exception {
        provider(SealedMarketplaceTest::chat);
        List<RecipientKey> keys = keys(stage.evidence().get(0), SealSuite.X_WING);

        SealedCaller answer = call(door, seal(prompt(false), false, LIMITS, keys));

        assertThat(answer.text()).contains("secret-42");
    }

    @Test
    void a_sealed_request_costs_what_it_costs_in_clear() throws Exception {
        provider(SealedMarketplaceTest::chat);
        SealedCaller answer = call(Door.HTTP, seal(prompt(false), false));
        long sealed = receipt(answer).metering().total().value();
        awaitUsed(sealed);

        stage.clearChat(prompt(false));

        awaitUsed(2 * sealed);
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void evidence_is_given_in_band_and_free(Door door) throws Exception {
        provider(SealedMarketplaceTest::chat);

        SealedCaller answer = call(door, sealer(clock).evidenceRequest(SealTerms.of(SealedStage.MODEL, LIMITS, false)));

        assertThat(answer.outer.status()).isEqualTo(200);
        assertThat(ProviderEvidence.parse(answer.evidence))
                .isEqualTo(stage.evidence().get(0));
        assertThat(stage.used()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void a_request_for_other_keys_is_answered_with_evidence_and_costs_nothing(Door door) throws Exception {
        ScriptedEngine engine = provider(SealedMarketplaceTest::chat);
        RecipientKey stranger = RecipientPrivateKey.generate(SealSuite.X25519, new SecureRandom())
                .publicKey();

        SealedCaller answer = call(door, seal(prompt(false), false, LIMITS, List.of(stranger)));

        assertThat(answer.outer.status()).isEqualTo(421);
        assertThat(ProviderEvidence.parse(answer.mismatch))
                .isEqualTo(stage.evidence().get(0));
        assertThat(engine.played()).isEmpty();
        assertThat(stage.used()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void the_same_bytes_run_once(Door door) throws Exception {
        ScriptedEngine engine = provider(SealedMarketplaceTest::chat);
        SealedCall sealed = seal(prompt(false), false);
        long cost = receipt(call(door, sealed)).metering().total().value();

        SealedCaller again = call(door == Door.HTTP ? Door.NATIVE : Door.HTTP, sealed);

        assertThat(again.refused).isEqualTo(Refusal.REPLAYED);
        assertThat(again.outer.status()).isEqualTo(409);
        assertThat(engine.played()).hasSize(1);
        awaitUsed(cost);
    }

    @Test
    void a_repeat_with_the_same_idempotency_key_gets_the_same_bytes() throws Exception {
        provider(SealedMarketplaceTest::chat);
        SealedCall sealed = seal(prompt(true), true);
        try (Transport http = stage.http()) {
            SealedCaller first = SealedCaller.call(http, sealed, "intention");
            SealedCaller second = SealedCaller.call(http, sealed, "intention");
            assertThat(second.raw.toByteArray()).isEqualTo(first.raw.toByteArray());
            assertThat(second.text()).isEqualTo(first.text()).contains("secret-");
        }
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void a_request_whose_time_is_over_is_refused(Door door) throws Exception {
        provider(SealedMarketplaceTest::chat);
        Clock past = Clock.offset(clock, Duration.ofHours(-2));
        SealedCall old = sealer(past)
                .seal(
                        inner(prompt(false)),
                        SealTerms.of(SealedStage.MODEL, LIMITS, false),
                        keys(stage.evidence().get(0), SealSuite.X25519));

        SealedCaller answer = call(door, old);

        assertThat(answer.refused).isEqualTo(Refusal.EXPIRED);
        assertThat(stage.used()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void what_is_wrong_with_the_inner_request_is_told_to_the_caller_alone(Door door) throws Exception {
        provider(SealedMarketplaceTest::chat);

        SealedCaller answer = call(door, seal("{\"model\":\"Qwen/Qwen3-8B\",\"secret_option\":1}", false));

        assertThat(answer.outer.status()).isEqualTo(200);
        assertThat(answer.errorStatus).isEqualTo(400);
        assertThat(answer.errorBody).contains("secret_option").contains("invalid_request");
        assertThat(answer.raw.toString(StandardCharsets.ISO_8859_1)).doesNotContain("secret_option");
        assertThat(stage.used()).isZero();
    }

    @Test
    void the_inner_request_is_held_to_the_header() throws Exception {
        ScriptedEngine engine = provider(SealedMarketplaceTest::chat);
        List<RecipientKey> keys = keys(stage.evidence().get(0), SealSuite.X25519);
        QueryLimits ten = new QueryLimits(10, 4000, Duration.ofSeconds(60));

        SealedCaller tooMany = call(Door.HTTP, seal(prompt(false), false, ten, keys));
        String choices = prompt(false).replace("\"max_tokens\":50", "\"max_tokens\":6,\"n\":2");
        SealedCaller tooManyChoices = call(Door.HTTP, seal(choices, false, ten, keys));
        SealedCaller otherModel = call(Door.HTTP, seal(prompt(false).replace("8B", "9B"), false, LIMITS, keys));

        assertThat(tooMany.errorStatus).isEqualTo(400);
        assertThat(tooMany.errorBody).contains("max_tokens: 50 times 1 is above the sealed limit 10");
        assertThat(tooManyChoices.errorBody).contains("max_tokens: 6 times 2 is above the sealed limit 10");
        assertThat(otherModel.errorBody).contains("model name mismatch");
        assertThat(engine.played()).isEmpty();

        call(Door.HTTP, seal(prompt(false).replace("\"max_tokens\":50,", ""), false, ten, keys));
        assertThat(engine.played().get(0).request().json().integer("max_tokens"))
                .isEqualTo(10);
    }

    @Test
    void a_price_above_the_header_is_refused_by_the_broker() throws Exception {
        provider(SealedMarketplaceTest::chat);
        List<RecipientKey> keys = keys(stage.evidence().get(0), SealSuite.X25519);
        QueryLimits cheap = new QueryLimits(100, 900, Duration.ofSeconds(60));

        SealedCaller answer = call(Door.HTTP, seal(prompt(false), false, cheap, keys));

        assertThat(answer.outer.status()).isEqualTo(409);
        assertThat(answer.raw.toString(StandardCharsets.UTF_8)).contains("price_too_high");
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void a_failing_engine_is_told_to_the_caller_alone_and_free(Door door) throws Exception {
        provider(request -> Script.empty()
                .head(200)
                .body("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n")
                .fail(new EngineFailure(EngineFailure.Kind.FAILED, "secret trouble")));

        SealedCaller answer = call(door, seal(prompt(true), true));

        assertThat(answer.errorStatus).isEqualTo(502);
        assertThat(answer.errorBody).contains("secret trouble");
        assertThat(answer.receipt).isNull();
        assertThat(stage.used()).isZero();
    }

    @Test
    void rotated_keys_open_for_a_while_and_the_broker_lists_the_new_ones() throws Exception {
        provider(SealedMarketplaceTest::chat);
        ProviderEvidence old = stage.evidence().get(0);
        List<RecipientKey> keys = keys(old, SealSuite.X25519);

        clock.advance(Duration.ofMinutes(31));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !stage.evidence().get(0).equals(old));
        SealedCaller within = call(Door.HTTP, seal(prompt(false), false, LIMITS, keys));
        assertThat(within.text()).contains("secret-42");

        clock.advance(Duration.ofMinutes(11));
        SealedCaller after = call(Door.HTTP, seal(prompt(false), false, LIMITS, keys));
        assertThat(after.mismatch).isNotNull();
    }

    @Test
    void a_request_goes_to_the_provider_that_holds_the_key() throws Exception {
        ScriptedEngine clear = engine(SealedMarketplaceTest::chat);
        stage.clearProvider(clear);
        ScriptedEngine first = provider(SealedMarketplaceTest::chat);
        ProviderEvidence evidence = stage.evidence().get(0);
        ScriptedEngine second = provider(SealedMarketplaceTest::chat);

        for (int i = 0; i < 6; i++) {
            call(
                    i % 2 == 0 ? Door.HTTP : Door.NATIVE,
                    seal(prompt(false), false, LIMITS, keys(evidence, SealSuite.X25519)));
        }

        assertThat(first.played()).hasSize(6);
        assertThat(second.played()).isEmpty();
        assertThat(clear.played()).isEmpty();
    }

    @Test
    void one_sealed_to_two_providers_can_be_opened_by_either() throws Exception {
        provider(SealedMarketplaceTest::chat);
        provider(SealedMarketplaceTest::chat);
        List<RecipientKey> both = stage.evidence().stream()
                .flatMap(evidence -> keys(evidence, SealSuite.X25519).stream())
                .toList();

        SealedCaller answer = call(Door.HTTP, seal(prompt(false), false, LIMITS, both));

        assertThat(both).hasSize(2);
        assertThat(answer.text()).contains("secret-42");
    }

    @Test
    void the_broker_lists_who_seals() throws Exception {
        stage.clearProvider(engine(SealedMarketplaceTest::chat));
        provider(SealedMarketplaceTest::chat);

        JsonObject list = stage.get("/v1/providers");
        assertThat(list.array("data")).hasSize(1);
        JsonObject entry = (JsonObject) list.array("data").get(0);
        assertThat(entry.string("model")).isEqualTo("Qwen/Qwen3-8B");
        assertThat(entry.integer("coefficient")).isEqualTo(1000);
        assertThat(stage.get("/v1/providers?model=other").array("data")).isEmpty();
        JsonObject model = (JsonObject) stage.get("/v1/models").array("data").get(0);
        assertThat(model.array("workers"))
                .extracting(worker -> ((JsonObject) worker).get("seals"))
                .containsExactlyInAnyOrder(JsonValue.of(true), JsonValue.of(false));
        assertThat(stage.get("/v1/models").object("cocoon").get("sealed_requests"))
                .isEqualTo(JsonValue.of(true));
    }

    @Test
    void bytes_that_are_no_sealed_request_are_refused_by_the_broker() throws Exception {
        provider(SealedMarketplaceTest::chat);

        assertThat(stage.post("/v1/sealed", SealedMedia.REQUEST, "no envelope"))
                .contains("magic")
                .contains("invalid_request");
        assertThat(stage.post("/v1/sealed", "application/json", "{}")).contains("Content-Type");
    }

    @Test
    void a_model_of_which_nobody_seals_is_named() throws Exception {
        stage.clearProvider(engine(SealedMarketplaceTest::chat));
        RecipientKey stranger = RecipientPrivateKey.generate(SealSuite.X25519, new SecureRandom())
                .publicKey();

        SealedCaller answer = call(Door.HTTP, seal(prompt(false), false, LIMITS, List.of(stranger)));

        assertThat(answer.outer.status()).isEqualTo(422);
    }

    @Test
    void small_events_can_be_batched_and_wait_no_longer_than_allowed() throws Exception {
        ScriptedEngine engine = engine(
                request -> Script.streamedChat(SealedStage.MODEL, PIECES, 7, 5).paced(Duration.ofMillis(5)));
        stage.provider(
                engine,
                Clock.systemUTC(),
                sealing -> sealing.withPadding(Padding.buckets(2048))
                        .withBatching(new Batching(10_000, Duration.ofMillis(200))));

        SealedCaller answer = call(Door.HTTP, seal(prompt(true), true));

        assertThat(answer.text()).contains("secret-").contains("[DONE]");
        assertThat(answer.pieces()).isLessThanOrEqualTo(PIECES.size());
    }

    /** The system's time, moved by hand. */
    private static final class OffsetClock extends Clock {

        private volatile Duration offset = Duration.ZERO;

        void advance(Duration by) {
            offset = offset.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(offset);
        }
    }
}
