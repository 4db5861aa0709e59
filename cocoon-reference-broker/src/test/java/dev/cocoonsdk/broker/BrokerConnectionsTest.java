package dev.cocoonsdk.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BrokerConnectionsTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final Duration SOON = Duration.ofSeconds(60);

    /** A caller that writes HTTP by hand. */
    private static final class Caller implements AutoCloseable {
        private final Socket socket;
        private final StringBuilder seen = new StringBuilder();

        Caller(TestBroker broker) throws IOException {
            socket = new Socket(
                    broker.broker.apiUri().getHost(), broker.broker.apiUri().getPort());
            socket.setSoTimeout(60_000);
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        void post(String body, String version, String headers) throws IOException {
            send("POST " + CHAT + " " + version + "\r\nHost: x\r\nAuthorization: " + TestBroker.bearer() + "\r\n"
                    + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        }

        String readUntil(String wanted) throws IOException {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            while (seen.indexOf(wanted) < 0) {
                int n = in.read(buffer);
                if (n < 0) {
                    throw new IOException("closed after: " + seen);
                }
                seen.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
            int end = seen.indexOf(wanted) + wanted.length();
            String result = seen.substring(0, end);
            seen.delete(0, end);
            return result;
        }

        String readToEnd() throws IOException {
            seen.append(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return seen.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void requests_sent_at_once_are_answered_in_their_order() throws Exception {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT);
                Caller caller = new Caller(broker)) {
            for (int i = 0; i < 12; i++) {
                caller.post(TestBroker.chat(",\"n\":" + i), "HTTP/1.1", "");
            }
            caller.send("GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n");
            for (int i = 0; i < 12; i++) {
                FakeWorker.Job job = worker.take();
                assertThat(job.body()).contains("\"n\":" + i + "}");
                job.answer("{\"answer\":" + i + "}", 1);
                assertThat(caller.readUntil("{\"answer\":" + i + "}")).contains("HTTP/1.1 200 OK\r\n");
            }
            assertThat(caller.readUntil("\"object\":\"list\"")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void a_caller_of_http_1_0_gets_the_body_without_chunks_and_the_end_of_the_connection() throws Exception {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT);
                Caller caller = new Caller(broker)) {
            caller.post(TestBroker.chat(",\"stream\":true"), "HTTP/1.0", "");
            FakeWorker.Job job = worker.take();
            job.head(200, "text/event-stream").part("data: 1\n\n");
            caller.readUntil("data: 1\n\n");
            job.complete(1);

            assertThat(caller.readToEnd()).isEqualTo("data: [DONE]\n\n");
        }
    }

    @Test
    void a_caller_that_wants_to_close_gets_its_connection_closed() throws Exception {
        try (TestBroker broker = TestBroker.start();
                Caller caller = new Caller(broker)) {
            caller.send("GET /v1/models HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertThat(caller.readToEnd()).contains("connection: close").endsWith("\"data\":[]}");
        }
    }

    @Test
    void bytes_that_are_no_http_get_a_json_error_and_the_end() throws Exception {
        try (TestBroker broker = TestBroker.start();
                Caller caller = new Caller(broker)) {
            caller.send("nonsense\r\n\r\n");

            assertThat(caller.readToEnd()).startsWith("HTTP/1.1 400 ").contains("\"type\":\"invalid_request\"");
        }
    }

    @Test
    void a_too_large_body_that_was_asked_for_is_refused_before_it_is_sent() throws Exception {
        try (TestBroker broker = TestBroker.start();
                Caller caller = new Caller(broker)) {
            caller.send("POST " + CHAT
                    + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\nAuthorization: "
                    + TestBroker.bearer() + "\r\n\r\n");

            assertThat(caller.readToEnd()).startsWith("HTTP/1.1 413 ").contains("\"type\":\"payload_too_large\"");
        }
    }

    @Test
    void a_body_that_was_asked_for_is_taken() throws Exception {
        try (TestBroker broker = TestBroker.start();
                Caller caller = new Caller(broker)) {
            String body = TestBroker.chat("");
            caller.send("POST " + CHAT + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nAuthorization: "
                    + TestBroker.bearer() + "\r\nContent-Length: " + body.length() + "\r\n\r\n");
            caller.readUntil("100 Continue\r\n\r\n");
            caller.send(body);

            assertThat(caller.readUntil("unknown_model")).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void a_caller_that_leaves_before_the_first_token_stops_the_worker() throws Exception {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            FakeWorker.Job job;
            try (Caller caller = new Caller(broker)) {
                caller.post(TestBroker.chat(",\"stream\":true"), "HTTP/1.1", "");
                job = worker.take();
            }

            assertThat(worker.cancels.poll(60, TimeUnit.SECONDS)).isEqualTo(job.request.id());
            await().atMost(SOON).until(() -> broker.account().integer("reserved_tokens") == 0);
            assertThat(broker.account().object("tokens").integer("max")).isZero();
            assertThat(broker.broker.stats().cancelled()).isEqualTo(1);
        }
    }

    @Test
    void a_caller_that_leaves_in_the_middle_is_charged_what_the_worker_then_reports() throws Exception {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            try (Caller caller = new Caller(broker)) {
                caller.post(TestBroker.chat(",\"stream\":true"), "HTTP/1.1", "");
                worker.take().head(200, "text/event-stream").part("data: 1\n\n");
                caller.readUntil("data: 1");
            }

            assertThat(worker.cancels.poll(60, TimeUnit.SECONDS)).isNotNull();
            await().atMost(SOON).until(() -> broker.account().object("tokens").integer("max") == 3);
        }
    }

    @Test
    void an_unmodified_worker_sees_no_cancel_and_is_paid_for_its_work() throws Exception {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.unmodified(broker)) {
            FakeWorker.Job job;
            try (Caller caller = new Caller(broker)) {
                caller.post(TestBroker.chat(""), "HTTP/1.1", "");
                job = worker.take();
            }
            await().atMost(SOON).until(() -> broker.broker.stats().cancelled() == 1);
            job.answer("{}", 8);

            await().atMost(SOON).until(() -> broker.account().object("tokens").integer("max") == 8);
            assertThat(worker.cancels).isEmpty();
        }
    }

    @Test
    void a_caller_with_a_key_that_leaves_gets_its_answer_when_it_comes_back() throws Exception {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            FakeWorker.Job job;
            try (Caller caller = new Caller(broker)) {
                caller.post(TestBroker.chat(""), "HTTP/1.1", "Idempotency-Key: k\r\n");
                job = worker.take();
            }
            job.answer("{\"kept\":true}", 8);
            HttpResponse<String> again =
                    broker.send(broker.post(CHAT, TestBroker.chat("")).header("Idempotency-Key", "k"));

            assertThat(again.body()).isEqualTo("{\"kept\":true}");
            assertThat(worker.cancels).isEmpty();
            assertThat(broker.account().object("tokens").integer("max")).isEqualTo(8);
        }
    }

    @Test
    void a_document_that_breaks_in_the_middle_ends_with_the_connection() throws Exception {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.unmodified(broker);
                Caller caller = new Caller(broker)) {
            caller.post(TestBroker.chat(""), "HTTP/1.1", "");
            FakeWorker.Job job = worker.take();
            job.head(200, "application/json").part("{\"half\":");
            caller.readUntil("{\"half\":");
            job.fail(602, "engine stopped");

            assertThat(caller.readToEnd()).doesNotContain("0\r\n\r\n");
        }
    }

    @Test
    void a_slow_reader_slows_nobody_else_and_is_cut_off_when_too_much_waits_for_it() throws Exception {
        try (TestBroker broker = TestBroker.start(JsonValue.object("answer_buffer_bytes", 1_000_000));
                FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT);
                Caller slow = new Caller(broker)) {
            slow.post(TestBroker.chat(",\"stream\":true"), "HTTP/1.1", "");
            FakeWorker.Job endless = worker.take();
            endless.head(200, "text/event-stream");
            String event = "data: " + "x".repeat(100_000) + "\n\n";
            for (int i = 0; i < 200; i++) {
                endless.part(event);
            }
            CompletableFuture<HttpResponse<String>> other = broker.sendAsync(broker.post(CHAT, TestBroker.chat("")));
            worker.take().answer("{}", 1);

            assertThat(other.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            slow.readUntil("data: x");
            assertThat(worker.cancels.poll(60, TimeUnit.SECONDS)).isEqualTo(endless.request.id());
        }
    }

    @Test
    void a_patient_reader_gets_everything_however_much_it_is() throws Exception {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            CompletableFuture<HttpResponse<String>> future =
                    broker.sendAsync(broker.post(CHAT, TestBroker.chat(",\"stream\":true")));
            FakeWorker.Job job = worker.take();
            job.head(200, "text/event-stream");
            String event = "data: " + "x".repeat(1_000) + "\n\n";
            for (int i = 0; i < 3000; i++) {
                job.part(event);
            }
            job.complete(1);

            assertThat(future.get(60, TimeUnit.SECONDS).body()).isEqualTo(event.repeat(3000) + "data: [DONE]\n\n");
        }
    }

    @Test
    void a_request_that_does_not_arrive_and_an_idle_connection_are_closed() throws Exception {
        JsonObject settings = JsonValue.object("request_read_timeout_seconds", 1, "idle_timeout_seconds", 1);
        try (TestBroker broker = TestBroker.start(settings);
                Caller dribbling = new Caller(broker);
                Caller idle = new Caller(broker)) {
            dribbling.send("POST " + CHAT + " HTTP/1.1\r\nHost:");

            assertThat(dribbling.readToEnd()).isEmpty();
            assertThat(idle.readToEnd()).isEmpty();
        }
    }

    @Test
    void a_caller_that_reads_nothing_of_its_answer_is_closed() throws Exception {
        try (TestBroker broker = TestBroker.start(JsonValue.object("stall_timeout_seconds", 1));
                FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT);
                Caller caller = new Caller(broker)) {
            caller.post(TestBroker.chat(""), "HTTP/1.1", "");
            FakeWorker.Job job = worker.take();
            job.head(200, "application/json");
            for (int i = 0; i < 70; i++) {
                job.part("x".repeat(100_000));
            }

            assertThat(worker.cancels.poll(60, TimeUnit.SECONDS)).isEqualTo(job.request.id());
            assertThat(caller.readToEnd()).doesNotContain("0\r\n\r\n");
        }
    }

    @Test
    void more_connections_than_allowed_are_closed_at_once() throws Exception {
        try (TestBroker broker = TestBroker.start(JsonValue.object("max_connections", 2));
                Caller first = new Caller(broker);
                Caller second = new Caller(broker)) {
            first.send("GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n");
            first.readUntil("\"list\"");
            second.send("GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n");
            second.readUntil("\"list\"");
            FakeClient.connect(broker).close();
            assertThat(broker.admin("/healthz").statusCode()).isEqualTo(200);
            try (Caller third = new Caller(broker)) {
                assertThat(third.readToEnd()).isEmpty();
            } catch (IOException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
        }
    }

    @Test
    void stopping_leaves_no_thread_and_no_port_even_with_requests_under_way() throws Exception {
        TestBroker broker = TestBroker.start();
        int port = broker.broker.apiUri().getPort();
        try (FakeWorker worker = FakeWorker.unmodified(broker)) {
            CompletableFuture<HttpResponse<String>> open = broker.sendAsync(broker.post(CHAT, TestBroker.chat("")));
            worker.take();
            broker.close();
            broker.close();

            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("cocoon-broker"));
            await().atMost(SOON).until(open::isDone);
            assertThat(new ArrayList<>(List.of(port))).allSatisfy(BrokerConnectionsTest::assertClosed);
        }
    }

    private static void assertClosed(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (IOException refused) {
            assertThat(refused).isNotNull();
        }
    }

    @Test
    void neither_prompts_nor_answers_nor_secrets_are_logged() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger("dev.cocoonsdk");
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.setLevel(Level.TRACE);
        root.addAppender(log);
        JsonObject settings = JsonValue.object(
                "accounts",
                JsonValue.array(List.of(TestBroker.account(TestBroker.WALLET, "pa55word", 1_000_000_000L, "running"))));
        try (TestBroker broker = TestBroker.start(settings);
                FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            String bearer = TestBroker.bearer(TestBroker.WALLET, "pa55word");
            CompletableFuture<HttpResponse<String>> good = broker.sendAsync(
                    broker.post(CHAT, TestBroker.chat(",\"x\":\"myprompt\"")).setHeader("Authorization", bearer));
            worker.take().answer("{\"a\":\"myanswer\"}", 1);
            good.get(60, TimeUnit.SECONDS);
            CompletableFuture<HttpResponse<String>> bad = broker.sendAsync(
                    broker.post(CHAT, TestBroker.chat(",\"x\":\"myprompt\"")).setHeader("Authorization", bearer));
            worker.take()
                    .head(200, "application/json")
                    .part("{\"a\":\"myanswer")
                    .fail(602, "myanswer leaked");
            assertThat(bad.handle((response, error) -> error != null || response != null)
                            .get(60, TimeUnit.SECONDS))
                    .isTrue();
            broker.send(broker.post(CHAT, "{\"myprompt\":").setHeader("Authorization", bearer));
            broker.send(broker.post(CHAT, "{}").setHeader("Authorization", TestBroker.bearer() + "wr0ng"));
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }

        assertThat(log.list).isNotEmpty();
        assertThat(log.list)
                .allSatisfy(event -> assertThat(event.getFormattedMessage() + event.getThrowableProxy())
                        .doesNotContain("myprompt", "myanswer", "pa55word", "wr0ng"));
    }
}
