package dev.cocoonsdk.cli.runner;

import static dev.cocoonsdk.cli.runner.ScriptedNetwork.answer;
import static dev.cocoonsdk.cli.runner.ScriptedNetwork.failure;
import static dev.cocoonsdk.cli.runner.TestRunner.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.network.client.NetworkAnswerInfo;
import dev.cocoonsdk.network.client.NetworkFailure.Kind;
import dev.cocoonsdk.network.client.NetworkRequest;
import dev.cocoonsdk.network.tl.TlBytes;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionsTest {

    private static final String CHAT = "{\"model\":\"m\",\"messages\":[]}";
    private static final String STREAM = "{\"model\":\"m\",\"messages\":[],\"stream\":true}";
    private static final String USAGE = "{\"choices\":[],\"usage\":{\"prompt_tokens\":34}}";

    private TestRunner runner;

    @BeforeEach
    void start() {
        runner = new TestRunner();
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    @Test
    void theWorkerGetsTheBodySortedAndWithoutTheMembersForTheRunner() throws Exception {
        runner.network.script = answer(200, "application/json", "{}");

        runner.post(
                "/v1/chat/completions?x=1",
                "{\"stream\":false,\"model\":\"m\",\"max_tokens\":5,\"max_completion_tokens\":7,\"max_coefficient\":1500,"
                        + "\"timeout\":2.5,\"enable_debug\":false,\"request_guid\":\"g\",\"messages\":[{\"role\":\"user\"}]}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer secret",
                "User-Agent",
                "somebody");

        NetworkRequest request = runner.network.requests.get(0);
        assertThat(new String(request.body().toByteArray(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"max_completion_tokens\":7,\"messages\":[{\"role\":\"user\"}],\"model\":\"m\",\"stream\":false}");
        assertThat(request.url()).isEqualTo("/v1/chat/completions?x=1");
        assertThat(request.maxTokens()).isEqualTo(7);
        assertThat(request.maxCoefficient()).isEqualTo(1500);
        assertThat(request.timeout()).isEqualTo(Duration.ofMillis(2500));
        assertThat(request.headers()).extracting(Header::name).containsExactly("Host", "Content-Type");
    }

    @Test
    void whatIsNotSaidHasTheReferencesDefaults() throws Exception {
        runner.network.script = answer(200, "application/json", "{}");

        runner.chat(CHAT);

        NetworkRequest request = runner.network.requests.get(0);
        assertThat(request.maxTokens()).isEqualTo(1000);
        assertThat(request.maxCoefficient()).isEqualTo(4000);
        assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void aDocumentComesWithItsLengthItsCostAndTheTimes() throws Exception {
        runner.network.script =
                answer(200, "application/json", "{\"choices\":[],", "\"usage\":{\"prompt_tokens\":34}}\n");

        HttpResponse<String> response = runner.chat(CHAT);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"choices\":[],\"usage\":{\"completion_total_cost\":14,\"prompt_tokens\":34,"
                        + "\"prompt_total_cost\":46,\"total_cost\":60}}\n");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValueAsLong("Content-Length"))
                .hasValue(response.body().length());
        assertThat(response.headers().firstValue("X-Cocoon-Worker-Start")).contains("1.000000");
        assertThat(response.headers().firstValue("X-Cocoon-Client-Start").orElse(""))
                .matches("\\d+\\.\\d{6}");
        assertThat(response.headers().firstValue("X-Cocoon-Client-End")).isPresent();
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void aDocumentThatHasItsCostKeepsItsBytes() throws Exception {
        String body = "{\"usage\":{\"total_cost\":1}, \"a\": 1}";
        runner.network.script = answer(200, "application/json", body);

        assertThat(runner.chat(CHAT).body()).isEqualTo(body);
    }

    @Test
    void eventsPassAndTheirUsageGetsItsCost() throws Exception {
        runner.network.script = answer(
                200,
                "text/event-stream; charset=utf-8",
                "data: {\"choices\":[{\"de",
                "lta\":{}}]}\n\ndata: " + USAGE + "\n\n",
                "data: [DONE]\n\n");

        HttpResponse<String> response = runner.chat(STREAM);

        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(events(response))
                .containsExactly(
                        "data: {\"choices\":[{\"delta\":{}}]}",
                        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":34,\"prompt_total_cost\":46,"
                                + "\"completion_total_cost\":14,\"total_cost\":60}}",
                        "data: [DONE]");
    }

    @Test
    void linesBecomeEvents() throws Exception {
        runner.network.script = answer(200, "application/json", "{\"a\":1}\n{\"b\":", "\"}\\\"\"}\n\n{\n\"c\":3\n}\n");

        HttpResponse<String> response = runner.chat(STREAM);

        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(events(response))
                .containsExactly(
                        "data: {\"a\":1}",
                        "data: {\"b\":\"}\\\"\"}",
                        "data: {\ndata: \"c\":3\ndata: }",
                        "data: [DONE]");
    }

    private static List<String> events(HttpResponse<String> response) {
        return List.of(response.body().split("\n\n"));
    }

    @Test
    void aFailedEngineAnswersWithItsOwnStatusAlsoToAStream() throws Exception {
        runner.network.script = answer(418, "application/json", "{\"detail\":\"teapot\"}");

        HttpResponse<String> response = runner.chat(STREAM);

        assertThat(response.statusCode()).isEqualTo(418);
        assertThat(response.body()).isEqualTo("{\"detail\":\"teapot\"}");
    }

    @Test
    void otherContentPassesByteByByte() throws Exception {
        runner.network.script = answer(200, "audio/ogg", "Ogg", "S{");

        HttpResponse<String> response = runner.chat(STREAM);

        assertThat(response.headers().firstValue("Content-Type")).contains("audio/ogg");
        assertThat(response.body()).isEqualTo("OggS{");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1] | expected json object",
                "{\"model\":1} | missing field 'model'",
                "{\"model\":\"m\",\"max_tokens\":-1} | field 'max_tokens' must be positive integer",
                "{\"model\":\"m\",\"max_tokens\":4294967297} | field 'max_tokens' must be positive integer",
                "{\"model\":\"m\",\"max_coefficient\":\"1\"} | field 'max_coefficient' must be non-negative integer",
                "{\"model\":\"m\",\"timeout\":\"1\"} | field 'timeout' must be a number",
                "{\"model\":\"m\",\"enable_debug\":1} | field 'enable_debug' must be a boolean",
                "{\"model\":\"m\",\"request_guid\":1} | field 'request_guid' must be a string",
                "{\"model\" | failed to parse request"
            })
    void aBodyThatCannotBeReadIsABadRequest(String body, String text) throws Exception {
        HttpResponse<String> response = runner.chat(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(json(response).string("error"))
                .startsWith("Internal data: [Error : 621 : ")
                .contains(text);
        assertThat(json(response).integer("error_code")).isEqualTo(621);
        assertThat(runner.network.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO_PROXY | 651 | no proxy | 502",
                "PEER | 602 | client balance is too low: 5 | 402",
                "PEER | 651 | balance is too low | 402",
                "PEER | 621 | unknown model m | 404",
                "PEER | 651 | no workers for model m | 503",
                "PEER | 651 | can run this query with coefficient=9000 | 409",
                "PEER | 621 | worker: invalid http request: unknown option 'x' in request | 400",
                "PEER | 652 | worker: timeout | 504",
                "PEER | 602 | too many active queries | 503",
                "PEER | 0 | worker: http failed | 502",
                "TIMEOUT | 652 | no answer in time | 504",
                "TOO_LARGE | 621 | a frame | 413",
                "LINK_LOST | 653 | gone | 502"
            })
    void aFailureSaysWhoseFaultItIs(Kind kind, int code, String text, int status) throws Exception {
        runner.network.script = failure(kind, code, text);

        HttpResponse<String> response = runner.chat(CHAT);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).integer("error_code")).isEqualTo(code);
        assertThat(json(response).string("error")).isEqualTo("Internal data: [Error : " + code + " : " + text + "]");
    }

    @Test
    void aStreamThatBreaksOffEndsWithAnErrorAndNotWithDone() throws Exception {
        runner.network.script = listener -> {
            ScriptedNetwork.head(listener, 200, "text/event-stream");
            listener.onPart(TlBytes.ofUtf8("data: {\"a\":1}\n\n"));
            failure(Kind.PEER, 652, "worker: timeout").accept(listener);
        };

        List<String> events = events(runner.chat(STREAM));

        assertThat(events).hasSize(2);
        assertThat(events.get(1)).contains("worker: timeout").contains("652");
    }

    @Test
    void aDocumentThatBreaksOffIsAFailure() throws Exception {
        runner.network.script = listener -> {
            ScriptedNetwork.head(listener, 200, "application/json");
            listener.onPart(TlBytes.ofUtf8("{\"a\":"));
            failure(Kind.LINK_LOST, 653, "gone").accept(listener);
        };

        assertThat(runner.chat(CHAT).statusCode()).isEqualTo(502);
    }

    @Test
    void debugInformationComesWithTheAnswerAndStaysInTheLog() throws Exception {
        runner.network.script = answer(200, "application/json", "{\"a\":1}");

        JsonObject answer = json(
                runner.chat("{\"model\":\"m\",\"messages\":[],\"enable_debug\":true,\"request_guid\":\"my guid\"}"));

        JsonObject debug = answer.object("debug");
        assertThat(debug.object("proxy").string("type")).isEqualTo("proxy_stats");
        assertThat(debug.object("worker").string("type")).isEqualTo("worker_stats");
        assertThat(debug.object("client").string("type")).isEqualTo("client_stats");
        assertThat(runner.network.requests.get(0).debug()).isTrue();
        assertThat(json(runner.get("/request/debuglogentry?request_guid=other")))
                .isEqualTo(JsonValue.object());
    }

    @Test
    void debugInformationOfAStreamComesBeforeDone() throws Exception {
        runner.network.script =
                answer(200, "text/event-stream", "data: {\"a\":1}\n\n", "data: " + USAGE + "\n\n", "data: [DONE]\n\n");

        List<String> events =
                events(runner.chat("{\"model\":\"m\",\"stream\":true,\"enable_debug\":true,\"request_guid\":\"g\"}"));

        assertThat(events.get(1)).contains("\"total_cost\":60").contains("\"debug\":{\"proxy\"");
        assertThat(events.get(2)).isEqualTo("data: [DONE]");
        assertThat(json(runner.get("/request/debuglogentry?request_guid=g")).object("client"))
                .isNotNull();
    }

    @Test
    void aRequestThatFitsIntoNoFrameIsRefusedAndTheConnectionStays() throws Exception {
        HttpResponse<String> response =
                runner.chat("{\"model\":\"m\",\"x\":\"" + "a".repeat(BodyCollector.LONGEST) + "\"}");

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(json(response).string("error")).contains("too large");
    }

    @Test
    void aMistakeOfOursIsAnErrorAtOnceAndNotSilence() throws Exception {
        runner.network.broken = true;
        runner.network.script = answer(200, "application/json", "{\"usage\":{\"prompt_tokens\":34}}");
        assertThat(runner.chat(CHAT).statusCode()).isEqualTo(500);

        runner.network.broken = false;
        runner.network.refuses = true;
        assertThat(runner.chat(CHAT).statusCode()).isEqualTo(500);
        assertThat(json(runner.get("/jsonstats"))
                        .object("stats")
                        .array("failed")
                        .get(0)
                        .toJson())
                .isEqualTo("2.000000");
    }

    @Test
    void longTextsOfPeersAreNotKept() throws Exception {
        runner.network.script = listener -> {
            ScriptedNetwork.head(listener, 200, "application/json");
            listener.onPart(TlBytes.ofUtf8("{}"));
            String text = "{\"a\":\"" + "x".repeat(70_000) + "\"}";
            listener.onCompleted(
                    new NetworkAnswerInfo(ScriptedNetwork.TOKENS, null, null, null, null, null, text, "{}"));
        };

        runner.chat("{\"model\":\"m\",\"enable_debug\":true,\"request_guid\":\"g\"}");

        JsonObject entry = json(runner.get("/request/debuglogentry?request_guid=g"));
        assertThat(entry.object("proxy").string("problem")).isEqualTo("too long");
        assertThat(entry.object("worker")).isEqualTo(JsonValue.object());
    }
}
