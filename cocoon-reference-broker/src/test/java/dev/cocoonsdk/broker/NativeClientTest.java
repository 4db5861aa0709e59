package dev.cocoonsdk.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.AnswerFailure;
import dev.cocoonsdk.network.ClientAnswerInfo;
import dev.cocoonsdk.network.ClientQuery;
import dev.cocoonsdk.network.ClientSettings;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.ProxyModel;
import dev.cocoonsdk.network.WorkerSettings;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.ton.TonAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeClientTest {

    private static final Duration LONG = Duration.ofSeconds(120);

    private static void assertFails(AnswerFailure failure, int code, String text) {
        assertThat(failure.code()).as(failure.message()).isEqualTo(code);
        assertThat(failure.message()).isEqualTo(text);
        assertThat(failure.origin()).isEqualTo(AnswerFailure.Origin.PROXY);
    }

    private static JsonObject accounts(JsonObject... accounts) {
        return JsonValue.object("accounts", JsonValue.array(List.of(accounts)));
    }

    @Test
    void bytes_travel_unchanged_and_the_head_gets_the_times_of_the_proxy() {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.unmodified(broker);
                FakeClient client = FakeClient.connect(broker)) {
            FakeClient.Reply reply = client.ask("{\"stream\": true}");
            FakeWorker.Job job = worker.take();
            assertThat(job.body()).isEqualTo("{\"stream\": true}");
            assertThat(job.header("X-Custom")).isEqualTo("kept");
            job.head(200, "text/event-stream").part("raw 1\n");
            assertThat(reply.started().statusCode()).isEqualTo(200);
            job.part("data: 2\n\n").complete(25);

            ClientAnswerInfo end = reply.completed();
            Map<String, String> headers =
                    reply.started().headers().stream().collect(Collectors.toMap(HttpHeader::name, HttpHeader::value));
            assertThat(reply.bodySoFar()).isEqualTo("raw 1\ndata: 2\n\n");
            assertThat(headers).containsEntry("X-Cocoon-Worker-Start", "1.5").containsEntry("Set-Cookie", "no");
            assertThat(headers.get("X-Cocoon-Proxy-Start")).matches("\\d+\\.\\d{6}");
            assertThat(headers.get("X-Cocoon-Proxy-End")).matches("\\d+\\.\\d{6}");
            assertThat(end.tokens().totalTokensUsed()).isEqualTo(25);
            assertThat(end.proxyStart()).isNotNull().isBeforeOrEqualTo(end.proxyEnd());
            assertThat(end.workerStart()).isNotNull();
        }
    }

    @Test
    void client_and_worker_see_the_same_counters_and_valid_signatures() {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.unmodified(broker);
                FakeClient client = FakeClient.connect(broker)) {
            FakeClient.Reply reply = client.ask("{}");
            worker.take().answer("{}", 25);
            reply.completed();
            assertThat(client.payment()).isEqualTo(new FakeClient.Payment(reply.id, 25, 0, 25));
            assertThat(worker.payment()).isEqualTo(25);

            await().atMost(FakeClient.SOON).untilAsserted(() -> {
                FakeClient.Reply again = client.ask("{}");
                worker.take().answer("{}", 1);
                again.completed();
                FakeClient.Payment payment = client.payment();
                assertThat(worker.payment()).isEqualTo(1);
                assertThat(payment.signed()).isGreaterThanOrEqualTo(25);
                assertThat(worker.account.get().signed().value()).isGreaterThanOrEqualTo(25);
            });
            assertThat(client.closed).hasValue(null);
            assertThat(client.account().payment().tokens())
                    .isEqualTo(client.account().signed());
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,2", "1,1", "2,0", "2,2"})
    void every_mix_of_protocol_versions_works(int clientProtocol, int workerProtocol) {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.connect(
                        broker,
                        WorkerSettings.of(TestBroker.MODEL, 1000, true, 4)
                                .withProtocols(workerProtocol, workerProtocol));
                FakeClient client = FakeClient.connect(
                                broker, FakeClient.settings(broker).withProtocols(clientProtocol, clientProtocol))
                        .ready()) {
            FakeClient.Reply good = client.ask("{}");
            worker.take().answer("{\"a\":1}", 7);
            assertThat(good.completed().tokens().totalTokensUsed()).isEqualTo(7);
            assertThat(good.bodySoFar()).isEqualTo("{\"a\":1}");
            assertThat(good.completed().proxyStart() != null).isEqualTo(clientProtocol == 2);

            FakeClient.Reply bad = client.ask("{}");
            worker.take().fail(621, "worker: invalid http request: unsupported method");
            assertFails(bad.failed(), 621, "worker: invalid http request: unsupported method");

            FakeClient.Reply broken = client.ask("{}");
            worker.take().head(200, "application/json").part("{").fail(602, "engine died");
            assertFails(broken.failed(), 602, "engine died");
            assertThat(client.models())
                    .succeedsWithin(FakeClient.SOON)
                    .satisfies(models ->
                            assertThat(models).extracting(ProxyModel::name).containsExactly("test-model"));
        }
    }

    @Test
    void models_come_with_their_workers() {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.unmodified(broker);
                FakeClient client = FakeClient.connect(broker)) {
            FakeClient.Reply reply = client.ask("{}");
            FakeWorker.Job job = worker.take();

            assertThat(client.models())
                    .succeedsWithin(FakeClient.SOON)
                    .isEqualTo(List.of(ProxyModel.of("test-model", List.of(new ProxyModel.Worker(1000, 1, 4)))));
            job.answer("{}", 1);
            reply.completed();
        }
    }

    @Test
    void debug_comes_from_both_if_it_is_wanted() {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.unmodified(broker);
                FakeClient client = FakeClient.connect(broker)) {
            FakeClient.Reply reply = client.ask(TestBroker.MODEL, FakeClient.http("{}"), 4000, 1000, LONG, true);
            FakeWorker.Job job = worker.take();
            assertThat(job.request.debug()).isTrue();
            job.head(200, "application/json").complete(1, "{\"type\":\"worker_stats\"}");

            ClientAnswerInfo end = reply.completed();
            assertThat(end.workerDebug()).isEqualTo("{\"type\":\"worker_stats\"}");
            JsonObject debug = (JsonObject) JsonValue.parse(end.proxyDebug());
            assertThat(debug.members().keySet())
                    .containsExactly("answer_receive_end_at", "answer_receive_start_at", "start_time", "type");
            assertThat(debug.string("type")).isEqualTo("proxy_stats");
        }
    }

    @Test
    void rejections_have_the_codes_and_texts_of_the_network_in_its_order() {
        try (TestBroker broker = TestBroker.start();
                FakeClient client = FakeClient.connect(broker)) {
            TlBytes request = FakeClient.http("{}");
            AnswerFailure poor = client.ask("nobody", request, 4000, Integer.MAX_VALUE, LONG, false)
                    .failed();
            assertThat(poor.code()).isEqualTo(602);
            assertThat(poor.message()).startsWith("client balance is too low: ");
            assertFails(
                    client.ask(new ClientQuery(
                                    Hash256.sha256(new byte[] {1}), "nobody", request, 4000, 1000, LONG, -1, false))
                            .failed(),
                    602,
                    "active config version is too low");
            assertFails(
                    client.ask("nobody", request, 1_000_000_000, 1000, LONG, false)
                            .failed(),
                    651,
                    "balance is too low");
            assertFails(client.ask("nobody", request, 4000, 1000, LONG, false).failed(), 621, "unknown model nobody");
            assertFails(
                    client.ask("a\u0000@b", request, 4000, 1000, LONG, false).failed(), 621, "unknown model a\u0000@b");
            assertFails(client.ask("nobody", request, 4000, -1, LONG, false).failed(), 621, "invalid max_tokens value");
            assertThat(client.payments).isEmpty();
            assertThat(broker.account().integer("reserved_tokens")).isZero();
        }
    }

    @Test
    void rejections_for_want_of_a_worker_have_their_texts_too() {
        try (TestBroker broker = TestBroker.start();
                FakeClient client = FakeClient.connect(broker)) {
            TlBytes request = FakeClient.http("{}");
            try (FakeWorker worker = FakeWorker.connect(broker, WorkerSettings.of(TestBroker.MODEL, 1500, true, 1))) {
                assertFails(
                        client.ask(TestBroker.MODEL, request, 1499, 1000, LONG, false)
                                .failed(),
                        651,
                        "can run this query with coefficient=1500");
                AnswerFailure garbage = client.ask(
                                TestBroker.MODEL, TlBytes.ofUtf8("no http.request"), 4000, 1000, LONG, false)
                        .failed();
                assertThat(garbage.code()).isZero();
                assertThat(garbage.message()).startsWith("proxy: received incorrect answer: ");
                FakeClient.Reply running = client.ask("{}");
                FakeWorker.Job job = worker.take();
                assertFails(client.ask("{}").failed(), 651, "no ready workers for model " + TestBroker.MODEL);
                job.answer("{}", 1);
                running.completed();
                worker.die();
            }
            await().atMost(FakeClient.SOON)
                    .untilAsserted(() ->
                            assertFails(client.ask("{}").failed(), 651, "no workers for model " + TestBroker.MODEL));
        }
    }

    @Test
    void a_request_that_takes_too_long_ends_with_the_proxys_timeout_and_is_free() {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.unmodified(broker);
                FakeClient client = FakeClient.connect(broker)) {
            FakeClient.Reply reply =
                    client.ask(TestBroker.MODEL, FakeClient.http("{}"), 4000, 1000, Duration.ofSeconds(1), false);
            FakeWorker.Job job = worker.take();
            assertThat(job.request.timeout()).isLessThan(Duration.ofMillis(950));

            assertFails(reply.failed(), 652, "timeout in proxy");
            assertThat(client.payment().tokens()).isZero();
            job.answer("{}", 9);
            assertThat(broker.account().object("tokens").integer("max")).isZero();
        }
    }

    @Test
    void usage_is_bounded_by_the_reservation() {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.unmodified(broker);
                FakeClient client = FakeClient.connect(broker)) {
            TlBytes request = FakeClient.http("{}");
            FakeClient.Reply reply = client.ask(TestBroker.MODEL, request, 1000, 10, LONG, false);
            worker.take().answer("{}", Long.MAX_VALUE);

            long most = 10 + request.length();
            assertThat(reply.completed().tokens().totalTokensUsed()).isEqualTo(most);
            assertThat(client.payment().tokens()).isEqualTo(most);
            assertThat(worker.payment()).isEqualTo(most);
            assertThat(broker.broker.stats().overcharges()).isEqualTo(1);
        }
    }

    @Test
    void a_worker_that_dies_before_its_answer_is_replaced_and_one_that_dies_during_it_fails_the_request_at_once() {
        try (TestBroker broker = TestBroker.start();
                FakeWorker first = FakeWorker.unmodified(broker);
                FakeClient client = FakeClient.connect(broker)) {
            FakeClient.Reply reply = client.ask("{}");
            first.take();
            try (FakeWorker second = FakeWorker.unmodified(broker)) {
                await().atMost(FakeClient.SOON)
                        .until(() -> broker.broker.stats().workers() == 2);
                first.die();
                second.take().head(200, "application/json").part("{");
                reply.started();
                second.die();
                assertFails(reply.failed(), 601, "the connection to the worker ended");
            }
            assertThat(client.payment().tokens()).isZero();
            assertThat(broker.broker.stats().moved()).isEqualTo(1);
        }
    }

    @Test
    void a_client_that_leaves_cancels_at_a_worker_that_can_and_pays_for_what_was_made() throws Exception {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT)) {
            try (FakeClient client = FakeClient.connect(broker)) {
                FakeClient.Reply reply = client.ask("{}");
                worker.take().head(200, "text/event-stream").part("data: 1\n\n");
                reply.started();
            }
            assertThat(worker.cancels.poll(60, TimeUnit.SECONDS)).isNotNull();
            assertThat(worker.payment()).isEqualTo(3);
            assertThat(broker.account().object("tokens").integer("max")).isEqualTo(3);
        }
    }

    @Test
    void a_client_that_leaves_pays_for_the_whole_answer_of_a_worker_that_cannot_be_stopped() {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.unmodified(broker)) {
            FakeWorker.Job job;
            try (FakeClient client = FakeClient.connect(broker)) {
                client.ask("{}");
                job = worker.take();
            }
            await().atMost(FakeClient.SOON).until(() -> broker.broker.stats().cancelled() == 1);
            job.answer("{}", 8);

            assertThat(worker.payment()).isEqualTo(8);
            assertThat(broker.account().object("tokens").integer("max")).isEqualTo(8);
        }
    }

    @Test
    void a_client_that_cancels_gets_a_shorter_answer() throws Exception {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.modern(broker, TestBroker.MODEL, FakeWorker.CHAT);
                FakeClient client = FakeClient.connect(broker)) {
            await().atMost(FakeClient.SOON).until(() -> client.hello.get() != null);
            FakeClient.Reply reply = client.ask("{}");
            worker.take().head(200, "text/event-stream").part("data: 1\n\n");
            reply.started();
            reply.cancel();

            assertThat(worker.cancels.poll(60, TimeUnit.SECONDS)).isNotNull();
            assertThat(reply.completed().tokens().totalTokensUsed()).isEqualTo(3);
            assertThat(client.payment().tokens()).isEqualTo(3);
        }
    }

    @Test
    void configured_accounts_need_their_secret() {
        TonAddress poor = TonAddress.basechain(Hash256.sha256(new byte[] {3}));
        TonAddress closing = TonAddress.basechain(Hash256.sha256(new byte[] {4}));
        JsonObject settings = accounts(
                TestBroker.account(TestBroker.WALLET, "a secret", 1_000_000_000, "running"),
                TestBroker.account(poor, "other", 1_000_000_000, "running"),
                TestBroker.account(closing, "c", 1_000_000_000, "closing"));
        try (TestBroker broker = TestBroker.start(settings);
                FakeWorker worker = FakeWorker.unmodified(broker)) {
            int version = (int) broker.root().version();
            ClientSettings right = ClientSettings.of(TestBroker.WALLET, true, false, version, Secret.of("a secret"));
            ClientSettings closed = ClientSettings.of(closing, true, false, version, Secret.of("c"));
            try (FakeClient client = FakeClient.connect(broker, right).ready()) {
                FakeClient.Reply reply = client.ask("{}");
                worker.take().answer("{}", 1);
                reply.completed();
            }
            try (FakeClient client = FakeClient.connect(broker, closed)) {
                assertThat(client.refusal()).hasToString("REFUSED_BY_PEER 602: client is closing");
            }
        }
    }

    @Test
    void a_connect_that_does_not_fit_is_refused_with_the_codes_of_the_network() {
        try (TestBroker broker = TestBroker.start()) {
            ClientSettings settings = FakeClient.settings(broker);
            try (FakeClient newer = FakeClient.connect(broker, settings.withConfigVersion(-1))) {
                assertThat(newer.refusal()).hasToString("REFUSED_BY_PEER 602: active config version is too low");
            }
            ClientSettings notTest = ClientSettings.of(TestBroker.WALLET, false, false, 0, Secret.of(""));
            try (FakeClient other = FakeClient.connect(broker, notTest)) {
                assertThat(other.refusal()).hasToString("REFUSED_BY_PEER 602: test mode mismatch");
            }
            try (FakeClient wrongPort = FakeClient.connect(
                    broker,
                    settings,
                    FakeClient.directory(broker),
                    broker.broker.workerAddress(),
                    ConnectionStack.plain())) {
                assertThat(wrongPort.refusal()).hasToString("REFUSED_BY_PEER 621: client connect() from non client");
            }
        }
    }

    @Test
    void a_client_without_a_secret_that_asks_for_the_long_way_is_taken_at_once() {
        try (TestBroker broker = TestBroker.start()) {
            ClientSettings other = ClientSettings.of(
                    TestBroker.WALLET, true, false, (int) broker.root().version(), Secret.of("its own secret"));
            try (FakeClient client = FakeClient.connect(broker, other)) {
                client.ready();
            }
        }
    }

    @Test
    void two_clients_of_one_wallet_share_the_account() {
        try (TestBroker broker = TestBroker.start();
                FakeWorker worker = FakeWorker.unmodified(broker);
                FakeClient one = FakeClient.connect(broker);
                FakeClient two = FakeClient.connect(broker)) {
            FakeClient.Reply first = one.ask("{}");
            worker.take().answer("{}", 5);
            first.completed();
            FakeClient.Reply second = two.ask("{}");
            worker.take().answer("{}", 6);
            second.completed();

            assertThat(one.payment().database()).isEqualTo(5);
            assertThat(two.payment().database()).isEqualTo(11);
            assertThat(broker.account().object("tokens").integer("max")).isEqualTo(11);
        }
    }

    @Test
    void counters_survive_a_restart_of_the_broker_with_its_store() {
        InMemoryLedgerStore store = new InMemoryLedgerStore();
        try (TestBroker broker = TestBroker.start(JsonValue.object(), store);
                FakeWorker worker = FakeWorker.unmodified(broker);
                FakeClient client = FakeClient.connect(broker)) {
            FakeClient.Reply reply = client.ask("{}");
            worker.take().answer("{}", 25);
            reply.completed();
            assertThat(client.payment().database()).isEqualTo(25);
        }
        try (TestBroker broker = TestBroker.start(JsonValue.object(), store);
                FakeClient client = FakeClient.connect(broker)) {
            assertThat(client.account().database().value()).isEqualTo(25);
        }
    }
}
