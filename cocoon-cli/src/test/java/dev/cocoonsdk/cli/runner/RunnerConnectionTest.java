package dev.cocoonsdk.cli.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.network.tl.TlBytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens below HTTP: bytes on a socket. */
class RunnerConnectionTest {

    private static final String BODY = "{\"model\":\"m\",\"stream\":true}";
    private static final String POST = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\ncontent-length: "
            + BODY.length() + "\r\n\r\n" + BODY;

    private TestRunner runner;

    @BeforeEach
    void start() {
        runner = new TestRunner();
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    private Socket send(String text) throws IOException {
        Socket socket = new Socket("127.0.0.1", runner.uri("/").getPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static String readAll(Socket socket) throws IOException {
        try (socket) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anApplicationThatLeavesEndsItsRequest() throws Exception {
        runner.network.script = listener -> {
            ScriptedNetwork.head(listener, 200, "text/event-stream");
            listener.onPart(TlBytes.ofUtf8("data: 1\n\n"));
        };
        Socket socket = send(POST);
        InputStream in = socket.getInputStream();
        assertThat(in.read()).isEqualTo('H');

        socket.close();

        assertThat(runner.network.cancelled.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anApplicationThatReadsNothingIsCutOffBeforeMemoryEnds() throws Exception {
        byte[] event = ("data: " + "x".repeat(1 << 20) + "\n\n").getBytes(StandardCharsets.UTF_8);
        runner.network.script = listener -> {
            ScriptedNetwork.head(listener, 200, "text/event-stream");
            for (int i = 0; i < 64; i++) {
                listener.onPart(TlBytes.wrap(event));
            }
        };

        try (Socket socket = send(POST)) {
            assertThat(runner.network.cancelled.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void aSlowApplicationGetsEverything() throws Exception {
        byte[] event = ("data: " + "x".repeat(1 << 18) + "\n\n").getBytes(StandardCharsets.UTF_8);
        runner.network.script = listener -> {
            ScriptedNetwork.head(listener, 200, "text/event-stream");
            for (int i = 0; i < 64; i++) {
                listener.onPart(TlBytes.wrap(event));
            }
            listener.onCompleted(ScriptedNetwork.info(ScriptedNetwork.TOKENS));
        };

        String answer = readAll(send(POST.replace("Host: localhost", "Host: localhost\r\nConnection: close")));

        assertThat(answer.chars().filter(c -> c == 'x').count()).isGreaterThanOrEqualTo(64L << 18);
        assertThat(answer).contains("data: [DONE]");
    }

    @Test
    void requestsSentAtOnceAreAnsweredInOrder() throws Exception {
        runner.network.script = ScriptedNetwork.answer(200, "application/json", "{\"a\":1}");

        String answer = readAll(send(POST + "GET /perf HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));

        assertThat(answer.indexOf("data: {\"a\":1}")).isPositive().isLessThan(answer.indexOf("heap_used_bytes"));
    }

    @Test
    void anOldClientGetsTheStreamWithoutChunks() throws Exception {
        runner.network.script = ScriptedNetwork.answer(200, "application/json", "{\"a\":1}\n");

        String answer = readAll(send(POST.replace("HTTP/1.1", "HTTP/1.0")));

        assertThat(answer)
                .doesNotContainIgnoringCase("chunked")
                .endsWith("\r\n\r\ndata: {\"a\":1}\n\ndata: [DONE]\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /perf HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
                "POST /perf HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST /perf HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            })
    void whatIsNoHttpIsABadRequest(String text) throws Exception {
        assertThat(readAll(send(text))).startsWith("HTTP/1.1 400 ").contains("error_code");
    }
}
