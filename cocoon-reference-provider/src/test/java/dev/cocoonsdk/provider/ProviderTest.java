package dev.cocoonsdk.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.AnswerFailure;
import dev.cocoonsdk.network.Backoff;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.ProxySettings;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.provider.TestBroker.Answer;
import dev.cocoonsdk.provider.TestBroker.Worker;
import dev.cocoonsdk.provider.engine.EngineHealth;
import dev.cocoonsdk.provider.engine.MiniLmEngine;
import dev.cocoonsdk.provider.engine.Script;
import dev.cocoonsdk.provider.engine.ScriptedEngine;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderTest {

    private static final ModelId MODEL = ModelId.of("test/model");
    private static final String CHAT = "/v1/chat/completions";
    private static final String BODY =
            "{\"model\":\"test/model\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), 0.5);

    private final TestBroker broker = new TestBroker();
    private Provider provider;

    @AfterEach
    void stop() {
        if (provider != null) {
            provider.close();
        }
        broker.close();
    }

    @Test
    void announces_model_price_capacity_and_what_it_understands() throws Exception {
        Worker worker = start(ScriptedEngine.builder(MODEL).build());

        assertThat(worker.registration().modelText()).isEqualTo("test/model@commit:hash");
        assertThat(worker.registration().coefficient()).isEqualTo(1500);
        assertThat(worker.registration().maxActiveRequests()).isEqualTo(3);
        assertThat(worker.registration().owner()).isEqualTo(TestNetwork.OWNER);
        assertThat(worker.hello.get(60, TimeUnit.SECONDS).endpoints()).contains("/v1/embeddings");
        assertThat(worker.hello.get().tasks()).contains("summarize", "image.edit");
        assertThat(worker.hello.get().features()).containsExactly("cancel");
        provider.ready().get(60, TimeUnit.SECONDS);
    }

    @Test
    void streams_an_answer_and_says_what_it_costs() {
        Worker worker = start(ScriptedEngine.builder(MODEL)
                .chat(List.of("Hello", " world"), 10, 2)
                .build());
        Answer answer = worker.post(CHAT, BODY.replace("}]}", "}],\"stream\":true}"));

        assertThat(answer.head().statusCode()).isEqualTo(200);
        assertThat(answer.head().headers().stream().map(HttpHeader::name))
                .containsExactly("Content-Type", "X-Cocoon-Worker-Start", "X-Cocoon-Worker-End", "Transfer-Encoding");
        assertThat(answer.body()).contains("\"Hello\"", "\" world\"").endsWith("data: [DONE]\n\n");
        // 10 and 2 tokens at coefficient 1500 and price 2
        assertThat(answer.body())
                .contains("\"prompt_total_cost\":30,", "\"completion_total_cost\":6,", "\"total_cost\":36");
        assertThat(answer.info().tokens().promptTokensUsed()).isEqualTo(15);
        assertThat(answer.info().tokens().completionTokensUsed()).isEqualTo(3);
        assertThat(answer.info().tokens().totalTokensUsed()).isEqualTo(18);
        assertThat(answer.info().debug()).contains("worker_stats");
        assertThat(answer.info().start()).isBeforeOrEqualTo(answer.info().end());
        await().untilAsserted(() ->
                assertThat(provider.status().models().get(0).served()).isEqualTo(1));
        assertThat(provider.status().models().get(0).tokens()).isEqualTo(18);
    }

    @Test
    void refuses_what_the_rules_do_not_allow_with_the_official_text() {
        ScriptedEngine engine = ScriptedEngine.builder(MODEL).build();
        Worker worker = start(engine);

        AnswerFailure unknown =
                worker.post(CHAT, BODY.replace("}]}", "}],\"audio\":{}}")).failure();
        AnswerFailure other =
                worker.post(CHAT, BODY.replace("test/model", "other")).failure();

        assertThat(unknown.code()).isEqualTo(621);
        assertThat(unknown.message()).isEqualTo("worker: invalid http request: unknown option 'audio' in request");
        assertThat(other.message()).isEqualTo("worker: invalid http request: model name mismatch");
        assertThat(engine.played()).isEmpty();
        assertThat(provider.active()).isZero();
    }

    @Test
    void checks_large_requests_too() {
        Worker worker = start(ScriptedEngine.builder(MODEL).build());
        String large = "x".repeat(1 << 20);

        assertThat(worker.post(CHAT, BODY.replace("hi", large)).body()).contains("ok");
        assertThat(worker.post(CHAT, large).failure().message())
                .isEqualTo("worker: invalid http request: failed to parse json");
    }

    @Test
    void refuses_more_requests_than_it_announced() {
        Worker worker = start(
                ScriptedEngine.builder(MODEL).script(Script.empty().head(200)).build());
        List<Answer> running = List.of(worker.post(CHAT, BODY), worker.post(CHAT, BODY), worker.post(CHAT, BODY));
        running.forEach(Answer::head);

        AnswerFailure failure = worker.post(CHAT, BODY).failure();

        assertThat(failure.code()).isEqualTo(602);
        assertThat(failure.message()).isEqualTo("too many active queries");
        assertThat(provider.active()).isEqualTo(3);
        assertThat(running).noneMatch(Answer::isOver);
    }

    @Test
    void gives_up_when_the_time_is_over_and_stops_the_engine() throws Exception {
        ScriptedEngine engine =
                ScriptedEngine.builder(MODEL).script(Script.empty()).build();
        Worker worker = start(engine);
        Answer answer = worker.post(CHAT, BODY, Duration.ofSeconds(1));

        assertThat(answer.failure().code()).isEqualTo(652);
        engine.played().get(0).cancelled().get(60, TimeUnit.SECONDS);
        await().until(() -> provider.active() == 0);
    }

    @Test
    void stops_the_engine_when_the_broker_cancels_before_the_first_token() throws Exception {
        ScriptedEngine engine =
                ScriptedEngine.builder(MODEL).script(Script.empty()).build();
        Worker worker = start(engine);
        worker.hello.get(60, TimeUnit.SECONDS);
        Answer answer = worker.post(CHAT, BODY);
        await().until(() -> engine.played().size() == 1);

        worker.cancel(answer);

        engine.played().get(0).cancelled().get(60, TimeUnit.SECONDS);
        assertThat(answer.failure().code()).isEqualTo(653);
        await().until(() -> provider.active() == 0);
    }

    @Test
    void ends_a_cancelled_answer_that_had_begun_with_the_tokens_so_far() throws Exception {
        Script begun =
                Script.empty().head(200).body("data: {\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":1}}\n\n");
        ScriptedEngine engine = ScriptedEngine.builder(MODEL).script(begun).build();
        Worker worker = start(engine);
        worker.hello.get(60, TimeUnit.SECONDS);
        Answer answer = worker.post(CHAT, BODY);
        answer.awaitPart();

        worker.cancel(answer);

        engine.played().get(0).cancelled().get(60, TimeUnit.SECONDS);
        assertThat(answer.info().tokens().promptTokensUsed()).isEqualTo(6);
    }

    @Test
    void charges_what_a_cancelled_answer_streamed_before_its_usage_came() throws Exception {
        Script begun = Script.empty()
                .head(200)
                .body("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"
                        + "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n"
                        + "data: {\"choices\":[{\"delta\":{\"content\":\" world\"}}]}\n\n");
        ScriptedEngine engine = ScriptedEngine.builder(MODEL).script(begun).build();
        Worker worker = start(engine);
        worker.hello.get(60, TimeUnit.SECONDS);
        Answer answer = worker.post(CHAT, BODY);
        answer.awaitPart();

        worker.cancel(answer);

        engine.played().get(0).cancelled().get(60, TimeUnit.SECONDS);
        // two events with text at coefficient 1500
        assertThat(answer.info().tokens().completionTokensUsed()).isEqualTo(3);
        assertThat(answer.info().tokens().totalTokensUsed()).isEqualTo(3);
        await().untilAsserted(() ->
                assertThat(provider.status().models().get(0).tokens()).isEqualTo(3));
    }

    @Test
    void fails_an_answer_that_is_too_long_to_be_counted() throws Exception {
        Script endless = Script.empty()
                .head(200)
                .body("{\"usage\":{\"prompt_tokens\":9},\"x\":\"")
                .body("x".repeat(33 << 20));
        ScriptedEngine engine = ScriptedEngine.builder(MODEL).script(endless).build();
        Worker worker = start(engine);
        Answer answer = worker.post(CHAT, BODY);

        assertThat(answer.failure().code()).isEqualTo(602);
        assertThat(answer.failure().message()).contains("more than 33554432 bytes, which cannot be counted");
        engine.played().get(0).cancelled().get(60, TimeUnit.SECONDS);
        assertThat(provider.active()).isZero();
    }

    @Test
    void comes_back_when_the_broker_breaks_off_and_stops_what_ran() throws Exception {
        ScriptedEngine engine =
                ScriptedEngine.builder(MODEL).script(Script.empty().head(200)).build();
        Worker first = start(engine);
        first.post(CHAT, BODY).head();

        first.drop();

        engine.played().get(0).cancelled().get(60, TimeUnit.SECONDS);
        Worker second = broker.awaitWorker();
        assertThat(second).isNotSameAs(first);
        assertThat(second.post(CHAT, BODY).head().statusCode()).isEqualTo(200);
    }

    @Test
    void meets_a_test_broker_that_lost_its_ledger_again_from_zero() throws Exception {
        Worker first = start(ScriptedEngine.builder(MODEL).build());
        first.pay(50, 60);
        assertThat(first.post(CHAT, BODY).body()).contains("ok");

        first.drop();

        assertThat(broker.awaitWorker().post(CHAT, BODY).body()).contains("ok");
        LinkFailure refused = broker.accepted().get(1).closed.get(60, TimeUnit.SECONDS);
        assertThat(refused.code()).isEqualTo(621);
        assertThat(refused.detail()).contains("more committed tokens than this proxy has on disk");
    }

    @Test
    void insists_on_what_a_broker_owes_where_money_is_real() throws Exception {
        try (TestBroker real =
                new TestBroker(ProxySettings.of(TestNetwork.CONTRACTS, TestNetwork.OWNER, false, false))) {
            provider = Provider.builder(
                            new Provider.Network(TestNetwork.ROOT, TestNetwork.CONFIG, false, false), TestNetwork.OWNER)
                    .broker(real.address())
                    .hashChecks(false)
                    .serve(ScriptedEngine.builder(MODEL).build())
                    .backoff(QUICK)
                    .start();
            Worker first = real.awaitWorker();
            first.pay(50, 60);
            assertThat(first.post(CHAT, BODY).body()).contains("ok");

            first.drop();

            await().until(() -> real.accepted().size() >= 4);
            assertThat(real.accepted().get(1).closed.get(60, TimeUnit.SECONDS).code())
                    .isEqualTo(621);
            assertThat(real.accepted().get(2).closed.get(60, TimeUnit.SECONDS).code())
                    .isEqualTo(621);
            assertThat(real.hasArrivals()).isFalse();
        }
    }

    @Test
    void closes_when_its_connections_fail() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        LongSupplier clock = () -> {
            if (broken.get()) {
                throw new NoClassDefFoundError("test");
            }
            return System.nanoTime();
        };
        ScriptedEngine engine = ScriptedEngine.builder(MODEL).build();
        engine.setHealth(EngineHealth.notReady("loading"));
        provider = Provider.builder(TestNetwork.NETWORK, TestNetwork.OWNER)
                .broker(broker.address())
                .serve(engine)
                .context(new LinkContext(clock, new Random(1)))
                .start();
        Worker worker = broker.awaitWorker();
        broken.set(true);

        worker.closed.get(60, TimeUnit.SECONDS);
        assertThatThrownBy(() -> provider.ready().get(60, TimeUnit.SECONDS))
                .hasMessageContaining("the provider's connections failed");
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("cocoon-provider")));
        assertThatThrownBy(provider::status).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void announces_price_changes_and_the_health_of_the_engine() throws Exception {
        ScriptedEngine engine = ScriptedEngine.builder(MODEL).build();
        Worker worker = start(engine);

        provider.setCoefficient(MODEL, 2000);
        assertThat(worker.coefficientChanges.poll(60, TimeUnit.SECONDS)).isEqualTo(2000);
        engine.setHealth(EngineHealth.notReady("upstream is down"));
        assertThat(worker.disabledChanges.poll(60, TimeUnit.SECONDS)).isTrue();
        assertThat(provider.status().models().get(0).reason()).isEqualTo("upstream is down");
        engine.setHealth(EngineHealth.READY);
        assertThat(worker.disabledChanges.poll(60, TimeUnit.SECONDS)).isFalse();
        provider.setEnabled(MODEL, false);
        assertThat(worker.disabledChanges.poll(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void is_announced_as_disabled_until_the_engine_is_ready() throws Exception {
        ScriptedEngine engine = ScriptedEngine.builder(MODEL).build();
        engine.setHealth(EngineHealth.notReady("loading"));
        Worker worker = start(engine);

        assertThat(worker.isDisabled()).isTrue();
        assertThat(provider.ready()).isNotDone();
        engine.setHealth(EngineHealth.READY);
        provider.ready().get(60, TimeUnit.SECONDS);
    }

    @Test
    void passes_an_engines_failure_on_and_a_status_without_a_body() {
        Script noContent = Script.empty().head(204);
        Script silent = Script.empty().end();
        ScriptedEngine engine = ScriptedEngine.builder(MODEL)
                .scripts(request -> request.json().get("n") == null ? noContent : silent)
                .build();
        Worker worker = start(engine);

        Answer empty = worker.post(CHAT, BODY);
        assertThat(empty.body()).isEmpty();
        assertThat(empty.head().headers()).contains(new HttpHeader("Content-Length", "0"));
        assertThat(worker.post(CHAT, BODY.replace("}]}", "}],\"n\":1}"))
                        .failure()
                        .message())
                .isEqualTo("worker: the engine gave no answer");
    }

    @Test
    void serves_several_models_each_on_its_own_connection() {
        provider = Provider.builder(TestNetwork.NETWORK, TestNetwork.OWNER)
                .broker(broker.address())
                .serve(ScriptedEngine.builder(MODEL).build())
                .serve(ScriptedEngine.builder(ModelId.of("second")).build())
                .start();

        List<String> names = List.of(
                broker.awaitWorker().registration().routingName(),
                broker.awaitWorker().registration().routingName());
        assertThat(names).containsExactlyInAnyOrder("test/model", "second");
    }

    @Test
    void runs_the_embedded_model_end_to_end() {
        provider = Provider.builder(TestNetwork.NETWORK, TestNetwork.OWNER)
                .broker(broker.address())
                .serve(MiniLmEngine.create())
                .start();
        Worker worker = broker.awaitWorker();
        String text = "The bridge was closed for repairs on Monday. It will open again in nine days.";
        Answer answer = worker.post(
                CHAT,
                "{\"model\":\"all-MiniLM-L6-v2\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}");

        JsonObject json = (JsonObject) JsonValue.parse(answer.body());
        assertThat(json.object("usage").integer("total_cost"))
                .isEqualTo(2 * answer.info().tokens().totalTokensUsed());
        assertThat(answer.body()).contains("bridge was closed");
    }

    @Test
    void leaves_no_thread_behind() {
        start(ScriptedEngine.builder(MODEL).build());
        provider.close();

        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("cocoon-provider")));
        assertThatThrownBy(provider::status).isInstanceOf(IllegalStateException.class);
        assertThat(provider.ready()).isDone();
    }

    private Worker start(ScriptedEngine engine) {
        provider = Provider.builder(TestNetwork.NETWORK, TestNetwork.OWNER)
                .broker(broker.address())
                .serve(engine, "test/model@commit:hash", 1500, 3)
                .backoff(QUICK)
                .healthInterval(Duration.ofMillis(20))
                .start();
        return broker.awaitWorker();
    }
}
