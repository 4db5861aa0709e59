package dev.cocoonsdk.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.broker.internal.account.FakeTonAccounts;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.ClientSettings;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.WorkerSettings;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.config.ConfigException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NativePortsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CONNECT = "0c00000000000000 61427ca5 0100000000000000";
    private static final String CONNECTED = "0c00000000000000d6416d630100000000000000";
    private static final String PEER_INFO = """
            740000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            000000000000000020222222222222222222222222222222222222222222222222222222222222222200000007312e32
            2e332e3405000000093132372e302e302e31000006000000
            """;

    private static JsonObject tls(int difficulty) {
        return JsonValue.object("tls_worker_port", 0, "tls_client_port", 0, "pow_difficulty", difficulty);
    }

    private static ConnectionStack connector(TlsIdentitySource.Kind kind, AttestationPolicy policy) {
        Clock clock = Clock.systemUTC();
        return ConnectionStack.secureConnector(TlsParty.of(TlsIdentitySource.renewing(kind, clock), policy, clock), 28);
    }

    private static ConnectionStack quoteless() {
        return connector(TlsIdentitySource.Kind.NONE, AttestationPolicy.fakeTdx());
    }

    private static FakeWorker tlsWorker(TestBroker broker, ConnectionStack stack) {
        return FakeWorker.connect(
                broker, WorkerSettings.of(TestBroker.MODEL, 1000, true, 4), broker.broker.tlsWorkerAddress(), stack);
    }

    private static FakeClient tlsClient(TestBroker broker, ConnectionStack stack) {
        return FakeClient.connect(
                broker,
                FakeClient.settings(broker),
                FakeClient.directory(broker),
                broker.broker.tlsClientAddress(),
                stack);
    }

    @Test
    void client_and_worker_meet_over_proof_of_work_and_tls() {
        try (TestBroker broker = TestBroker.start(tls(8));
                FakeWorker worker = tlsWorker(broker, quoteless());
                FakeClient client = tlsClient(broker, quoteless()).ready()) {
            String large = "x".repeat(3_000_000);
            FakeClient.Reply reply = client.ask(large);
            FakeWorker.Job job = worker.take();
            assertThat(job.body()).isEqualTo(large);
            job.head(200, "application/json").part(large).complete(5);

            reply.completed();
            assertThat(reply.bodySoFar()).isEqualTo(large);
            assertThat(client.payment().tokens()).isEqualTo(5);
            assertThat(worker.payment()).isEqualTo(5);
        }
    }

    @Test
    void a_policy_of_fake_tdx_wants_a_fake_quote() {
        JsonObject settings = tls(0).with("worker_policy", JsonValue.of("fake_tdx"));
        try (TestBroker broker = TestBroker.start(settings);
                FakeWorker quoteless = tlsWorker(broker, quoteless());
                FakeWorker fake =
                        tlsWorker(broker, connector(TlsIdentitySource.Kind.FAKE_TDX, AttestationPolicy.fakeTdx()));
                FakeClient client = tlsClient(broker, quoteless()).ready()) {
            assertThat(quoteless.closed.get()).isNotNull();
            FakeClient.Reply reply = client.ask("{}");
            fake.take().answer("{}", 1);
            reply.completed();
        }
    }

    @Test
    void a_worker_whose_verdict_is_over_gets_no_request_and_is_judged_anew() {
        JumpingClock clock = new JumpingClock();
        JsonObject settings = tls(0).with("worker_policy", JsonValue.of("fake_tdx"));
        ConnectionStack stack = connector(TlsIdentitySource.Kind.FAKE_TDX, AttestationPolicy.fakeTdx());
        try (TestBroker broker = TestBroker.dated(settings, clock);
                FakeWorker worker = tlsWorker(broker, stack);
                FakeClient client = tlsClient(broker, quoteless()).ready()) {
            clock.jump(Duration.ofHours(25));
            assertThat(client.ask("{}").failed().code()).isIn(601, 651);
            await().atMost(Duration.ofSeconds(60)).until(() -> worker.closed.get() != null);
        }
    }

    @Test
    void the_policy_for_real_quotes_refuses_a_fake_one() {
        JsonObject settings = tls(0).with("worker_policy", JsonValue.of("tdx"));
        try (TestBroker broker = TestBroker.start(settings);
                FakeWorker worker =
                        tlsWorker(broker, connector(TlsIdentitySource.Kind.FAKE_TDX, AttestationPolicy.fakeTdx()))) {
            assertThat(worker.closed.get()).isNotNull();
        }
    }

    @Test
    void a_policy_that_there_is_not_is_refused_at_the_start() {
        JsonObject workers = tls(0).with("worker_policy", JsonValue.of("simulated_tdx"));
        JsonObject clients = tls(0).with("client_policy", JsonValue.of("nonsense"));

        assertThatThrownBy(() -> TestBroker.start(workers))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("reference_broker.worker_policy")
                .hasMessageContaining("needs the root key of a simulated platform");
        assertThatThrownBy(() -> TestBroker.start(clients))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("reference_broker.client_policy");
    }

    @Test
    void the_proof_of_work_comes_first_and_a_wrong_one_ends_the_connection() throws IOException {
        try (TestBroker broker = TestBroker.start(tls(20));
                RawPeer peer = new RawPeer(broker.broker.tlsClientAddress())) {
            assertThat(peer.read(8)).isEqualTo("91128e4114000000");
            peer.read(16);
            peer.send("19738201 0000000000000000");
            assertThat(peer.isClosed(0)).isTrue();
        }
    }

    @Test
    void a_handshake_that_takes_too_long_ends() throws IOException {
        try (TestBroker broker = TestBroker.start(tls(20).with("handshake_timeout_seconds", JsonValue.of(1)));
                RawPeer peer = new RawPeer(broker.broker.tlsWorkerAddress())) {
            peer.read(24);
            assertThat(peer.isClosed(0)).isTrue();
        }
    }

    @Test
    void plain_ports_take_the_peer_info_of_a_router_and_do_without() throws IOException {
        try (TestBroker broker = TestBroker.start()) {
            for (var address :
                    new java.net.InetSocketAddress[] {broker.broker.workerAddress(), broker.broker.clientAddress()}) {
                try (RawPeer direct = new RawPeer(address);
                        RawPeer routed = new RawPeer(address);
                        RawPeer broken = new RawPeer(address)) {
                    direct.send(CONNECT);
                    assertThat(direct.read(20)).isEqualTo(CONNECTED);
                    routed.send(PEER_INFO + CONNECT);
                    assertThat(routed.read(20)).isEqualTo(CONNECTED);
                    broken.send("10000000" + "ff".repeat(16));
                    assertThat(broken.isClosed(0)).isTrue();
                }
            }
        }
    }

    @Test
    void image_hashes_are_checked_where_they_must_be() {
        JsonObject file = TestBroker.official()
                .with("check_worker_hashes", JsonValue.of(true))
                .with("workers_rpc_port", JsonValue.of(0))
                .with("client_rpc_port", JsonValue.of(0))
                .with("reference_broker", JsonValue.object("api_port", 0, "admin_port", 0));
        BrokerConfig config = BrokerConfig.parse(file)
                .withFakeTon(TestBroker.config(JsonValue.object()).fakeTon());
        try (TestBroker broker = TestBroker.of(config);
                FakeWorker worker = FakeWorker.unmodified(broker);
                FakeClient client = FakeClient.connect(broker)) {
            assertThat(worker.closed.get().toString()).contains("621: invalid worker image hash");
            assertThat(client.closed).hasValue(null);
        }
    }

    @Test
    void plain_native_ports_never_leave_the_machine_and_http_only_if_it_is_wanted() {
        JsonObject everywhere = tls(0).with("listen", JsonValue.of("0.0.0.0"));
        try (TestBroker broker = TestBroker.start(everywhere)) {
            assertThat(broker.broker.tlsWorkerAddress().getAddress().isAnyLocalAddress())
                    .isTrue();
            assertThat(broker.broker.tlsClientAddress().getAddress().isAnyLocalAddress())
                    .isTrue();
            assertThat(broker.broker.workerAddress().getAddress().isLoopbackAddress())
                    .isTrue();
            assertThat(broker.broker.clientAddress().getAddress().isLoopbackAddress())
                    .isTrue();
            assertThat(broker.broker.apiUri().getHost()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void a_worker_that_reads_nothing_loses_its_connection_and_its_requests_move() throws Exception {
        JsonObject settings = JsonValue.object("stall_timeout_seconds", 1);
        try (TestBroker broker = TestBroker.start(settings);
                FakeWorker stuck = FakeWorker.unmodified(broker);
                FakeClient client = FakeClient.connect(broker)) {
            stuck.stopReading();
            TlBytes large = FakeClient.http("x".repeat(14_000_000));
            FakeClient.Reply[] replies = new FakeClient.Reply[3];
            for (int i = 0; i < replies.length; i++) {
                replies[i] = client.ask(TestBroker.MODEL, large, 1000, 1000, Duration.ofSeconds(300), false);
            }
            await().atMost(SOON).until(() -> broker.broker.stats().workers() == 0);
            for (FakeClient.Reply reply : replies) {
                assertThat(reply.failed().message()).isEqualTo("the connection to the worker ended");
            }
            assertThat(broker.account().integer("reserved_tokens")).isZero();
            stuck.goOn();
        }
    }

    @Test
    void a_client_that_reads_nothing_costs_its_own_requests_only() throws Exception {
        JsonObject settings = JsonValue.object("stall_timeout_seconds", 1, "answer_buffer_bytes", 100_000);
        try (TestBroker broker = TestBroker.start(settings);
                FakeWorker worker = FakeWorker.unmodified(broker);
                FakeClient slow = FakeClient.connect(broker);
                FakeClient other = FakeClient.connect(broker)) {
            FakeClient.Reply slowReply = slow.ask("{}");
            FakeWorker.Job job = worker.take().head(200, "text/event-stream");
            slowReply.started();
            slow.stopReading();
            String part = "x".repeat(1_000_000);
            for (int i = 0; i < 60; i++) {
                job.part(part);
            }
            FakeClient.Reply reply = other.ask("{}");
            worker.take().answer("{}", 3);
            assertThat(reply.completed().tokens().totalTokensUsed()).isEqualTo(3);
            job.complete(1);
            await().atMost(SOON).until(() -> broker.account().integer("reserved_tokens") == 0);
            assertThat(broker.broker.stats().cancelled()).isEqualTo(1);
            assertThat(broker.account().object("tokens").integer("max")).isEqualTo(4);
            assertThat(List.of(worker.payment(), worker.payment())).containsExactlyInAnyOrder(3L, 1L);
            slow.goOn();
            assertThat(slowReply.failed().message())
                    .isIn("the answer was read too slowly", "the connection to the proxy ended");
        }
    }

    /**
     * One event loop is held up while a request and a new price arrive, so that the worker is chosen at the old price and its new one
     * is known when the request is to be sent.
     */
    @Test
    void a_worker_that_raises_its_price_before_the_request_is_sent_is_not_asked() throws Exception {
        TonAddress gate = TonAddress.basechain(Hash256.sha256(new byte[] {77}));
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        FakeTonAccounts everybody = new FakeTonAccounts(List.of());
        AccountDirectory accounts = wallet -> {
            if (wallet.equals(gate)) {
                entered.countDown();
                pass(open);
            }
            return everybody.find(wallet);
        };
        try (TestBroker broker = TestBroker.start(JsonValue.object("event_loops", 1), accounts);
                FakeWorker worker = FakeWorker.unmodified(broker);
                FakeClient client = FakeClient.connect(broker);
                FakeClient blocking = FakeClient.connect(
                        broker,
                        ClientSettings.of(gate, true, false, (int) broker.root().version(), Secret.of("")))) {
            pass(entered);
            FakeClient.Reply reply =
                    client.ask(TestBroker.MODEL, FakeClient.http("{}"), 2999, 1000, Duration.ofSeconds(60), false);
            client.sent();
            worker.onLoop(link -> link.setCoefficient(3000));
            worker.sent();
            open.countDown();

            assertThat(reply.failed().message()).isEqualTo("can run this query with coefficient=3000");
            assertThat(broker.broker.stats().queries()).isEqualTo(1);
            assertThat(worker.jobs).isEmpty();
            blocking.ready();
        }
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
