package dev.cocoonsdk.it;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.provider.Provider;
import dev.cocoonsdk.provider.ProviderConfig;
import dev.cocoonsdk.ton.RootConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The official worker's file without a router: proof of work and TLS to a broker's own worker port, a model server behind it. Calls come
 * in over HTTP, one of them a form with an image.
 */
@Timeout(180)
class ProviderOverTlsTest {

    private static final String MODEL = "Qwen/Qwen3-8B";
    private static final String WALLET = "UQCdj43bBDyeJlfe6FVSpWLfsDMp4YHbmz5lca5-tNz-fx20";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension
    private static final WireMockExtension MODEL_SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .resetOnEachTest(false)
            .build();

    private static Broker broker;
    private static Provider provider;

    @BeforeAll
    static void start() throws Exception {
        MODEL_SERVER.stubFor(get("/v1/models").willReturn(ok("{}")));
        JsonObject root = file("fake-ton-config.json");
        JsonObject brokerFile = file("proxy-config.json")
                .with("db_path", JsonValue.of(""))
                .with("http_port", JsonValue.of(0))
                .with("workers_rpc_port", JsonValue.of(0))
                .with("client_rpc_port", JsonValue.of(0))
                .with(
                        "reference_broker",
                        JsonValue.object(
                                "api_port", 0,
                                "admin_port", 0,
                                "tls_worker_port", 0,
                                "pow_difficulty", 10));
        broker = Broker.builder(BrokerConfig.parse(brokerFile).withFakeTon(config(root)))
                .start();
        InetSocketAddress port = Objects.requireNonNull(broker.tlsWorkerAddress());
        JsonObject registered = JsonValue.object("seqno", 1, "address", "127.0.0.1:" + port.getPort() + " 127.0.0.1:1");
        JsonObject workerFile = file("worker-config.json")
                .without("connect_to_proxy_via")
                .with("http_port", JsonValue.of(0))
                .with("forward_requests_to", JsonValue.of("127.0.0.1:" + MODEL_SERVER.getPort()))
                .with(
                        "reference_provider",
                        JsonValue.object(
                                "endpoints",
                                JsonValue.array(List.of(
                                        JsonValue.of("/v1/chat/completions"), JsonValue.of("/v1/images/edits"))),
                                "proxy_policy",
                                "fake_tdx"));
        provider = ProviderConfig.parse(workerFile)
                .withFakeTon(config(root.with("registered_proxies", JsonValue.array(List.of(registered)))))
                .toProvider()
                .start();
        provider.ready().get(120, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() {
        provider.close();
        broker.close();
    }

    private static JsonObject file(String name) {
        try (InputStream in =
                Objects.requireNonNull(ProviderOverTlsTest.class.getResourceAsStream("/conformance/" + name), name)) {
            return (JsonObject) JsonValue.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RootConfig config(JsonObject root) {
        return RootConfig.ofPseudoJson(root, Instant.now()).config();
    }

    private static HttpResponse<String> call(String path, String type, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(broker.apiUri().resolve(path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + WALLET + ":")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void an_image_edit_reaches_the_model_server_as_the_form_that_was_sent() throws Exception {
        MODEL_SERVER.stubFor(post("/v1/images/edits")
                .willReturn(okJson("{\"data\":[{\"b64_json\":\"aGk=\"}],"
                        + "\"usage\":{\"input_tokens\":7,\"output_tokens\":3,\"total_tokens\":10}}")));
        String type = "multipart/form-data; boundary=b";
        String kept = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n" + MODEL + "\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na red door\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n\u0089PNG\u0000\u00ff\r\n";
        String term = "--b\r\nContent-Disposition: form-data; name=\"timeout\"\r\n\r\n60\r\n";

        HttpResponse<String> answer = call("/v1/images/edits", type, term + kept + "--b--\r\n");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonObject json = (JsonObject) JsonValue.parse(answer.body());
        assertThat(json.array("data")).hasSize(1);
        assertThat(json.object("usage").integer("total_cost")).isEqualTo(20);
        MODEL_SERVER.verify(postRequestedFor(urlEqualTo("/v1/images/edits")).withHeader("Content-Type", equalTo(type)));
        byte[] sent = MODEL_SERVER
                .findAll(postRequestedFor(urlEqualTo("/v1/images/edits")))
                .get(0)
                .getBody();
        assertThat(sent).isEqualTo((kept + "--b--\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void a_chat_answer_comes_back_priced_with_the_status_of_the_model_server() throws Exception {
        MODEL_SERVER.stubFor(post("/v1/chat/completions")
                .willReturn(
                        okJson("{ \"usage\": {\"prompt_tokens\": 5, \"completion_tokens\": 2},\n \"choices\": [] }")));

        HttpResponse<String> answer = call(
                "/v1/chat/completions",
                "application/json",
                "{\"model\":\"" + MODEL + "\",\"messages\":[],\"max_tokens\":10}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualToIgnoringNewLines(
                        "{\"choices\":[],\"usage\":{\"completion_tokens\":2,\"completion_total_cost\":4,"
                                + "\"prompt_tokens\":5,\"prompt_total_cost\":10,\"total_cost\":14}}");
    }
}
