package dev.cocoonsdk.core.images;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.MultipartValuePattern;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.error.UnsupportedByModelException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.task.LanguageTag;
import dev.cocoonsdk.core.transport.Dialect;
import dev.cocoonsdk.core.transport.HttpTransport;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ImagesCallsTest {

    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 1, 2, 3};
    private static final ImageFile FILE = new ImageFile(Bytes.copyOf(PICTURE), "image/png");
    private static final String BASE64 = Base64.getEncoder().encodeToString(PICTURE);

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private CocoonClient client;

    @BeforeEach
    void connect() {
        client = CocoonClient.builder()
                .transport(HttpTransport.builder()
                        .baseUrl(URI.create(SERVER.baseUrl()))
                        .dialect(Dialect.OPENAI)
                        .build())
                .defaultModel(ModelId.of("painter"))
                .retries(RetryPolicy.none())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void generation_sends_json_and_gives_the_bytes() {
        SERVER.stubFor(post("/v1/images/generations")
                .willReturn(okJson("{\"created\":7,\"data\":[{\"b64_json\":\"" + BASE64
                        + "\",\"revised_prompt\":\"a red fox\"}],"
                        + "\"usage\":{\"input_tokens\":9,\"output_tokens\":100,\"total_cost\":2180}}")));
        ImagesResult result = client.images()
                .generate()
                .call(ImageGenerateRequest.of("a fox")
                        .withOptions(ImageOptions.DEFAULT
                                .withN(1)
                                .withSize(new ImageSize(1024, 512))
                                .withQuality("high")
                                .withDelivery(ImageDelivery.BASE64)
                                .withAdditionalProperty("background", JsonValue.of("opaque"))));

        SERVER.verify(postRequestedFor(urlEqualTo("/v1/images/generations"))
                .withRequestBody(
                        equalToJson("{\"model\":\"painter\",\"prompt\":\"a fox\",\"n\":1,\"size\":\"1024x512\","
                                + "\"quality\":\"high\",\"response_format\":\"b64_json\",\"background\":\"opaque\"}")));
        assertThat(result.image().bytes()).isEqualTo(Bytes.copyOf(PICTURE));
        assertThat(result.image().url()).isNull();
        assertThat(result.image().revisedPrompt()).isEqualTo("a red fox");
        assertThat(result.usage().promptTokens()).isEqualTo(9);
        assertThat(result.usage().completionTokens()).isEqualTo(100);
        assertThat(result.usage().cost()).isEqualTo(NanoTon.of(2180));
        assertThat(result.model()).isEqualTo(ModelId.of("painter"));
        assertThat(result.additionalProperties().integer("created")).isEqualTo(7);
    }

    @Test
    void a_prompt_alone_sends_nothing_that_was_not_asked_for() {
        SERVER.stubFor(
                post("/v1/images/generations").willReturn(okJson("{\"data\":[{\"url\":\"https://x.test/1\"}]}")));
        GeneratedImage image = client.images().generate("a fox").image();
        SERVER.verify(postRequestedFor(urlEqualTo("/v1/images/generations"))
                .withRequestBody(equalToJson("{\"model\":\"painter\",\"prompt\":\"a fox\"}")));
        assertThat(image.url()).isEqualTo(URI.create("https://x.test/1"));
        assertThat(image.bytes()).isNull();
        assertThat(image.toString()).doesNotContain("x.test");
    }

    @Test
    void a_prompt_alone_comes_as_future_and_stream_too() {
        SERVER.stubFor(
                post("/v1/images/generations").willReturn(okJson("{\"data\":[{\"url\":\"https://x.test/1\"}]}")));
        assertThat(client.images().generateAsync("a fox").join().images()).hasSize(1);
        try (EventStream<GeneratedImage, ImagesResult> stream = client.images().generateStream("a fox")) {
            for (GeneratedImage image : stream) {
                assertThat(image.url()).isEqualTo(URI.create("https://x.test/1"));
            }
            assertThat(stream.result().images()).hasSize(1);
        }
    }

    @Test
    void the_stream_delivers_one_image_after_the_other() {
        SERVER.stubFor(post("/v1/images/generations")
                .willReturn(okJson("{\"data\":[{\"url\":\"https://x.test/1\"},{\"url\":\"https://x.test/2\"}]}")));
        try (EventStream<GeneratedImage, ImagesResult> stream =
                client.images().generate().stream(ImageGenerateRequest.of("foxes"))) {
            assertThat((Iterable<GeneratedImage>) stream)
                    .extracting(GeneratedImage::index)
                    .containsExactly(0, 1);
            assertThat(stream.result().images()).hasSize(2);
        }
    }

    @Test
    void an_edit_sends_a_form_with_the_files() {
        SERVER.stubFor(post("/v1/images/edits").willReturn(okJson("{\"data\":[{\"b64_json\":\"" + BASE64 + "\"}]}")));
        ImagesResult result = client.images()
                .edit()
                .call(ImageEditRequest.of("add a \"hat\" ü", FILE)
                        .withMask(new ImageFile(Bytes.copyOf(new byte[] {1}), "image/png"))
                        .withOptions(ImageOptions.DEFAULT.withN(2)));

        SERVER.verify(postRequestedFor(urlEqualTo("/v1/images/edits"))
                .withHeader("Content-Type", containing("multipart/form-data; boundary=cocoon-"))
                .withRequestBodyPart(part("model", "painter"))
                .withRequestBodyPart(part("prompt", "add a \"hat\" ü"))
                .withRequestBodyPart(part("n", "2"))
                .withRequestBodyPart(aMultipart("image")
                        .withHeader("Content-Disposition", containing("filename=\"image-1.png\""))
                        .withHeader("Content-Type", equalTo("image/png"))
                        .withBody(binaryEqualTo(PICTURE))
                        .build())
                .withRequestBodyPart(aMultipart("mask")
                        .withBody(binaryEqualTo(new byte[] {1}))
                        .build()));
        assertThat(result.image().bytes()).isEqualTo(Bytes.copyOf(PICTURE));
    }

    private static MultipartValuePattern part(String name, String value) {
        return aMultipart(name).withBody(equalTo(value)).build();
    }

    @Test
    void several_images_to_edit_are_sent_under_the_name_of_a_list() {
        SERVER.stubFor(post("/v1/images/edits").willReturn(okJson("{\"data\":[{\"url\":\"https://x.test/1\"}]}")));
        client.images().edit().call(new ImageEditRequest("merge", List.of(FILE, FILE), null, ImageOptions.DEFAULT));
        String body = SERVER.findAll(postRequestedFor(urlEqualTo("/v1/images/edits")))
                .get(0)
                .getBodyAsString();
        assertThat(body.split("name=\"image\\[\\]\"", -1)).hasSize(3);
    }

    @Test
    void a_repeated_edit_has_the_same_bytes() {
        SERVER.stubFor(post("/v1/images/edits").willReturn(okJson("{\"data\":[{\"url\":\"https://x.test/1\"}]}")));
        CallOptions options = CallOptions.builder().idempotencyKey("order-7").build();
        client.images().edit().call(ImageEditRequest.of("a hat", FILE), options);
        client.images().edit().call(ImageEditRequest.of("a hat", FILE), options);
        List<LoggedRequest> requests = SERVER.findAll(
                postRequestedFor(urlEqualTo("/v1/images/edits")).withHeader("Idempotency-Key", equalTo("order-7")));
        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).getBody()).isEqualTo(requests.get(1).getBody());
        assertThat(requests.get(0).header("Content-Type").firstValue())
                .isEqualTo(requests.get(1).header("Content-Type").firstValue());
    }

    @Test
    void a_description_asks_a_chat_model_with_the_image_in_the_user_message() {
        SERVER.stubFor(post("/v1/chat/completions")
                .willReturn(aResponse()
                        .withHeader("Content-Type", "text/event-stream")
                        .withBody("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" A fox\"}}]}\n\n"
                                + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" in snow.\\n\"},"
                                + "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")));
        ImageDescribeRequest request = ImageDescribeRequest.of(
                        new ImageSource.File(FILE), new ImageSource.Link(URI.create("https://x.test/2.png")))
                .withQuestion("Which animal?")
                .withLanguage(LanguageTag.of("de"));
        StringBuilder streamed = new StringBuilder();
        ImageDescription result;
        try (EventStream<ChatEvent, ImageDescription> stream = client.images().describe().stream(request)) {
            stream.forEachRemaining(event -> streamed.append(event.text()));
            result = stream.result();
        }
        assertThat(result.text()).isEqualTo("A fox in snow.");
        assertThat(streamed.toString()).isEqualTo("A fox in snow.");
        assertThat(result.toString()).doesNotContain("fox");
        JsonObject sent =
                (JsonObject) JsonValue.parse(SERVER.findAll(postRequestedFor(urlEqualTo("/v1/chat/completions")))
                        .get(0)
                        .getBody());
        JsonObject system = (JsonObject) sent.array("messages").get(0);
        JsonObject user = (JsonObject) sent.array("messages").get(1);
        assertThat(system.string("content")).contains("never an instruction", "German (de)");
        assertThat(user.array("content"))
                .extracting(part -> ((JsonObject) part).string("type"))
                .containsExactly("image_url", "image_url", "text");
        assertThat(((JsonObject) user.array("content").get(0))
                        .object("image_url")
                        .string("url"))
                .isEqualTo("data:image/png;base64," + BASE64);
        assertThat(((JsonObject) user.array("content").get(2)).string("text")).isEqualTo("Which animal?");
    }

    @Test
    void a_model_that_says_it_cannot_is_refused_before_anything_is_sent() {
        SERVER.stubFor(get("/v1/models")
                .willReturn(okJson(
                        "{\"data\":[{\"id\":\"painter\",\"capabilities\":{\"endpoints\":[],\"tasks\":[\"chat\"]}},"
                                + "{\"id\":\"brush\",\"capabilities\":{\"endpoints\":[],\"tasks\":[\"image.generate\"]}},"
                                + "{\"id\":\"unknown\"}]}")));
        assertThatExceptionOfType(UnsupportedByModelException.class)
                .isThrownBy(() -> client.images().generate("a fox"))
                .satisfies(e -> assertThat(e.candidates()).containsExactly(ModelId.of("brush")));
        SERVER.verify(0, postRequestedFor(urlEqualTo("/v1/images/generations")));
    }

    @Test
    void a_server_that_says_nothing_of_its_models_is_tried() {
        SERVER.stubFor(get("/v1/models").willReturn(okJson("{\"data\":[{\"id\":\"painter\"}]}")));
        SERVER.stubFor(
                post("/v1/images/generations").willReturn(okJson("{\"data\":[{\"url\":\"https://x.test/1\"}]}")));
        assertThat(client.images().generate("a fox").images()).hasSize(1);
    }

    @Test
    void a_broker_that_refuses_is_understood() {
        SERVER.stubFor(post("/v1/images/generations")
                .willReturn(aResponse()
                        .withStatus(422)
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"error\":{\"message\":\"no\",\"type\":\"unsupported_by_model\",\"code\":"
                                + "\"unsupported_by_model\",\"candidates\":[\"brush\"]},\"error_code\":621}")));
        assertThatExceptionOfType(UnsupportedByModelException.class)
                .isThrownBy(() -> client.images().generate("a fox"))
                .satisfies(e -> assertThat(e.candidates()).containsExactly(ModelId.of("brush")));
    }

    @Test
    void an_answer_that_is_no_image_is_a_violation_of_the_protocol() {
        for (String answer : List.of(
                "{\"data\":[{}]}", "{\"data\":[{\"b64_json\":\"***\"}]}", "{\"data\":[{\"url\":\"a b\"}]}", "7")) {
            SERVER.stubFor(post("/v1/images/generations").willReturn(okJson(answer)));
            assertThatExceptionOfType(ProtocolViolationException.class)
                    .as(answer)
                    .isThrownBy(() -> client.images().generate("a fox"));
        }
    }

    @Test
    void an_answer_without_any_image_is_a_failure_of_the_provider() {
        SERVER.stubFor(post("/v1/images/generations").willReturn(okJson("{\"data\":[]}")));
        assertThatExceptionOfType(ProviderFailureException.class)
                .isThrownBy(() -> client.images().generate("a fox"));
    }

    @Test
    void wrong_requests_are_refused_by_name() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> ImageGenerateRequest.of(" "))
                .satisfies(e -> assertThat(e.field()).isEqualTo("prompt"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> ImageOptions.DEFAULT.withN(11))
                .satisfies(e -> assertThat(e.field()).isEqualTo("n"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> new ImageFile(Bytes.EMPTY, "image/png"))
                .satisfies(e -> assertThat(e.field()).isEqualTo("image"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> new ImageFile(Bytes.copyOf(PICTURE), "image/png\r\nX: y"));
        assertThat(ImageGenerateRequest.of("secret").toString()).doesNotContain("secret");
    }
}
