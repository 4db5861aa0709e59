package dev.cocoonsdk.core.policy;

import static dev.cocoonsdk.core.support.TestClients.PAUSE;
import static dev.cocoonsdk.core.support.TestClients.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenArithmetic;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.error.UnknownModelException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.support.Answers;
import dev.cocoonsdk.core.support.ManualScheduler;
import dev.cocoonsdk.core.support.RawServer;
import dev.cocoonsdk.core.support.TestClients;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A price cap is kept before, during and between attempts. */
class PriceCapTest {

    private static final String MODELS =
            "{\"object\":\"list\",\"cocoon\":{\"idempotency_keys\":true},\"data\":[{\"id\":\"m\",\"object\":\"model\",\"workers\":[],\"pricing\":"
                    + "{\"price_per_token_nanoton\":20,\"prompt_multiplier\":10000,\"cached_multiplier\":10000,"
                    + "\"completion_multiplier\":80000,\"reasoning_multiplier\":10000,\"min_coefficient\":1500}}]}";

    private final List<JsonObject> bodies = new CopyOnWriteArrayList<>();

    private static CallOptions cap(long nanoton) {
        return CallOptions.builder().maxPrice(NanoTon.of(nanoton)).build();
    }

    private RawServer server(String models, RawServer.Script chat) throws Exception {
        return RawServer.serving(c -> {
            if (c.head().startsWith("GET /v1/models")) {
                c.answer(models.isEmpty() ? 404 : 200, "application/json", models);
                return;
            }
            bodies.add((JsonObject) JsonValue.parse(c.body()));
            chat.serve(c);
        });
    }

    private static void stream(RawServer.Conversation c) throws Exception {
        c.beginStream();
        c.send(Answers.stream());
    }

    @Test
    void theHighestCoefficientThatFitsIsAskedForAndTheLimitOfTokensIsStated() throws Exception {
        try (RawServer server = server(MODELS, PriceCapTest::stream);
                CocoonClient client = TestClients.plain(server.uri())) {
            client.chat().call(QUESTION, cap(500_000));

            JsonObject body = bodies.get(0);
            long coefficient = body.integer("max_coefficient");
            long bytes = body.without("max_coefficient").without("timeout").toJsonBytes().length + 1024L;
            assertThat(body.integer("max_tokens")).isEqualTo(1000);
            assertThat(20 * TokenArithmetic.worstCase(1000, bytes, coefficient, 10_000, 80_000, 10_000))
                    .isLessThanOrEqualTo(500_000);
            assertThat(20 * TokenArithmetic.worstCase(1000, bytes, coefficient + 1, 10_000, 80_000, 10_000))
                    .isGreaterThan(500_000);
        }
    }

    @Test
    void aCallThatCannotFitIsRefusedBeforeItIsSentWithThePriceThatWouldWork() throws Exception {
        try (RawServer server = server(MODELS, PriceCapTest::stream);
                CocoonClient client = TestClients.plain(server.uri())) {
            assertThatThrownBy(() -> client.chat().call(QUESTION, cap(1000)))
                    .isInstanceOfSatisfying(PriceTooHighException.class, e -> {
                        assertThat(e.workingCoefficient()).isEqualTo(1500);
                        assertThat(e.workingPrice()).isGreaterThan(NanoTon.of(240_000));
                        assertThat(e.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);
                        assertThat(e).hasMessageContaining("raise the cap or lower max_tokens");
                    });
            assertThat(bodies).isEmpty();
        }
    }

    @Test
    void theWorkingPriceOfTheErrorWorks() throws Exception {
        try (RawServer server = server(MODELS, PriceCapTest::stream);
                CocoonClient client = TestClients.plain(server.uri())) {
            NanoTon working = null;
            try {
                client.chat().call(QUESTION, cap(1));
            } catch (PriceTooHighException e) {
                working = e.workingPrice();
            }

            assertThat(working).isNotNull();
            assertThat(client.chat().call(QUESTION, cap(working.value())).text())
                    .isEqualTo("Hello world");
            assertThat(bodies.get(0).integer("max_coefficient")).isEqualTo(1500);
        }
    }

