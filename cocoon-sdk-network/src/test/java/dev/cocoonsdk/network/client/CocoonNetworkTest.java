package dev.cocoonsdk.network.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.models.WorkerInfo;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource.Kind;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.ProxyModel;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.config.ConfigException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network on real sockets. */
class CocoonNetworkTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static CocoonNetwork.Builder builder(RootConfig root) {
        return CocoonNetwork.builder().root(root).rootContract(TestRoot.ADDRESS).wallet(TestRoot.WALLET);
    }

    private static NetworkRequest request() {
        return new NetworkRequest(
                "POST", "/v1/chat/completions", List.of(), Bytes.utf8("{}"), "m", 10, 1000, LONG, false, LONG);
    }

    /** The status of the answer, or the failure. */
    private static CompletableFuture<NetworkAnswerInfo> run(CocoonNetwork network) {
        return run(network, request());
    }

    private static CompletableFuture<NetworkAnswerInfo> run(CocoonNetwork network, NetworkRequest request) {
        CompletableFuture<NetworkAnswerInfo> end = new CompletableFuture<>();
        NetworkCall unused = network.run(request, new RecordingAnswer() {
            @Override
            public void onCompleted(NetworkAnswerInfo info) {
                end.complete(info);
            }

            @Override
            public void onFailed(NetworkFailure failure) {
                end.completeExceptionally(new NetworkFailureException(failure));
            }
        });
        return end;
    }

    private static long ready(CocoonNetwork network) {
        return network.status().proxies().stream()
                .filter(NetworkStatus.ProxyConnection::ready)
                .count();
    }

    private static TlsParty party(Kind kind, AttestationPolicy policy) {
        return party(kind, policy, Clock.systemUTC());
    }

    private static TlsParty party(Kind kind, AttestationPolicy policy, Clock clock) {
        return TlsParty.of(TlsIdentitySource.renewing(kind, clock), policy, clock);
    }

    @Test
    void sendsARequestAndKnowsItsAccountAndItsCounters() throws IOException {
        try (TestProxy proxy = TestProxy.plain(1);
                CocoonNetwork network =
                        builder(TestRoot.of(1, 1, proxy.address())).open()) {
            NetworkAnswerInfo info = run(network).join();

            assertThat(info.tokens()).isEqualTo(TestProxy.TOKENS);
            assertThat(info.cost().value()).isEqualTo(14);
            assertThat(info.proxyStart()).isNotNull();
            NetworkStatus status = network.status();
            assertThat(status.proxies()).singleElement().satisfies(connection -> {
                assertThat(connection.ready()).isTrue();
                assertThat(connection.running()).isZero();
                assertThat(connection.proxyContract())
                        .isEqualTo(proxy.contracts().proxy());
            });
            assertThat(status.accounts()).singleElement().satisfies(account -> {
                assertThat(account.clientContract()).isEqualTo(proxy.contracts().client(TestRoot.WALLET));
                assertThat(account.signed()).isEqualTo(TokenCount.of(5));
                assertThat(account.database()).isEqualTo(TokenCount.of(6));
                assertThat(account.memory()).isEqualTo(TokenCount.of(7));
            });
            assertThat(status.counters().queries()).isEqualTo(1);
            assertThat(status.counters().succeeded()).isEqualTo(1);
            assertThat(status.counters().bytesSent()).isEqualTo(2);
        }
    }

    @Test
    void goesThroughProofOfWorkAndTls() throws IOException {
        RootConfig none = TestRoot.of(1, 1);
        ConnectionStack acceptor =
                ConnectionStack.secureAcceptor(party(Kind.FAKE_TDX, AttestationPolicy.any()), 8, LONG);
        try (TestProxy proxy = new TestProxy(1, none, acceptor);
                CocoonNetwork network = builder(TestRoot.of(1, 1, proxy.address()))
                        .route(ProxyRoute.direct(party(Kind.NONE, AttestationPolicy.fakeTdx()), 28))
                        .open()) {
            assertThat(run(network).join().tokens()).isEqualTo(TestProxy.TOKENS);
        }
    }

    @Test
    void aProxyWhoseVerdictIsOverIsJudgedAnewBeforeTheNextRequest() throws IOException {
        JumpingClock clock = new JumpingClock();
        LinkContext system = LinkContext.system();
        ConnectionStack acceptor =
                ConnectionStack.secureAcceptor(party(Kind.FAKE_TDX, AttestationPolicy.any(), clock), 8, LONG);
        try (TestProxy proxy = new TestProxy(1, TestRoot.of(1, 1), acceptor);
                CocoonNetwork network = builder(TestRoot.of(1, 1, proxy.address()))
                        .route(ProxyRoute.direct(party(Kind.NONE, AttestationPolicy.fakeTdx(), clock), 28))
                        .context(new LinkContext(system.nanoTime(), system.random(), clock))
                        .open()) {
            run(network).join();
            clock.jump(Duration.ofHours(25));
            run(network).join();
            assertThat(proxy.connections()).isEqualTo(2);
        }
    }

    @Test
    void aProxyWhoseImageIsNotListedIsRefusedWithoutAWord() throws IOException {
        try (TestProxy proxy = TestProxy.plain(1);
                CocoonNetwork network = builder(TestRoot.of(1, 1, proxy.address()))
                        .checkProxyHashes(true)
                        .open()) {
            await().atMost(LONG)
                    .until(() -> network.status().proxies().stream()
                            .anyMatch(connection ->
                                    String.valueOf(connection.problem()).contains("REFUSED_HERE: proxy image")));
            assertThat(proxy.ready()).isZero();
        }
    }

    @Test
    void aProxyThatLosesItsEntryIsLeft() throws IOException {
        long origin = System.nanoTime();
        LinkContext fast = new LinkContext(() -> (System.nanoTime() - origin) * 20, new Random(1));
        try (TestProxy proxy = TestProxy.plain(1)) {
            List<Hash256> images = List.of(Hash256.ZERO);
            AtomicReference<RootConfig> root = new AtomicReference<>(TestRoot.listing(1, 1, images, proxy.address()));
            try (CocoonNetwork network = builder(root.get())
                    .root(() -> CompletableFuture.completedStage(root.get()))
                    .checkProxyHashes(true)
                    .context(fast)
                    .open()) {
                assertThat(run(network).join().tokens()).isEqualTo(TestProxy.TOKENS);
                root.set(TestRoot.of(2, 1, proxy.address()));
                await().atMost(LONG).until(() -> ready(network) == 0 && proxy.connections() > 1);
            }
        }
    }

    @Test
    void aRequestWaitsForAProxyThatComesBack() throws IOException {
        TestProxy proxy = TestProxy.plain(1);
        try (CocoonNetwork network = builder(TestRoot.of(1, 1, proxy.address())).open()) {
            run(network).join();
            proxy.dropAll();
            await().atMost(LONG).until(() -> ready(network) == 0 || proxy.connections() > 1);

            assertThat(run(network).join().tokens()).isEqualTo(TestProxy.TOKENS);
            assertThat(proxy.connections()).isEqualTo(2);
        } finally {
            proxy.close();
        }
    }

    @Test
    void aDeadProxyLeavesTheCallsToTheOther() throws IOException {
        TestProxy dying = TestProxy.plain(1);
        try (TestProxy living = TestProxy.plain(2);
                CocoonNetwork network = builder(TestRoot.of(1, 1, dying.address(), living.address()))
                        .proxyConnections(2)
                        .open()) {
            await().atMost(LONG).until(() -> ready(network) == 2);

            dying.close();
            await().atMost(LONG).until(() -> ready(network) == 1);
            for (int i = 0; i < 20; i++) {
                run(network).join();
            }

            assertThat(living.requests()).hasSize(20);
        } finally {
            dying.close();
        }
    }

    /** On a clock that runs 20 times as fast, so that the refresh of 30 to 60 s comes soon. */
    @Test
    void newParametersCloseTheConnectionsAndComeBackWithNewContracts() throws IOException {
        long origin = System.nanoTime();
        LinkContext fast = new LinkContext(() -> (System.nanoTime() - origin) * 20, new Random(1));
        try (TestProxy proxy = TestProxy.plain(1)) {
            AtomicReference<RootConfig> root = new AtomicReference<>(TestRoot.of(1, 1, proxy.address()));
            try (CocoonNetwork network = builder(root.get())
                    .root(() -> CompletableFuture.completedStage(root.get()))
                    .context(fast)
                    .open()) {
                await().atMost(LONG).until(() -> ready(network) == 1);
                var before = proxy.contracts().proxy();

                RootConfig changed = TestRoot.of(2, 2, proxy.address());
                proxy.use(changed);
                root.set(changed);

                await().atMost(LONG)
                        .until(() -> network.status().proxies().stream()
                                .anyMatch(connection -> connection.ready()
                                        && proxy.contracts().proxy().equals(connection.proxyContract())));
                assertThat(proxy.contracts().proxy()).isNotEqualTo(before);
                assertThat(network.status().root().version()).isEqualTo(2);
                assertThat(network.status().accounts()).hasSize(2);
                await().atMost(LONG).ignoreExceptions().until(() -> run(network).join() != null);
            }
        }
    }

    @Test
    void aRootConfigurationThatCannotBeReadAtFirstIsReadAgainSoon() throws IOException {
        try (TestProxy proxy = TestProxy.plain(1)) {
            CompletableFuture<RootConfig> first = new CompletableFuture<>();
            AtomicReference<CompletableFuture<RootConfig>> answer = new AtomicReference<>(first);
            try (CocoonNetwork network =
                    builder(TestRoot.of(1, 1)).root(answer::get).open()) {
                answer.set(CompletableFuture.completedFuture(TestRoot.of(1, 1, proxy.address())));
                first.completeExceptionally(new IllegalStateException("no chain"));

                assertThat(run(network).join().tokens()).isEqualTo(TestProxy.TOKENS);
            }
        }
    }

    @Test
    void asksForModels() throws IOException {
        try (TestProxy proxy =
                        TestProxy.plain(1).models(ProxyModel.of("m", List.of(new ProxyModel.Worker(900, 1, 4))));
                CocoonNetwork network =
                        builder(TestRoot.of(1, 1, proxy.address())).open()) {
            assertThat(network.models(LONG).join())
                    .containsExactly(new NetworkModel("m", List.of(new WorkerInfo(900, 1, 4))));
        }
    }

    @Test
    void closesWithEverythingUnderWay() throws IOException {
        try (TestProxy proxy = TestProxy.plain(1).answering((request, reply) -> {})) {
            CocoonNetwork network = builder(TestRoot.of(1, 1, proxy.address())).open();
            CompletableFuture<NetworkAnswerInfo> running = run(network);
            await().atMost(LONG).until(() -> proxy.requests().size() == 1);

            network.close();
            network.close();

            assertThatThrownBy(running::join)
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("CANCELLED");
            assertThatThrownBy(() -> run(network).join()).hasMessageContaining("CANCELLED");
            assertThatThrownBy(() -> network.models(LONG).join()).hasMessageContaining("CANCELLED");
            await().atMost(LONG)
                    .until(() -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().startsWith("cocoon-network")));
        }
    }

    @Test
    void aRequestMadeWhileTheNetworkClosesGetsItsFailure() throws IOException {
        try (TestProxy proxy = TestProxy.plain(1).answering((request, reply) -> {})) {
            CocoonNetwork network = builder(TestRoot.of(1, 1, proxy.address())).open();
            CompletableFuture<CompletableFuture<NetworkAnswerInfo>> second = new CompletableFuture<>();
            CompletableFuture<NetworkAnswerInfo> first = run(network);
            CompletableFuture<Boolean> unused = first.handle((info, failure) -> second.complete(run(network)));
            await().atMost(LONG).until(() -> proxy.requests().size() == 1);

            network.close();

            assertThatThrownBy(() -> second.orTimeout(60, TimeUnit.SECONDS)
                            .thenCompose(answer -> answer)
                            .join())
                    .hasMessageContaining("CANCELLED");
        }
    }

    @Test
    void aSourceThatThrowsOrGivesNothingIsAskedAgain() throws IOException {
        try (TestProxy proxy = TestProxy.plain(1)) {
            CompletableFuture<RootConfig> first = new CompletableFuture<>();
            AtomicInteger asked = new AtomicInteger();
            try (CocoonNetwork network = builder(TestRoot.of(1, 1))
                    .root(() -> switch (asked.getAndIncrement()) {
                        case 0 -> first;
                        case 1 -> null;
                        case 2 -> throw new AssertionError("a bug");
                        case 3 -> CompletableFuture.completedFuture(null);
                        default -> CompletableFuture.completedFuture(TestRoot.of(1, 1, proxy.address()));
                    })
                    .open()) {
                first.completeExceptionally(new IllegalStateException("no chain"));

                assertThat(run(network).join().tokens()).isEqualTo(TestProxy.TOKENS);
            }
        }
    }

    @Test
    void timesOfAnyLengthAreLegal() throws IOException {
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        try (TestProxy proxy = TestProxy.plain(1).models(ProxyModel.of("m", List.of()));
                CocoonNetwork network =
                        builder(TestRoot.of(1, 1, proxy.address())).open()) {
            NetworkRequest request = new NetworkRequest(
                    "POST",
                    "/v1/chat/completions",
                    List.of(),
                    Bytes.utf8("{}"),
                    "m",
                    10,
                    1000,
                    forever,
                    false,
                    forever);
            assertThat(run(network, request).join().tokens()).isEqualTo(TestProxy.TOKENS);
            assertThat(network.models(forever).join()).hasSize(1);
        }
    }

    @Test
    void aProxyThatTheRouteCannotReachIsRefusedAtOnce() {
        ProxyRoute route = ProxyRoute.viaRouter(new InetSocketAddress("127.0.0.1", 1));
        CocoonNetwork.Builder builder =
                builder(TestRoot.of(1, 1)).route(route).proxyAddress(new InetSocketAddress("::1", 1));

        assertThatThrownBy(builder::open).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRouterOnAnotherMachineHasToBeAllowed() {
        InetSocketAddress remote = new InetSocketAddress("192.0.2.1", 8116);
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("localhost", 8116);

        assertThatThrownBy(() -> ProxyRoute.viaRouter(remote)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProxyRoute.viaRouter(unresolved)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ProxyRoute.viaTrustedRemoteRouter(remote).dialled(new InetSocketAddress("192.0.2.7", 1)))
                .isEqualTo(remote);
    }

    @Test
    void readsTheFileOfFakeTonModeAndSaysAtOnceWhatIsWrongWithIt(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("root.json");
        Files.writeString(file, "{\"version\":\"x\"}");
        CocoonNetwork.Builder builder = CocoonNetwork.builder()
                .fakeTon(file)
                .rootContract(TestRoot.ADDRESS)
                .wallet(TestRoot.WALLET);

        assertThatThrownBy(builder::open).isInstanceOf(ConfigException.class);

        try (TestProxy proxy = TestProxy.plain(1)) {
            Files.writeString(
                    file,
                    "{\"version\":1,\"params_version\":1,\"price_per_token\":2,\"worker_fee_per_token\":1,\"root_owner_address\":\""
                            + "0QBgPMq7ye2WRcudRHK_-yjHwMXjeN-UCzAuoo06TR6hmgHV\"}");
            try (CocoonNetwork network = builder.proxyAddress(proxy.address()).open()) {
                assertThat(run(network).join().cost().value()).isEqualTo(14);
            }
        }
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> CocoonNetwork.builder().open()).hasMessageContaining("fakeTon");
        assertThatThrownBy(() -> CocoonNetwork.builder().root(TestRoot.of(1, 1)).open())
                .hasMessageContaining("rootContract");
        assertThatThrownBy(() -> CocoonNetwork.builder().proxyConnections(0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
