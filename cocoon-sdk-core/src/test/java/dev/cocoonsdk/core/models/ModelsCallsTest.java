package dev.cocoonsdk.core.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.error.ServerBusyException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.support.RawServer;
import dev.cocoonsdk.core.support.TestClients;
import org.junit.jupiter.api.Test;

/** Model lists of the official client-runner, of our broker and of other servers. */
class ModelsCallsTest {

    private static final String OFFICIAL = """

            {
              "object": "list",
              "data": [
                {
                  "id": "Qwen/Qwen3-32B",
                  "object": "model",
                  "created": 0,
                  "owned_by": "?",
                  "workers": [
                    { "coefficient": 1500, "running_requests": 3, "max_running_requests": 60 },
                    { "coefficient": 1000, "running_requests": 1, "max_running_requests": 8 }
                  ]
                },
                { "id": "idle/model", "object": "model", "created": 0, "owned_by": "?", "workers": [ ] }
              ],
              "object": "list"
            }
            """;

    private static final String OURS = """
            {"object":"list","data":[{"id":"all-MiniLM-L6-v2","object":"model","created":0,"owned_by":"cocoon",
            "workers":[{"coefficient":1000,"running_requests":0,"max_running_requests":4}],
            "capabilities":{"endpoints":["/v1/chat/completions","/v1/embeddings"],"tasks":["summarize","embeddings"],
            "context_tokens":512,"languages":["en"]},
            "pricing":{"price_per_token_nanoton":20,"prompt_multiplier":10000,"cached_multiplier":1000,
            "completion_multiplier":80000,"reasoning_multiplier":80000,"min_coefficient":1000}}]}
            """;

    private static ModelList list(String body) throws Exception {
        try (RawServer server = RawServer.serving(c -> c.answer(200, "application/json", body));
                CocoonClient client = TestClients.plain(server.uri())) {
            return client.models().list();
        }
    }

    @Test
    void theStaticAnswerOfTheClientRunnerIsUnderstood() throws Exception {
        try (RawServer server = RawServer.serving(c -> {
                    assertThat(c.head()).startsWith("GET /v1/models HTTP/1.1\r\n");
                    c.closeAfterwards();
                    c.send(
                            "HTTP/1.0 200 ok\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: text/html; charset=utf-8\r\n"
                                    + "Content-Length: " + OFFICIAL.length() + "\r\nConnection: Close\r\n\r\n"
                                    + OFFICIAL);
                });
                CocoonClient client = TestClients.plain(server.uri())) {
            ModelList list = client.models().list();

            assertThat(list.ids()).containsExactly(ModelId.of("Qwen/Qwen3-32B"), ModelId.of("idle/model"));
            ModelInfo first = list.models().get(0);
            assertThat(first.workers()).containsExactly(new WorkerInfo(1000, 1, 8), new WorkerInfo(1500, 3, 60));
            assertThat(first.minCoefficient()).isEqualTo(1000);
            assertThat(first.pricing()).isNull();
            assertThat(first.supportsTask("summarize")).isTrue();
            assertThat(first.supportsTask("image.generate")).isFalse();
            assertThat(list.models().get(1).minCoefficient()).isNull();
        }
    }

    @Test
    void capabilitiesAndPricesOfOurBrokerAreUnderstood() throws Exception {
        ModelInfo model = list(OURS).find(ModelId.of("all-MiniLM-L6-v2"));

        assertThat(model).isNotNull();
        assertThat(model.capabilities().contextTokens()).isEqualTo(512);
        assertThat(model.capabilities().additionalProperties().get("languages")).isEqualTo(JsonValue.parse("[\"en\"]"));
        assertThat(model.supportsTask("embeddings")).isTrue();
        assertThat(model.supportsTask("translate")).isFalse();
        assertThat(model.supportsEndpoint("/v1/images/generations")).isFalse();
        assertThat(model.pricing()).isEqualTo(new ModelPricing(NanoTon.of(20), 10_000, 1000, 80_000, 80_000, 1000));
        assertThat(model.pricing().cost(new Usage(100, 40, 10, 4, null), 1500))
                .isEqualTo(NanoTon.of(20 * (90 + 6 + 72 + 48)));
    }

    @Test
    void entriesThatAreNoRoutingNamesAreKeptAside() throws Exception {
        ModelList list = list("{\"data\":[{\"id\":\"@cf/meta/llama\"},{\"id\":\"ok\",\"x\":1},7]}");

        assertThat(list.ids()).containsExactly(ModelId.of("ok"));
        assertThat(list.otherEntries()).containsExactly(JsonValue.object("id", "@cf/meta/llama"));
        assertThat(list.models().get(0).additionalProperties()).isEqualTo(JsonValue.object("x", 1));
    }

    @Test
    void theStreamDeliversModelsOneByOne() throws Exception {
        try (RawServer server = RawServer.serving(c -> c.answer(200, "application/json", OFFICIAL));
                CocoonClient client = TestClients.plain(server.uri());
                EventStream<ModelInfo, ModelList> stream = client.models().stream(ModelsRequest.ALL)) {
            assertThat(stream.next().id()).isEqualTo(ModelId.of("Qwen/Qwen3-32B"));
            assertThat(stream.next().id()).isEqualTo(ModelId.of("idle/model"));
            assertThat(stream.hasNext()).isFalse();
            assertThat(stream.result().models()).hasSize(2);
        }
    }

    @Test
    void anEmpty502SaysThatTheServerIsNotReady() throws Exception {
        try (RawServer server = RawServer.serving(c -> c.answer(502, "", ""));
                CocoonClient client = TestClients.plain(server.uri())) {
            assertThatThrownBy(() -> client.models().list())
                    .isInstanceOfSatisfying(
                            ServerBusyException.class,
                            e -> assertThat(e.acceptance()).isEqualTo(Acceptance.UNKNOWN))
                    .hasMessage("the server is not ready [HTTP 502]; try again later");
        }
    }

    @Test
    void aPageThatIsNoListIsRefusedWithAdvice() {
        assertThatThrownBy(() -> list("<html>hello</html>"))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("OpenAI-compatible server?");
        assertThatThrownBy(() -> list("{\"data\":7}")).isInstanceOf(ProtocolViolationException.class);
    }
}
