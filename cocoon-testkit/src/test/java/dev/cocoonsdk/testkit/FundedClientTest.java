package dev.cocoonsdk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.Cocoon;
import dev.cocoonsdk.CocoonFunds;
import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.BrokerChain;
import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.error.AccountClosingException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.InsufficientBalanceException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.devnet.DevnetRoot;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.network.client.RootConfigSource;
import dev.cocoonsdk.provider.Provider;
import dev.cocoonsdk.provider.engine.InferenceEngine;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.account.AccountPolicy;
import dev.cocoonsdk.ton.account.ClientAccount;
import dev.cocoonsdk.ton.account.SpendingLimits;
import dev.cocoonsdk.ton.root.RootReader;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import dev.cocoonsdk.ton.wallet.WalletCode;
import dev.cocoonsdk.ton.wallet.WalletOptions;
import dev.cocoonsdk.ton.wallet.WalletQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application with coins, a broker that settles and a chain between them: nobody deploys, registers or deposits by hand. */
class FundedClientTest {

    private static final NanoTon FUNDS = NanoTon.ofTon(40);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Devnet devnet = Devnet.open();
    private final Answers answers = new Answers();
    private final InferenceEngine engine = answers.newEngine();
    private final ModelId model = engine.describe().model();
    private final DevnetRoot root = root();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final NodeWallet brokerWallet = brokerWallet();
    private final Broker broker = broker();
    private final Provider provider = provider();
    private final StateStore store = StateStore.inMemory();

    @AfterEach
    void close() {
        provider.close();
        broker.close();
        brokerWallet.close();
        timer.shutdownNow();
        devnet.close();
    }

    private DevnetRoot root() {
        ContractParams params = new ContractParams(
                3,
                1,
                13,
                true,
                NanoTon.of(20),
                NanoTon.of(10),
                TokenMultipliers.DEFAULT,
                Duration.ofHours(2),
                Duration.ofHours(1),
                NanoTon.ofTon(5).value(),
                NanoTon.ofTon(5),
                DevnetContracts.codes());
        DevnetRoot deployed = DevnetRoot.deploy(devnet, MarketplaceConfig.key("root owner wallet key"), params);
        deployed.allowProxyImage(MarketplaceConfig.hash("proxy image"));
        deployed.allowModel(Hash256.sha256(model.value().getBytes(StandardCharsets.UTF_8)));
        deployed.registerProxy(MarketplaceConfig.PROXY_ENTRY);
        return deployed;
    }

    private RootReader reader() {
        return RootReader.local(devnet.api(), root.address());
    }

    private NodeWallet brokerWallet() {
        Ed25519Key key = MarketplaceConfig.key("broker wallet key");
        WalletCode code = WalletCode.of(DevnetContracts.wallet());
        NodeWallet wallet = WalletQueue.open(
                devnet.api(),
                CocoonWallet.of(key.publicKey(), LocalChain.brokerOwner(), code),
                key,
                StateStore.inMemory(),
                WalletOptions.of(timer).withClock(devnet.clock()).withPolls(POLL, POLL));
        devnet.fund(wallet.address(), NanoTon.ofTon(50));
        return wallet;
    }

    private Broker broker() {
        var money = JsonValue.object("save_state_seconds", 1, "retry_seconds", 5);
        var additions = JsonValue.object("api_port", 0, "admin_port", -1, "money", money);
        Broker started = Broker.builder(BrokerConfig.parse(MarketplaceConfig.broker(root.address(), additions)))
                .chain(BrokerChain.of(devnet.api())
                        .withRoot(reader())
                        .withWallet(brokerWallet)
                        .withClock(devnet.clock())
                        .withPoll(POLL))
                .start();
        try {
            started.ready().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the broker is not ready: " + started.money(), e);
        }
        return started;
    }

    private Provider provider() {
        engine.prepare();
        Provider.Network network = new Provider.Network(root.address(), root.config(), true, true);
        Provider started = Provider.builder(network, MarketplaceConfig.address("provider 1"))
                .broker(broker.workerAddress())
                .serve(engine, null, 1000, 4)
                .start();
        started.ready().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return started;
    }

    private CocoonFunds funds(AccountPolicy policy) {
        return CocoonFunds.builder()
                .api(devnet.api())
                .key(MarketplaceConfig.key("client wallet key"))
                .owner(MarketplaceConfig.address("client owner"))
                .code(WalletCode.of(DevnetContracts.wallet()))
                .store(store)
                .master(Secret.of("a master secret that only this test knows"))
                .policy(policy)
                .clock(devnet.clock())
                .poll(POLL)
                .testnet(true)
                .open();
    }

    private CocoonClient client(CocoonFunds funds) {
        return Cocoon.client()
                .funds(
                        funds,
                        CocoonNetwork.builder()
                                .root(RootConfigSource.chain(reader()))
                                .rootContract(root.address())
                                .testnet(true)
                                .proxyAddress(broker.clientAddress()))
                .defaultModel(model)
                .deadlines(new Deadlines(PATIENCE, PATIENCE, PATIENCE, PATIENCE.multipliedBy(2)))
                .insecureForDevelopment()
                .build();
    }

    private static void until(BooleanSupplier condition, Object state) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s", state).isLessThan(end);
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    @Test
    void callsArePaidFromADepositThatComesBackLessTheirPrice() {
        answers.answer("Hello!");
        try (CocoonFunds funds = funds(AccountPolicy.standard());
                CocoonClient cocoon = client(funds)) {
            devnet.fund(funds.address(), FUNDS);
            assertThat(cocoon.chat().call("Hi").text()).isEqualTo("Hello!");
            ClientAccount account = funds.accounts().all().get(0);
            long served = funds.accounts().spending().spentTotal().value() / 20;
            assertThat(served).isPositive();
            until(() -> account.status().signed().value() == served, account);
            assertThat(account.status().excess().value()).isZero();
            assertThat(account.status().state().balance()).isEqualTo(NanoTon.ofTon(5));

            funds.requestEverythingBack();
            until(() -> !account.isUsable(), account);
            assertThatExceptionOfType(CocoonException.class)
                    .isThrownBy(() -> cocoon.chat().call("Hi again"))
                    .isInstanceOf(AccountClosingException.class);
            until(account::isOver, account);
            NanoTon left = FUNDS.minus(NanoTon.parse("0.8")).minus(NanoTon.of(served * 20));
            NanoTon found = devnet.account(funds.address()).balance();
            assertThat(found).isBetween(left.minus(NanoTon.parse("0.2")), left);
        }
    }

    @Test
    void aCallBeyondALimitIsRefusedBeforeItIsSent() {
        AccountPolicy policy = AccountPolicy.standard().withSpending(new SpendingLimits(null, NanoTon.of(10), null));
        try (CocoonFunds funds = funds(policy);
                CocoonClient cocoon = client(funds)) {
            devnet.fund(funds.address(), FUNDS);
            until(() -> funds.accounts().all().stream().anyMatch(ClientAccount::isUsable), funds);
            assertThatExceptionOfType(InsufficientBalanceException.class)
                    .isThrownBy(() -> cocoon.chat().call("Hi"))
                    .withMessageContaining("spending limit");
            assertThat(funds.accounts().spending().spentTotal()).isEqualTo(NanoTon.ZERO);
        }
    }
}
