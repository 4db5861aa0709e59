package dev.cocoonsdk.provider.engine;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.provider.engine.EngineFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UpstreamEngineTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final JsonObject BODY = JsonValue.object("model", "m", "messages", JsonValue.array(List.of()));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    private static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private UpstreamEngine engine;

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void passes_a_json_answer_with_status_and_headers() {
        SERVER.stubFor(post(CHAT)
                .willReturn(aResponse()
                        .withStatus(200)
                        .withHeader("Content-Type", "application/json")
                        .withHeader("X-Server", "stub")
                        .withBody("{\"answer\":1}")));
        CollectingSink sink = call(start(), BODY);

        assertThat(sink.await().status()).isEqualTo(200);
        assertThat(sink.text()).isEqualTo("{\"answer\":1}");
        assertThat(EngineHeader.find(sink.headers(), "x-server")).isEqualTo("stub");
        SERVER.verify(postRequestedFor(urlEqualTo(CHAT))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalToJson(BODY.toJson())));
    }

    @Test
    void streams_events_as_they_come() {
        String events = "data: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: [DONE]\n\n".repeat(200);
        SERVER.stubFor(post(CHAT)
                .willReturn(ok(events)
                        .withHeader("Content-Type", "text/event-stream")
                        .withChunkedDribbleDelay(5, 200)));
        CollectingSink sink = call(start(), BODY);

        assertThat(sink.await().text()).isEqualTo(events);
        assertThat(sink.parts()).isGreaterThan(1);
    }

    @Test
    void passes_the_servers_errors_as_answers() {
        SERVER.stubFor(post(CHAT).willReturn(serverError().withBody("{\"error\":\"boom\"}")));
        CollectingSink sink = call(start(), BODY).await();

        assertThat(sink.status()).isEqualTo(500);
        assertThat(sink.text()).contains("boom");
        assertThat(sink.failed()).isFalse();
    }

    @Test
    void passes_embeddings_and_image_forms_on_unchanged() {
        SERVER.stubFor(any(anyUrl()).willReturn(ok("{}")));
        UpstreamEngine started = start();
        CollectingSink embeddings = new CollectingSink();
        started.start(EngineRequest.post("/v1/embeddings", JsonValue.object("input", "x"), MINUTE), embeddings);
        CollectingSink edit = new CollectingSink();
        byte[] form = {1, 2, 3, (byte) 0xff};
        started.start(
                EngineRequest.bytes(
                        "POST",
                        "/v1/images/edits",
                        List.of(new EngineHeader("Content-Type", "multipart/form-data; boundary=x")),
                        form,
                        MINUTE),
                edit);

        embeddings.await();
        edit.await();
        SERVER.verify(postRequestedFor(urlEqualTo("/v1/embeddings")));
        assertThat(SERVER.findAll(postRequestedFor(urlEqualTo("/v1/images/edits")))
                        .get(0)
                        .getBody())
                .isEqualTo(form);
    }

    @Test
    void names_the_model_as_the_server_does_and_shows_its_token() {
        SERVER.stubFor(post(CHAT).willReturn(ok("{}")));
        UpstreamSettings settings = settings().withUpstreamModel("real-name").withBearerToken("secret-token");
        call(UpstreamEngine.create(settings), BODY).await();

        SERVER.verify(postRequestedFor(urlEqualTo(CHAT))
                .withHeader("Authorization", equalTo("Bearer secret-token"))
                .withRequestBody(equalToJson("{\"model\":\"real-name\",\"messages\":[]}")));
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void is_ready_while_the_server_lists_its_models() {
        SERVER.stubFor(get("/v1/models").willReturn(ok("{}")));
        UpstreamEngine started = start();

        await().until(() -> started.health().ready());
        SERVER.stubFor(get("/v1/models").willReturn(aResponse().withStatus(503)));
        await().until(() -> !started.health().ready());
        assertThat(started.health().reason()).contains("503");
        SERVER.stubFor(get("/v1/models").willReturn(ok("{}")));
        await().until(() -> started.health().ready());
        SERVER.verify(getRequestedFor(urlEqualTo("/v1/models")));
    }

    @Test
    void counts_a_probe_that_stalls_as_not_ready() {
        SERVER.stubFor(get("/v1/models").willReturn(ok("{}").withFixedDelay(60_000)));
        engine = UpstreamEngine.create(settings().withProbes(Duration.ofMillis(10), Duration.ofMillis(100)));

        await().until(() -> engine.health().reason().contains("does not answer"));
    }

    @Test
    void fails_when_the_server_breaks_off_in_the_middle() {
        SERVER.stubFor(post(CHAT).willReturn(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)));
        assertThat(call(start(), BODY).await().failure().kind()).isEqualTo(Kind.FAILED);

        SERVER.stubFor(post(CHAT).willReturn(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)));
        CollectingSink broken = call(engine, BODY).await();
        assertThat(broken.status()).isEqualTo(200);
        assertThat(broken.failure().kind()).isEqualTo(Kind.FAILED);
    }

    @Test
    void says_that_the_server_is_away() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        engine = UpstreamEngine.create(UpstreamSettings.of(URI.create("http://127.0.0.1:" + free), ModelId.of("m")));

        EngineFailure failure = call(engine, BODY).await().failure();
        assertThat(failure.kind()).isEqualTo(Kind.NOT_READY);
        assertThat(failure.message()).startsWith("http failed:");
    }

    @Test
    void gives_up_when_the_requests_time_is_over() {
        SERVER.stubFor(post(CHAT).willReturn(ok("{}").withFixedDelay(60_000)));
        CollectingSink sink = new CollectingSink();
        start().start(EngineRequest.post(CHAT, BODY, Duration.ofMillis(200)), sink);

        assertThat(sink.await().failure().kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void closes_the_servers_connection_when_cancelled_in_the_middle_of_an_answer() throws Exception {
        try (StallingServer server = new StallingServer()) {
            engine = UpstreamEngine.create(UpstreamSettings.of(server.uri(), ModelId.of("m")));
            CollectingSink sink = new CollectingSink();
            JsonObject body = BODY.with("prompt", JsonValue.of("1234567812345678"));
            EngineCall call = engine.start(EngineRequest.post(CHAT, body, MINUTE), sink);
            sink.awaitBody();
            assertThat(sink.toldPromptTokens())
                    .as("what a cancelled answer costs at least")
                    .isEqualTo(1);

            call.cancel();

            server.clientGone.get(60, TimeUnit.SECONDS);
            assertThat(sink.await().failure().kind()).isEqualTo(Kind.CANCELLED);
            call.cancel();
        }
    }

    @Test
    void leaves_no_thread_behind() {
        SERVER.stubFor(any(anyUrl()).willReturn(ok("{}")));
        call(start(), BODY).await();
        engine.close();

        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("cocoon-upstream")));
        assertThat(engine.health().ready()).isFalse();
    }

    @Test
    void wants_an_address_that_is_one() {
        assertThatThrownBy(() -> UpstreamSettings.of(URI.create("ftp://host"), ModelId.of("m")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: http://host:port");
    }

    private UpstreamEngine start() {
        engine = UpstreamEngine.create(settings());
        return engine;
    }

    private static UpstreamSettings settings() {
        return UpstreamSettings.of(URI.create(SERVER.baseUrl() + "/v1/"), ModelId.of("m"))
                .withProbes(Duration.ofMillis(10), Duration.ofSeconds(10));
    }

    private CollectingSink call(UpstreamEngine started, JsonObject body) {
        engine = started;
        CollectingSink sink = new CollectingSink();
        started.start(EngineRequest.post(CHAT, body, MINUTE), sink);
        return sink;
    }

    /** Answers every chat request with one event and then nothing, until the client goes. */
    private static final class StallingServer implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final CompletableFuture<Void> clientGone = new CompletableFuture<>();

        StallingServer() throws IOException {
            daemon(this::accept);
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = socket.accept();
                    daemon(() -> serve(client));
                }
            } catch (IOException e) {
                return;
            }
        }

        private void serve(Socket client) {
            try (client) {
                InputStream in = client.getInputStream();
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) in.read());
                }
                boolean chat = head.toString().startsWith("POST");
                client.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {}\n\n"
                                .getBytes(StandardCharsets.US_ASCII));
                while (chat && in.read() >= 0) {
                    continue;
                }
                if (chat) {
                    clientGone.complete(null);
                }
            } catch (IOException e) {
                clientGone.complete(null);
            }
        }

        private static void daemon(Runnable work) {
            Thread thread = new Thread(work, "stalling-server");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
