package dev.cocoonsdk.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.broker.MoneyStatus.Phase;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.contract.ClientChangeSecretHash;
import dev.cocoonsdk.ton.contract.ClientTopUp;
import dev.cocoonsdk.ton.contract.RootChangePrice;
import dev.cocoonsdk.ton.contract.RootContract;
import dev.cocoonsdk.ton.root.RootReader;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole broker with the local chain. */
class BrokerOnDevnetTest {

    private static final Duration SOON = Duration.ofSeconds(100);
    private static final String SECRET = "a-long-and-random-secret";
    private static final String HASH = "?access_hash=sesame";
    private static final TonAddress ROOT_OWNER = TonAddress.basechain(Hash256.sha256(new byte[] {4}));

    private final Devnet devnet = Devnet.open();
    private final TonAddress root = deployRoot();
    private final StateStore journal = StateStore.inMemory();
    private LedgerStore ledger = new InMemoryLedgerStore();

    @AfterEach
    void close() {
        devnet.close();
    }

    private TonAddress deployRoot() {
        ContractParams params = new ContractParams(
                3,
                0,
                17,
                true,
                NanoTon.of(20),
                NanoTon.of(12),
                TokenMultipliers.DEFAULT,
                Duration.ofHours(24),
                Duration.ofHours(24),
                NanoTon.PER_TON,
                NanoTon.ofTon(1),
                DevnetContracts.codes());
        StateInit init = RootContract.init(DevnetContracts.root(), ROOT_OWNER, params);
        send(ROOT_OWNER, Transfer.deploy(init, NanoTon.ofTon(1)));
        return init.address();
    }

    private void send(TonAddress from, Transfer transfer) {
        devnet.deliver(Devnet.internalFrom(from, transfer));
    }

    private void changePrice(long price) {
        send(ROOT_OWNER, RootContract.at(root).send(new RootChangePrice(1, NanoTon.of(price), NanoTon.of(price / 2))));
    }

    private TestBroker start() {
        JsonObject money = JsonValue.object("save_state_seconds", 1, "charge_from", "0.001 TON");
        JsonObject ours = JsonValue.object("money", money)
                .with("api_port", JsonValue.of(0))
                .with("admin_port", JsonValue.of(0));
        JsonObject file = TestBroker.official()
                .with("reference_broker", ours)
                .with("http_access_hash", JsonValue.of("sesame"))
                .with("root_contract_address", JsonValue.of(root.toWire(false)))
                .with("workers_rpc_port", JsonValue.of(0))
                .with("client_rpc_port", JsonValue.of(0));
        RootConfig now = RootReader.local(devnet.api(), root)
                .read()
                .toCompletableFuture()
                .join()
                .config();
        BrokerConfig config = BrokerConfig.parse(file).withFakeTon(now);
        Broker broker = Broker.builder(config)
                .ledger(ledger)
                .rootRefresh(Duration.ofMillis(100))
                .chain(BrokerChain.of(devnet.api())
                        .withWalletCode(DevnetContracts.wallet())
                        .withClock(devnet.clock())
                        .withJournal(journal)
                        .withPoll(Duration.ofMillis(20)))
                .start();
        return TestBroker.of(config, broker);
    }

    private static MoneyStatus money(TestBroker broker) {
        return Objects.requireNonNull(broker.broker.money());
    }

    private static void await(TestBroker broker, Phase phase) {
        org.awaitility.Awaitility.await().atMost(SOON).until(() -> money(broker).phase() == phase);
    }

    private TestBroker ready() {
        TestBroker broker = start();
        devnet.fund(money(broker).wallet(), NanoTon.ofTon(30));
        await(broker, Phase.READY);
        return broker;
    }

    private void deposit(ContractAddresses contracts, String secret) {
        TonAddress wallet = TestBroker.WALLET;
        TonAddress contract = contracts.client(wallet);
        NanoTon fee = NanoTon.of(700_000_000);
        Hash256 hash = Hash256.sha256(secret.getBytes(StandardCharsets.UTF_8));
        send(wallet, Transfer.deploy(contracts.clientState(wallet), NanoTon.of(800_000_000)));
        send(wallet, Transfer.message(contract, fee, new ClientChangeSecretHash(1, hash, wallet).toCell()));
        NanoTon amount = NanoTon.ofTon(5);
        send(wallet, Transfer.message(contract, fee.plus(amount), new ClientTopUp(2, amount, wallet).toCell()));
    }

