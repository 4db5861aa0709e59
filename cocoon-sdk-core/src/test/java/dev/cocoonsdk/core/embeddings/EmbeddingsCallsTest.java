package dev.cocoonsdk.core.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.error.UnknownModelException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.support.RawServer;
import dev.cocoonsdk.core.support.TestClients;
import dev.cocoonsdk.core.transport.HttpTransport;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Embeddings calls over HTTP. */
class EmbeddingsCallsTest {

    private static final String ANSWER = "{\"object\":\"list\",\"data\":["
            + "{\"object\":\"embedding\",\"index\":1,\"embedding\":[0.0,2.0]},"
            + "{\"object\":\"embedding\",\"index\":0,\"embedding\":\"AACAPwAAAAA=\"}],"
            + "\"model\":\"e\",\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5},\"took\":3}";

    private final AtomicReference<JsonObject> body = new AtomicReference<>();

    private RawServer server(String answer) throws Exception {
        return RawServer.serving(c -> {
            body.set((JsonObject) JsonValue.parse(c.body()));
            c.answer(200, "application/json", answer);
        });
    }

    @Test
    void vectorsComeAsNumbersOrBase64AndAreSorted() throws Exception {
        try (RawServer server = server(ANSWER);
                CocoonClient client = TestClients.plain(server.uri())) {
            EmbeddingsResult result = client.embeddings().call("a", "b");

            assertThat(result.embeddings())
                    .containsExactly(Embedding.of(0, new float[] {1, 0}), Embedding.of(1, new float[] {0, 2}));
            assertThat(result.usage()).isEqualTo(new Usage(5, 0, 0, 0, null));
            assertThat(result.model()).isEqualTo(ModelId.of("e"));
            assertThat(result.additionalProperties()).isEqualTo(JsonValue.object("took", 3));
            assertThat(body.get().array("input")).containsExactly(JsonValue.of("a"), JsonValue.of("b"));
            assertThat(body.get().string("model")).isEqualTo("m");
        }
    }

    @Test
    void theStreamDeliversVectorsInTheOrderTheyCome() throws Exception {
        try (RawServer server = server(ANSWER);
                CocoonClient client = TestClients.plain(server.uri());
                EventStream<Embedding, EmbeddingsResult> stream = client.embeddings().stream(
                        EmbeddingsRequest.of("a", "b").withDimensions(2))) {
            assertThat(stream.next().index()).isEqualTo(1);
            assertThat(stream.next().index()).isEqualTo(0);
            assertThat(stream.result().embeddings()).hasSize(2);
            assertThat(body.get().integer("dimensions")).isEqualTo(2);
        }
    }

    @Test
    void aWrongNumberOfVectorsIsRefused() throws Exception {
        try (RawServer server = server(ANSWER);
                CocoonClient client = TestClients.plain(server.uri())) {
            assertThatThrownBy(() -> client.embeddings().call("a"))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessage("data: 2 vectors (expected: 1)");
        }
    }

    @Test
    void brokenBase64AndWrongTypesAreRefused() throws Exception {
        for (String embedding : List.of("\"***\"", "{}", "[\"x\"]", "true")) {
            try (RawServer server = server("{\"data\":[{\"embedding\":" + embedding + "}]}");
                    CocoonClient client = TestClients.plain(server.uri())) {
                assertThatThrownBy(() -> client.embeddings().call("a")).isInstanceOf(ProtocolViolationException.class);
            }
        }
    }

    @Test
    void withoutAnyModelTheOnlyOneOfTheServerIsAsked() throws Exception {
        try (RawServer server = RawServer.serving(c -> {
                    boolean list = c.head().startsWith("GET /v1/models");
                    body.set(list ? null : (JsonObject) JsonValue.parse(c.body()));
                    c.answer(200, "application/json", list ? "{\"data\":[{\"id\":\"only\"}]}" : ANSWER);
                });
                CocoonClient client = CocoonClient.builder()
                        .transport(HttpTransport.builder().baseUrl(server.uri()).build())
                        .build()) {
            client.embeddings().call("a", "b");
            assertThat(body.get().string("model")).isEqualTo("only");
        }
    }

    @Test
    void withoutAnyModelTheCallFailsBeforeItIsSentIfTheServerHasSeveral() throws Exception {
        try (RawServer server = RawServer.serving(
                        c -> c.answer(200, "application/json", "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}"));
                CocoonClient client = CocoonClient.builder()
                        .transport(HttpTransport.builder().baseUrl(server.uri()).build())
                        .build()) {
            assertThatThrownBy(() -> client.embeddings().call("a"))
                    .isInstanceOf(UnknownModelException.class)
                    .hasMessage("the call names no model and the client has no default model; name one of a, b");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void requestsAreCheckedAndNameTheMember() {
        assertThatThrownBy(EmbeddingsRequest::of)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("input: no text (expected: at least one)");
        assertThatThrownBy(() -> EmbeddingsRequest.of("a", ""))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.field()).isEqualTo("input[1]"));
        assertThat(EmbeddingsRequest.of("TOPSECRET").toString()).doesNotContain("TOPSECRET");
    }

    @Test
    void theCosineTellsDirections() {
        Embedding east = Embedding.of(0, new float[] {1, 0});

        assertThat(east.cosine(Embedding.of(0, new float[] {3, 0}))).isCloseTo(1, within(1e-9));
        assertThat(east.cosine(Embedding.of(0, new float[] {0, 3}))).isCloseTo(0, within(1e-9));
        assertThat(east.cosine(Embedding.of(0, new float[] {0, 0}))).isZero();
    }
}
