package dev.cocoonsdk.broker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.broker.InMemoryLedgerStore;
import dev.cocoonsdk.broker.SettlementPolicy;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.link.LinkClock;
import dev.cocoonsdk.broker.internal.money.ChainMoney;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerPartsTest {

    private static final Path CONFIG = Path.of("src/test/resources/config");

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final BrokerConfig config = config();

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    private static BrokerConfig config() {
        try {
            JsonObject file = (JsonObject) JsonValue.parse(Files.readAllBytes(CONFIG.resolve("proxy-config.json")));
            return BrokerConfig.parse(file).withFakeTon(CONFIG.resolve("fake-ton-config.json"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private RootConfig root() {
        return Objects.requireNonNull(config.fakeTon());
    }

    private BrokerParts parts(@org.jspecify.annotations.Nullable Iteration iteration) {
        return BrokerParts.assemble(
                config,
                root(),
                new InMemoryLedgerStore(),
                null,
                System::nanoTime,
                new SecureRandom(),
                new LinkClock(LinkContext.system(), Duration.ofSeconds(1)),
                timer,
                iteration);
    }

    /** Says who it is and does nothing. */
    private static <T> T stub(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (method.getReturnType() == TonAddress.class) {
                return TonAddress.basechain(Hash256.ZERO);
            }
            return method.getReturnType() == NanoTon.class ? NanoTon.ZERO : null;
        }));
    }

    private final class OnChain implements Iteration {

        @Override
        public ChainMoney money(Ledger ledger) {
            ChainMoney.Setup setup = new ChainMoney.Setup(
                    stub(TonApi.class),
                    stub(NodeWallet.class),
                    InstantSource.system(),
                    timer,
                    new SecureRandom(),
                    SettlementPolicy.DEFAULT,
                    Duration.ofSeconds(5),
                    config.runner().rootContract(),
                    config.runner().owner(),
                    config.runner().proxyKey());
            return new ChainMoney(setup, ledger, root().params(), true);
        }

        @Override
        public void paramsGrew(RootConfig newer) {}

        @Override
        public void disable() {}

        @Override
        public void enable() {}
    }

    @Test
    void with_a_chain_no_request_is_taken_before_the_ports_open() {
        assertThat(parts(new OnChain()).marketplace().isEnabled()).isFalse();
    }

    @Test
    void without_a_chain_requests_are_taken_at_once() {
        assertThat(parts(null).marketplace().isEnabled()).isTrue();
    }
}