    @Test
    void aCoefficientCapNeedsNoPriceList() throws Exception {
        CallOptions options =
                CallOptions.builder().priceCap(PriceCap.ofCoefficient(1234)).build();
        try (RawServer server = server("", PriceCapTest::stream);
                CocoonClient client = TestClients.plain(server.uri())) {
            client.chat().call(QUESTION, options);

            assertThat(bodies.get(0).integer("max_coefficient")).isEqualTo(1234);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void withoutAPriceListTheReportedCostStopsTheStream() throws Exception {
        try (RawServer server = server("", c -> {
                    c.beginStream();
                    c.send(Answers.delta("Hello"));
                    c.send(Answers.delta(" dear")
                            .replace("\"choices\"", "\"usage\":{\"total_cost\":5000},\"choices\""));
                    c.stallUntilClosed();
                });
                CocoonClient client = TestClients.plain(server.uri());
                EventStream<ChatEvent, ChatResult> stream = client.chat().stream(QUESTION, cap(4999))) {
            assertThatThrownBy(stream::result)
                    .isInstanceOfSatisfying(
                            PriceTooHighException.class,
                            e -> assertThat(e.acceptance()).isEqualTo(Acceptance.ACCEPTED));
            assertThat(server.closedByClient().await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anAnswerThatIsCompleteIsDeliveredEvenIfItsLastPieceReportsMore() throws Exception {
        try (RawServer server = server("", PriceCapTest::stream);
                CocoonClient client = TestClients.plain(server.uri())) {
            ChatResult result = client.chat().call(QUESTION, cap(17));

            assertThat(result.text()).isEqualTo("Hello world");
            assertThat(result.usage().cost()).isEqualTo(NanoTon.of(18));
        }
    }

    @Test
    void anAttemptOfUnknownFateCountsWithItsWorstCase() throws Exception {
        ManualScheduler scheduler = new ManualScheduler();
        CallOptions options = CallOptions.builder()
                .maxPrice(NanoTon.of(500_000))
                .repeatAtOwnRisk(true)
                .build();
        try (RawServer server = server(MODELS, c -> c.closeAfterwards());
                CocoonClient client = TestClients.timed(server.uri(), scheduler)) {
            CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION, options);
            scheduler.awaitWaiting(PAUSE);
            scheduler.advance(PAUSE);

            assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(PriceTooHighException.class, e -> {
                        assertThat(e.acceptance()).isEqualTo(Acceptance.UNKNOWN);
                        assertThat(e.getSuppressed()).hasSize(1);
                    });
            assertThat(bodies).hasSize(1);
        }
    }

    @Test
    void whatAFailedAttemptReportedCountsAgainstTheCap() throws Exception {
        ManualScheduler scheduler = new ManualScheduler();
        CallOptions options = CallOptions.builder()
                .maxPrice(NanoTon.of(5000))
                .repeatAtOwnRisk(true)
                .build();
        try (RawServer server = server("", c -> {
                    c.beginStream();
                    c.send(Answers.delta("Hel").replace("\"choices\"", "\"usage\":{\"total_cost\":5000},\"choices\""));
                });
                CocoonClient client = TestClients.timed(server.uri(), scheduler)) {
            CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION, options);
            scheduler.awaitWaiting(PAUSE);
            scheduler.advance(PAUSE);

            assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(PriceTooHighException.class)
                    .hasMessageContaining("used up");
            assertThat(bodies).hasSize(1);
        }
    }

    @Test
    void aKeyThatTheServerDoesNotHonourSavesNoMoney() throws Exception {
        ManualScheduler scheduler = new ManualScheduler();
        CallOptions options = CallOptions.builder()
                .maxPrice(NanoTon.of(500_000))
                .idempotencyKey("k")
                .repeatAtOwnRisk(true)
                .build();
        try (RawServer server = server(MODELS.replace("true", "false"), c -> c.closeAfterwards());
                CocoonClient client = TestClients.timed(server.uri(), scheduler)) {
            CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION, options);
            scheduler.awaitWaiting(PAUSE);
            scheduler.advance(PAUSE);

            assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(PriceTooHighException.class);
            assertThat(bodies).hasSize(1);
        }
    }

    @Test
    void aCapIsNotDroppedBecauseTheModelListFails() throws Exception {
        for (int status : new int[] {400, 401, 500, 503}) {
            try (RawServer server = RawServer.serving(c -> c.answer(status, "", ""));
                    CocoonClient client = TestClients.plain(server.uri())) {
                assertThatThrownBy(() -> client.chat().call(QUESTION, cap(500_000)))
                        .isInstanceOf(CocoonException.class);
                assertThat(server.requests()).isEqualTo(1);
            }
        }
    }

    @Test
    void aCapNeedsThePriceOfTheModelItselfWhereTheServerNamesPrices() throws Exception {
        String list = MODELS.replace("\"id\":\"m\"", "\"id\":\"other\"");
        String both = list.replace("\"data\":[", "\"data\":[{\"id\":\"m\"},");
        try (RawServer server = server(list, PriceCapTest::stream);
                CocoonClient client = TestClients.plain(server.uri())) {
            assertThatThrownBy(() -> client.chat().call(QUESTION, cap(500_000)))
                    .isInstanceOfSatisfying(
                            UnknownModelException.class,
                            e -> assertThat(e.knownModels()).containsExactly(ModelId.of("other")));
        }
        try (RawServer server = server(both, PriceCapTest::stream);
                CocoonClient client = TestClients.plain(server.uri())) {
            assertThatThrownBy(() -> client.chat().call(QUESTION, cap(500_000)))
                    .isInstanceOf(PriceTooHighException.class)
                    .hasMessageContaining("names no price");
        }
        assertThat(bodies).isEmpty();
    }

    @Test
    void withAKeyTheRepeatUsesTheSameMoney() throws Exception {
        ManualScheduler scheduler = new ManualScheduler();
        CallOptions options = CallOptions.builder()
                .maxPrice(NanoTon.of(500_000))
                .idempotencyKey("k")
                .build();
        try (RawServer server = server(MODELS, c -> {
                    if (bodies.size() == 1) {
                        c.closeAfterwards();
                    } else {
                        stream(c);
                    }
                });
                CocoonClient client = TestClients.timed(server.uri(), scheduler)) {
            CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION, options);
            scheduler.awaitWaiting(PAUSE);
            scheduler.advance(PAUSE);

            assertThat(call.get(60, TimeUnit.SECONDS).attempts()).isEqualTo(2);
            assertThat(bodies.get(1).integer("max_coefficient"))
                    .isEqualTo(bodies.get(0).integer("max_coefficient"));
        }
    }

    @Test
    void thePriceListIsAskedForOnceInAWhile() throws Exception {
        try (RawServer server = server(MODELS, PriceCapTest::stream);
                CocoonClient client = TestClients.plain(server.uri())) {
            ChatRequest request = QUESTION.toBuilder().maxTokens(10).build();
            for (int i = 0; i < 3; i++) {
                client.chat().call(request, cap(500_000));
            }

            assertThat(server.requests()).isEqualTo(4);
            assertThat(bodies).allMatch(body -> body.integer("max_tokens") == 10);
        }
    }
}
