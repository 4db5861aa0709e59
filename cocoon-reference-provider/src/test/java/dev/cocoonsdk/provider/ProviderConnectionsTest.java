package dev.cocoonsdk.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.ImageHash;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource.Kind;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.Backoff;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.ProxySettings;
import dev.cocoonsdk.network.client.ProxyRoute;
import dev.cocoonsdk.provider.TestBroker.Worker;
import dev.cocoonsdk.provider.engine.ScriptedEngine;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.RootConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a provider comes to proxies, over real sockets (wire.md 2, 3.7, 8, 11). */
@Timeout(120)
class ProviderConnectionsTest {

    private static final ModelId MODEL = ModelId.of("test/model");
    private static final String CHAT = "/v1/chat/completions";
    private static final String BODY = "{\"model\":\"test/model\",\"messages\":[]}";
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), 0.5);
    private static final Hash256 OWN_IMAGE = Hash256.sha256("worker".getBytes(StandardCharsets.UTF_8));
    private static final Hash256 OWN_MODEL = Hash256.sha256("test/model".getBytes(StandardCharsets.UTF_8));

    private Provider provider;

    @AfterEach
    void stop() {
        if (provider != null) {
            provider.close();
        }
    }

    private static TlsParty party(Kind kind, AttestationPolicy policy) {
        return TlsParty.of(TlsIdentitySource.renewing(kind, Clock.systemUTC()), policy, Clock.systemUTC());
    }

    @Test
    void judges_a_proxy_anew_when_the_verdict_is_over() throws Exception {
        JumpingClock clock = new JumpingClock();
        LinkContext system = LinkContext.system();
        TlsParty ofProxy =
                TlsParty.of(TlsIdentitySource.renewing(Kind.FAKE_TDX, clock), AttestationPolicy.any(), clock);
        TlsParty own =
                TlsParty.of(TlsIdentitySource.renewing(Kind.FAKE_TDX, clock), AttestationPolicy.fakeTdx(), clock);
        ConnectionStack stack = ConnectionStack.secureAcceptor(ofProxy, 8, Duration.ofSeconds(60));
        try (TestBroker broker = new TestBroker(TestNetwork.proxy(), stack)) {
            provider = builder(TestNetwork.root(3, 1, broker.address()))
                    .route(ProxyRoute.direct(own, 28))
                    .context(new LinkContext(system.nanoTime(), system.random(), clock))
                    .start();
            Worker first = broker.awaitWorker();
            assertThat(first.post(CHAT, BODY).body()).contains("ok");

            clock.jump(Duration.ofHours(25));

            assertThat(broker.awaitWorker().post(CHAT, BODY).body()).contains("ok");
        }
    }

    private static TestBroker secureBroker(Kind kind) {
        return new TestBroker(
                TestNetwork.proxy(),
                ConnectionStack.secureAcceptor(party(kind, AttestationPolicy.any()), 8, Duration.ofSeconds(60)));
    }

    private static ProxyRoute direct(AttestationPolicy policy) {
        return ProxyRoute.direct(party(Kind.FAKE_TDX, policy), 28);
    }

    private static Provider.Builder builder(RootConfig root) {
        return Provider.builder(new Provider.Network(TestNetwork.ROOT, root, true, false), TestNetwork.OWNER)
                .serve(ScriptedEngine.builder(MODEL).build())
                .backoff(QUICK)
                .healthInterval(Duration.ofMillis(20));
    }

    private static RootConfig checkedRoot(Hash256 proxyImage, InetSocketAddress... proxies) {
        return TestNetwork.root(3, 1, hashes(proxyImage, OWN_IMAGE, OWN_MODEL), proxies);
    }

    private static JsonObject hashes(Hash256 proxy, Hash256 worker, Hash256 model) {
        return JsonValue.object(
                "proxy_hashes", JsonValue.array(List.of(JsonValue.of(proxy.toBase64()))),
                "worker_hashes", JsonValue.array(List.of(JsonValue.of(worker.toBase64()))),
                "model_hashes", JsonValue.array(List.of(JsonValue.of(model.toBase64()))));
    }

    @Test
    void does_proof_of_work_and_tls_with_a_proxy_of_the_root_configuration() throws Exception {
        try (TestBroker broker = secureBroker(Kind.FAKE_TDX)) {
            provider = builder(TestNetwork.root(3, 1, broker.address()))
                    .route(direct(AttestationPolicy.fakeTdx()))
                    .start();

            assertThat(broker.awaitWorker().post(CHAT, BODY).body()).contains("ok");
            provider.ready().get(60, TimeUnit.SECONDS);
            assertThat(provider.status().models().get(0).readyConnections()).isEqualTo(1);
            assertThat(provider.status().payouts().get(0).proxy()).isEqualTo(TestNetwork.CONTRACTS.proxy());
        }
    }

    @Test
    void talks_to_a_proxy_without_a_quote_only_if_any_will_do() {
        try (TestBroker broker = secureBroker(Kind.NONE)) {
            provider = builder(TestNetwork.root(3, 1, broker.address()))
                    .route(direct(AttestationPolicy.fakeTdx()))
                    .start();
            await().until(() -> broker.accepted().size() >= 3);
            assertThat(broker.hasArrivals()).isFalse();
            provider.close();

            provider = builder(TestNetwork.root(3, 1, broker.address()))
                    .route(direct(AttestationPolicy.any()))
                    .start();
            assertThat(broker.awaitWorker().post(CHAT, BODY).body()).contains("ok");
        }
    }

    @Test
    void goes_through_a_router_to_the_registered_address() throws Exception {
        try (TestBroker broker = new TestBroker();
                TestRouter router = new TestRouter()) {
            provider = builder(TestNetwork.root(3, 1, broker.address()))
                    .route(ProxyRoute.viaRouter(router.address()))
                    .start();

            assertThat(broker.awaitWorker().post(CHAT, BODY).body()).contains("ok");
            assertThat(router.targets).containsOnly(broker.address());
        }
    }

    @Test
    void leaves_a_proxy_whose_image_is_not_in_the_root_configuration_without_a_word() throws Exception {
        try (TestBroker broker = new TestBroker();
                TestRouter router = new TestRouter()) {
            provider = builder(checkedRoot(Hash256.sha256(), broker.address()))
                    .route(ProxyRoute.viaRouter(router.address()))
                    .hashChecks(true)
                    .imageHash(OWN_IMAGE)
                    .start();
            await().until(() -> broker.accepted().size() >= 3);
            assertThat(broker.accepted().get(1).closed.get(60, TimeUnit.SECONDS))
                    .isNotNull();
            assertThat(broker.hasArrivals()).isFalse();
            provider.close();

            provider = builder(checkedRoot(ImageHash.FAKE_TDX, broker.address()))
                    .route(ProxyRoute.viaRouter(router.address()))
                    .hashChecks(true)
                    .imageHash(OWN_IMAGE)
                    .start();
            assertThat(broker.awaitWorker().post(CHAT, BODY).body()).contains("ok");
        }
    }

    @Test
    void does_not_start_where_its_image_or_model_is_not_allowed() {
        RootConfig root = checkedRoot(Hash256.ZERO, new InetSocketAddress("127.0.0.1", 1));

        assertThatThrownBy(() -> builder(root).hashChecks(true).start())
                .isInstanceOf(NotInRootConfigException.class)
                .hasMessageContaining("own image 0000")
                .hasMessageContaining("version 3");
        assertThatThrownBy(() -> builder(TestNetwork.root(
                                3,
                                1,
                                hashes(Hash256.ZERO, OWN_IMAGE, Hash256.ZERO),
                                new InetSocketAddress("127.0.0.1", 1)))
                        .hashChecks(true)
                        .imageHash(OWN_IMAGE)
                        .start())
                .isInstanceOf(NotInRootConfigException.class)
                .hasMessageContaining("model test/model");
    }

    @Test
    void stops_when_the_root_configuration_does_not_allow_its_model_any_more() throws Exception {
        try (TestBroker broker = new TestBroker();
                TestRouter router = new TestRouter()) {
            AtomicReference<RootConfig> root = new AtomicReference<>(checkedRoot(ImageHash.FAKE_TDX, broker.address()));
            provider = builder(root.get())
                    .route(ProxyRoute.viaRouter(router.address()))
                    .hashChecks(true)
                    .imageHash(OWN_IMAGE)
                    .rootSource(() -> CompletableFuture.completedStage(root.get()))
                    .rootInterval(Duration.ofMillis(20))
                    .start();
            Worker worker = broker.awaitWorker();

            root.set(TestNetwork.root(4, 1, hashes(ImageHash.FAKE_TDX, OWN_IMAGE, Hash256.ZERO), broker.address()));

            assertThatThrownBy(() -> provider.ended().toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(NotInRootConfigException.class);
            assertThat(worker.closed.get(60, TimeUnit.SECONDS)).isNotNull();
            assertThatThrownBy(provider::status).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void connects_anew_under_new_contract_addresses_when_the_parameters_change() throws Exception {
        RootConfig later = TestNetwork.root(4, 2);
        ContractAddresses laterContracts = TestNetwork.contracts(later);
        try (TestBroker first = new TestBroker();
                TestBroker second = new TestBroker(ProxySettings.of(laterContracts, TestNetwork.OWNER, true, false))) {
            AtomicReference<RootConfig> root = new AtomicReference<>(TestNetwork.root(3, 1, first.address()));
            provider = builder(root.get())
                    .rootSource(() -> CompletableFuture.completedStage(root.get()))
                    .rootInterval(Duration.ofMillis(20))
                    .start();
            Worker old = first.awaitWorker();

            root.set(TestNetwork.root(4, 2, second.address()));

            assertThat(old.closed.get(60, TimeUnit.SECONDS)).isNotNull();
            assertThat(second.awaitWorker().post(CHAT, BODY).body()).contains("ok");
            assertThat(provider.status().payouts())
                    .extracting(ProviderStatus.Payout::proxy)
                    .containsExactly(laterContracts.proxy(), TestNetwork.CONTRACTS.proxy());
        }
    }

    @Test
    void a_root_configuration_that_cannot_be_read_changes_nothing() throws Exception {
        try (TestBroker broker = new TestBroker()) {
            AtomicLong reads = new AtomicLong();
            provider = builder(TestNetwork.root(3, 1, broker.address()))
                    .rootSource(() -> {
                        if (reads.incrementAndGet() % 2 == 0) {
                            throw new IllegalStateException("no file");
                        }
                        return CompletableFuture.failedStage(new IOException("no network"));
                    })
                    .rootInterval(Duration.ofMillis(5))
                    .start();
            Worker worker = broker.awaitWorker();

            await().until(() -> reads.get() > 6);
            assertThat(worker.post(CHAT, BODY).body()).contains("ok");
        }
    }

    @Test
    void gives_a_proxy_up_that_is_not_ready_for_five_minutes_and_takes_another() throws Exception {
        AtomicLong jump = new AtomicLong();
        long origin = System.nanoTime();
        InetSocketAddress deadAddress = freedAddress();
        try (TestBroker broker = new TestBroker()) {
            provider = builder(TestNetwork.root(3, 1, deadAddress, broker.address()))
                    .context(new LinkContext(() -> System.nanoTime() - origin + jump.get(), new Lowest()))
                    .start();
            await().until(() -> connections().size() == 1);
            assertThat(connections().get(0).proxy()).isEqualTo(deadAddress);

            jump.set(Duration.ofSeconds(200).toNanos());
            assertThat(connections().get(0).proxy()).isEqualTo(deadAddress);
            jump.set(Duration.ofSeconds(400).toNanos());

            assertThat(broker.awaitWorker().post(CHAT, BODY).body()).contains("ok");
            assertThat(connections()).containsExactly(new ProviderStatus.Connection(broker.address(), true));
        }
    }

    private static InetSocketAddress freedAddress() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
        }
    }

    private List<ProviderStatus.Connection> connections() {
        return provider.status().models().get(0).connections();
    }

    @Test
    void connects_to_as_many_proxies_as_wanted_and_shares_its_capacity_among_them() throws Exception {
        try (TestBroker first = new TestBroker();
                TestBroker second = new TestBroker()) {
            provider = builder(TestNetwork.root(3, 1, first.address(), second.address(), first.address()))
                    .proxyConnections(5)
                    .start();

            assertThat(first.awaitWorker().registration().capacity()).isEqualTo(100);
            assertThat(second.awaitWorker().registration().capacity()).isEqualTo(100);
            assertThat(connections()).hasSize(2);
        }
    }

    @Test
    void outlives_proxies_that_speak_wrong_things() throws Exception {
        try (TestBroker broker = new TestBroker();
                WrongProxy wrong = new WrongProxy(broker.address())) {
            provider = builder(TestNetwork.root(3, 1, wrong.address())).start();

            assertThat(broker.awaitWorker().post(CHAT, BODY).body()).contains("ok");
            assertThat(wrong.accepted()).isEqualTo(WrongProxy.SAYINGS.size() + 1);
        }
    }

    @Test
    void refuses_a_proxy_whose_contracts_are_not_the_derived_ones() throws Exception {
        Ed25519Key other = Ed25519Key.ofBase64("gaEatwGNgLGOeFI/TRGfPdJG/K4G8picYHQkDHpLQ9w=");
        ContractAddresses strange = ContractAddresses.of(
                TestNetwork.root(3, 2).params(), TestNetwork.ROOT, TestNetwork.OWNER, other.publicKey());
        try (TestBroker broker = new TestBroker(ProxySettings.of(strange, TestNetwork.OWNER, true, false))) {
            provider = builder(TestNetwork.root(3, 1, broker.address())).start();

            await().until(() -> broker.accepted().size() >= 3);
            assertThat(broker.accepted().get(0).closed.get(60, TimeUnit.SECONDS))
                    .isNotNull();
            assertThat(broker.hasArrivals()).isFalse();
            assertThat(provider.status().payouts()).isEmpty();
        }
    }

    /** Always chooses the first. */
    private static final class Lowest extends Random {
        private static final long serialVersionUID = 1L;

        @Override
        public int nextInt(int bound) {
            return 0;
        }
    }

    /** Says something wrong to each of the first connections, then relays to a good proxy. */
    private static final class WrongProxy implements AutoCloseable {
        static final List<byte[]> SAYINGS = List.of(
                "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                hex("0c00000001000000d6416d630100000000000000"),
                hex("0c000000000000007c62e9bb0200000000000000"),
                hex("ffffff7f00000000"),
                hex("0c00000000000000d6416d63"),
                new byte[0]);

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final InetSocketAddress good;
        private final AtomicLong accepted = new AtomicLong();

        WrongProxy(InetSocketAddress good) throws IOException {
            this.good = good;
            daemon(this::acceptAll);
        }

        private static byte[] hex(String text) {
            return java.util.HexFormat.of().parseHex(text);
        }

        InetSocketAddress address() {
            return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
        }

        long accepted() {
            return accepted.get();
        }

        private void acceptAll() {
            try {
                while (true) {
                    Socket socket = server.accept();
                    int number = (int) accepted.getAndIncrement();
                    daemon(() -> serve(socket, number));
                }
            } catch (IOException e) {
                return;
            }
        }

        private void serve(Socket socket, int number) {
            try (socket) {
                if (number < SAYINGS.size()) {
                    socket.getOutputStream().write(SAYINGS.get(number));
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                    return;
                }
                try (Socket proxy = new Socket(good.getAddress(), good.getPort())) {
                    daemon(() -> copy(socket, proxy));
                    copy(proxy, socket);
                }
            } catch (IOException e) {
                return;
            }
        }

        private static void copy(Socket from, Socket to) {
            try (InputStream in = from.getInputStream()) {
                in.transferTo(to.getOutputStream());
            } catch (IOException e) {
                return;
            }
        }

        private static void daemon(Runnable work) {
            Thread thread = new Thread(work, "wrong-proxy");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