    private static HttpResponse<String> account(TestBroker broker, String secret) {
        return broker.send(HttpRequest.newBuilder(broker.uri("/v1/account"))
                .header("Authorization", TestBroker.bearer(TestBroker.WALLET, secret)));
    }

    private static String post(TestBroker broker, String command) {
        URI admin = Objects.requireNonNull(broker.broker.adminUri()).resolve("/request/" + command + HASH);
        return broker.send(HttpRequest.newBuilder(admin).POST(BodyPublishers.noBody()))
                .body();
    }

    @Test
    void a_deposit_opens_the_http_door_and_what_is_used_is_charged_on_chain() {
        try (TestBroker broker = ready()) {
            deposit(broker.contracts(), SECRET);
            org.awaitility.Awaitility.await()
                    .atMost(SOON)
                    .until(() -> account(broker, SECRET).body().contains("\"balance_nanoton\":5000000000"));
            assertThat(account(broker, "wrong").statusCode()).isEqualTo(401);

            try (FakeWorker worker = FakeWorker.unmodified(broker)) {
                HttpRequest.Builder request = HttpRequest.newBuilder(broker.uri("/v1/chat/completions"))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", TestBroker.bearer(TestBroker.WALLET, SECRET))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(TestBroker.chat(",\"max_tokens\":100000")));
                CompletableFuture<HttpResponse<String>> answer = broker.sendAsync(request);
                worker.take().answer("{\"answer\":42}", 90_000);
                assertThat(answer.join().statusCode()).isEqualTo(200);
            }
            TonAddress contract = broker.contracts().client(TestBroker.WALLET);
            org.awaitility.Awaitility.await()
                    .atMost(SOON)
                    .until(() -> ClientStorage.parse(Objects.requireNonNull(
                                            devnet.account(contract).data()))
                                    .tokensUsed()
                            == 90_000);
            assertThat(TestBroker.json(broker.admin("/jsonstats" + HASH))
                            .object("money")
                            .string("phase"))
                    .isEqualTo("ready");
        }
    }

    @Test
    void the_empty_secret_opens_nothing() {
        try (TestBroker broker = ready()) {
            deposit(broker.contracts(), "");
            org.awaitility.Awaitility.await()
                    .atMost(SOON)
                    .until(() -> account(broker, "").body().contains("empty secret"));

            assertThat(account(broker, "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void nothing_is_taken_before_the_first_state_came_back() {
        try (TestBroker broker = start()) {
            assertThat(broker.broker.ready().toCompletableFuture()).isNotDone();
            assertThat(money(broker).phase()).isNotEqualTo(Phase.READY);
            await(broker, Phase.FUNDS);
            assertThat(TestBroker.json(broker.admin("/jsonstats" + HASH))
                            .object("status")
                            .toJson())
                    .contains("\"enabled\":false");
        }
    }

    @Test
    void new_parameters_close_everything_and_a_new_contract_takes_over_at_the_same_ports() {
        try (TestBroker broker = ready()) {
            deposit(broker.contracts(), SECRET);
            URI door = broker.broker.apiUri();
            TonAddress old = money(broker).proxyContract();
            TonAddress client = broker.contracts().client(TestBroker.WALLET);

            changePrice(40);
            org.awaitility.Awaitility.await()
                    .atMost(SOON)
                    .until(() -> !money(broker).proxyContract().equals(old));
            await(broker, Phase.READY);

            assertThat(broker.broker.apiUri()).isEqualTo(door);
            org.awaitility.Awaitility.await()
                    .atMost(SOON)
                    .until(() -> money(broker).windingUp().isEmpty());
            assertThat(ClientStorage.parse(Objects.requireNonNull(
                                    devnet.account(client).data()))
                            .balance())
                    .isEqualTo(NanoTon.ZERO);
        }
    }

    @Test
    void a_disabled_broker_winds_up_and_comes_back_with_the_next_parameters() {
        try (TestBroker broker = ready()) {
            assertThat(post(broker, "disable")).contains("disabled");
            await(broker, Phase.DISABLED);
            org.awaitility.Awaitility.await()
                    .atMost(SOON)
                    .until(() -> money(broker).windingUp().isEmpty());
            changePrice(40);
            org.awaitility.Awaitility.await()
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> post(broker, "enable").contains("disabled"));
            await(broker, Phase.READY);
        }
    }
}
