package dev.cocoonsdk.core.chat;

import static dev.cocoonsdk.core.support.TestClients.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.ModelUnavailableException;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.support.Answers;
import dev.cocoonsdk.core.support.RawServer;
import dev.cocoonsdk.core.support.Resources;
import dev.cocoonsdk.core.support.TestClients;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Answers as other implementations really send them, oddities included. */
class ForeignServersTest {

    /** Serves a captured answer; the captures hold the body without its chunks. */
    private static RawServer replaying(String capture) throws Exception {
        String text = new String(Resources.bytes(capture), StandardCharsets.UTF_8)
                .replace("Transfer-Encoding: chunked\r\n", "")
                .replace("Connection: Keep-Alive\r\n", "Connection: close\r\n");
        return RawServer.serving(c -> {
            c.closeAfterwards();
            c.send(text);
        });
    }

    private static RawServer streaming(String body) throws Exception {
        return RawServer.serving(c -> {
            c.beginStream();
            c.send(body);
        });
    }

    private static ChatResult ask(RawServer server) {
        try (CocoonClient client = TestClients.plain(server.uri())) {
            return client.chat().call(QUESTION);
        }
    }

    @Test
    void theCapturedStreamOfTheOfficialClientRunner() throws Exception {
        try (RawServer server = replaying("http-openai-stream.txt")) {
            ChatResult result = ask(server);

            assertThat(result.text()).isEqualTo("Hello from the stub backend");
            assertThat(result.usage()).isEqualTo(new Usage(34, 11, 100, 10, null));
            assertThat(result.finishReason()).isNull();
            assertThat(result.id()).isEqualTo("chatcmpl-stub");
        }
    }

    /**
     * The official client-runner passes a capitalised Content-Length of the engine on although it lengthens the body (wire.md 9.5), so
     * the captured document ends within its usage.
     */
    @Test
    void theCapturedDocumentThatTheOfficialClientRunnerCutShortIsReportedAsBrokenOff() throws Exception {
        try (RawServer server = replaying("http-openai-nostream.txt")) {
            assertThatThrownBy(() -> ask(server))
                    .isInstanceOf(ProviderFailureException.class)
                    .hasMessage("the answer broke off before its end");
        }
    }

    @Test
    void theCapturedDocumentWithItsWholeLength() throws Exception {
        String capture = new String(Resources.bytes("http-openai-nostream.txt"), StandardCharsets.UTF_8);
        String body =
                capture.substring(capture.indexOf('{')) + "ns\":11},\"prompt_total_cost\":68,\"total_cost\":268}}\n";
        try (RawServer server = RawServer.serving(c -> c.answer(200, "application/json", body))) {
            ChatResult result = ask(server);

            assertThat(result.text()).isEqualTo("Hello from the stub backend");
            assertThat(result.usage()).isEqualTo(new Usage(34, 11, 100, 10, NanoTon.of(268)));
            assertThat(result.finishReason()).isEqualTo(FinishReason.STOP);
        }
    }

    @Test
    void oneJsonValuePerLineWithADebugValueAtTheEnd() throws Exception {
        String lines = (Answers.delta("Hello") + Answers.delta(" lines") + Answers.usage(18))
                .replace("data: ", "")
                .replace("\n\n", "\n");
        try (RawServer server = streaming(lines + "\n{\"debug\":{\"client\":{\"type\":\"client_stats\"}}}\n")) {
            ChatResult result = ask(server);

            assertThat(result.text()).isEqualTo("Hello lines");
            assertThat(result.usage().cost()).isEqualTo(NanoTon.of(18));
            assertThat(result.additionalProperties().object("debug"))
                    .isEqualTo(JsonValue.object("client", JsonValue.object("type", "client_stats")));
        }
    }

    @Test
    void aDocumentPrintedOverManyLines() throws Exception {
        String pretty = Answers.document().replace(",", ",\n  ");
        try (RawServer server = RawServer.serving(c -> c.answer(200, "text/html", "\n" + pretty))) {
            assertThat(ask(server).text()).isEqualTo("Hello world");
        }
    }

    @Test
    void anErrorWithoutContentType() throws Exception {
        try (RawServer server = RawServer.serving(c -> {
            c.closeAfterwards();
            String body = "{\"error\":\"Internal data: [Error : 651 : no workers for model m]\",\"error_code\":651}";
            c.send("HTTP/1.0 502 Bad Gateway\r\nContent-Length: " + body.length() + "\r\nConnection: Close\r\n\r\n"
                    + body);
        })) {
            assertThatThrownBy(() -> ask(server))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("[651]");
        }
    }

    @Test
    void anErrorInTheMiddleOfAStream() throws Exception {
        try (RawServer server = streaming(
                Answers.delta("Hel")
                        + "data: {\"error\":{\"message\":\"engine died\",\"code\":\"provider_failure\"},\"error_code\":602}\n\n")) {
            assertThatThrownBy(() -> ask(server))
                    .isInstanceOf(ProviderFailureException.class)
                    .hasMessage("the provider failed [602]: engine died");
        }
    }

    @Test
    void aStreamThatJustStopsIsNoAnswer() throws Exception {
        try (RawServer server = streaming(Answers.delta("Hel"))) {
            assertThatThrownBy(() -> ask(server))
                    .isInstanceOf(ProviderFailureException.class)
                    .hasMessage("the answer broke off before its end");
        }
    }

    @Test
    void nonsenseIsAProtocolViolation() throws Exception {
        for (String body :
                new String[] {"", "data: [DONE]\n\n", "data: {]\n\n", "<html></html>", "{}", "data: 7\n\n"}) {
            try (RawServer server = streaming(body)) {
                assertThatThrownBy(() -> ask(server))
                        .as(body)
                        .isInstanceOfAny(ProtocolViolationException.class, ProviderFailureException.class);
            }
        }
    }

    @Test
    void noFailureShowsThePromptOrTheAnswer() throws Exception {
        String[] bodies = {
            Answers.delta("TOPSECRET"),
            Answers.delta("TOPSECRET") + "data: {\"TOPSECRET\": nonsense}\n\n",
            "data: {\"error\":{\"message\":\"cannot process: What is the password of the secret garden?\"}}\n\n",
            "{\"choices\":[{\"index\":\"TOPSECRET\"}]}",
            "TOPSECRET"
        };
        for (String body : bodies) {
            try (RawServer server = streaming(body)) {
                assertThatThrownBy(() -> ask(server)).isInstanceOfSatisfying(CocoonException.class, e -> {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain("TOPSECRET").doesNotContain("garden");
                });
            }
        }
    }
}
