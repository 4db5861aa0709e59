package dev.cocoonsdk.broker.internal.money;

import static dev.cocoonsdk.broker.internal.money.MoneyRig.SOON;
import static dev.cocoonsdk.broker.internal.money.MoneyRig.TON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.InMemoryLedgerStore;
import dev.cocoonsdk.broker.LedgerStore;
import dev.cocoonsdk.broker.MoneyStatus.Phase;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WorkerStorage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker's money against the real contracts. */
class MoneyOnDevnetTest {

    /** What a wallet of the test pays for its own storage, in nanoton. */
    private static final long STORAGE = 1000;

    private final MoneyRig rig = new MoneyRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void conserved() {
        assertThat(rig.devnet.totalCoins().plus(rig.devnet.collectedFees())).isEqualTo(rig.devnet.mintedCoins());
    }

    private static void exactly(NanoTon received, long nanoton) {
        assertThat(received.value()).isBetween(nanoton - STORAGE, nanoton);
    }

    /** On chain, and the broker knows. */
    private boolean isCharged(long tokens) {
        ClientAccount known = rig.money().accounts().find(rig.client);
        return known != null && known.tokensUsed().value() == tokens;
    }

    @Test
    void waits_for_funds_deploys_and_stakes_before_requests_are_taken() {
        rig.start();
        rig.await(Phase.FUNDS);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rig.money().status().detail())
                        .contains(rig.wallet.address().toString())
                        .contains("send coins"));
        rig.devnet.fund(rig.wallet.address(), NanoTon.ofTon(10));
        rig.await(Phase.READY);

        assertThat(rig.proxyStorage().stake()).isEqualTo(TON);
        assertThat(rig.money().status().pendingStates()).isEmpty();
    }

    @Test
    void charges_pays_the_worker_and_the_owner_to_the_nanoton() {
        rig.ready();
        rig.deposit(NanoTon.ofTon(15));
        rig.deployWorker();
        NanoTon ownerBefore = rig.balance(rig.owner);
        NanoTon workerBefore = rig.balance(rig.worker);
        long tokens = 200_000_000;
        for (long used = 50_000_000; used <= tokens; used += 50_000_000) {
            rig.use(50_000_000);
            long charged = used;
            await().atMost(SOON).until(() -> isCharged(charged));
        }

        await().atMost(SOON).until(() -> rig.clientStorage().tokensUsed() == tokens);
        assertThat(rig.clientStorage().balance()).isEqualTo(NanoTon.ofTon(11));
        await().atMost(SOON).until(() -> {
            rig.money().payout(rig.worker);
            return rig.workerStorage().tokens() == tokens;
        });
        await().atMost(SOON).until(() -> {
            rig.money().withdraw();
            return rig.proxyStorage().balance().isZero();
        });

        exactly(rig.balance(rig.worker).minus(workerBefore), tokens * MoneyRig.FEE);
        exactly(rig.balance(rig.owner).minus(ownerBefore), tokens * (MoneyRig.PRICE - MoneyRig.FEE));
        NanoTon coins = rig.balance(rig.contracts().proxy());
        assertThat(coins).isGreaterThanOrEqualTo(NanoTon.ofTon(12));
        assertThat(rig.money().status().alarms()).isZero();
        conserved();
    }

    @Test
    void a_restart_goes_on_and_pays_nothing_twice() {
        rig.ready();
        rig.deposit(NanoTon.ofTon(15));
        rig.deployWorker();
        rig.use(49_000_000);
        await().atMost(SOON).until(() -> rig.money().status().pendingStates().isEmpty());
        rig.stop();

        rig.start();
        rig.await(Phase.READY);
        assertThat(rig.money().accounts().find(rig.client)).isNotNull();
        assertThat(rig.money().accounts().find(rig.client).stake()).isEqualTo(TON);
        rig.use(1_000_000);
        await().atMost(SOON).until(() -> rig.clientStorage().tokensUsed() == 50_000_000);

        assertThat(rig.proxyStorage().stake()).isEqualTo(TON);
        assertThat(rig.clientStorage().balance()).isEqualTo(NanoTon.ofTon(14));
        conserved();
    }

    @Test
    void a_closing_client_gets_its_rest_with_the_last_charge() {
        rig.ready();
        rig.deposit(NanoTon.ofTon(15));
        rig.use(10_000_000);
        NanoTon before = rig.balance(rig.client);
        rig.askRefund();

        await().atMost(SOON).until(() -> rig.clientStorage().state() == ContractState.CLOSED);

        long back = rig.balance(rig.client).value() - before.value();
        long rest = NanoTon.ofTon(15).value() - 10_000_000 * MoneyRig.PRICE;
        assertThat(back).isBetween(rest, rest + 3 * NanoTon.PER_TON);
        assertThat(rig.clientStorage().tokensUsed()).isEqualTo(10_000_000);
        conserved();
    }

    @Test
    void a_second_broker_with_the_same_keys_stops_before_it_sends_anything() {
        rig.ready();
        rig.stop();
        int sent = rig.devnet.transactions(rig.wallet.address()).size();
        rig.start(new InMemoryLedgerStore());
        rig.await(Phase.HALTED);

        assertThat(rig.money().status().detail()).contains("same keys");
        assertThat(rig.money().status().alarms()).isPositive();
        assertThat(rig.devnet.transactions(rig.wallet.address())).hasSize(sent);
    }

    @Test
    void a_ledger_that_was_set_back_is_noticed_at_every_start() {
        rig.ready();
        rig.deposit(NanoTon.ofTon(15));
        LedgerStore backup = MoneyRig.copy(rig.store.load());
        rig.use(50_000_000);
        await().atMost(SOON).until(() -> isCharged(50_000_000));
        rig.stop();

        for (int i = 0; i < 2; i++) {
            rig.start(backup);
            rig.await(Phase.HALTED);
            rig.stop();
        }
        rig.start();
        rig.await(Phase.READY);
    }

    @Test
    void a_start_that_is_cut_off_at_any_step_deploys_and_stakes_once() {
        rig.devnet.fund(rig.wallet.address(), NanoTon.ofTon(30));
        for (Phase phase : List.of(Phase.WALLET, Phase.DEPLOYMENT, Phase.STAKE, Phase.FIRST_STATE, Phase.READY)) {
            rig.start();
            rig.devnet.advance(Duration.ofSeconds(31));
            await().atMost(SOON).until(() -> rig.money().status().phase().compareTo(phase) >= 0);
            rig.stop();
        }
        rig.start();
        rig.await(Phase.READY);

        assertThat(rig.proxyStorage().stake()).isEqualTo(TON);
        assertThat(rig.balance(rig.contracts().proxy())).isLessThan(NanoTon.of(1_400_000_000));
        conserved();
    }

    @Test
    void a_message_without_effect_is_tried_again_after_a_pause() {
        rig.ready();
        rig.deposit(NanoTon.ofTon(15));
        rig.policy = rig.policy.withThresholds(NanoTon.of(1), TON, TON);
        rig.stop();
        rig.start();
        rig.await(Phase.READY);
        rig.use(1_000_000);
        await().atMost(SOON).until(() -> isCharged(1_000_000));
        assertThat(rig.money().payout(rig.worker)).isEqualTo("request sent");

        await().atMost(SOON).until(() -> !rig.money().isUnderWay("payout", rig.worker));
        rig.deployWorker();
        assertThat(rig.money().payout(rig.worker)).isEqualTo("request sent");
        await().atMost(SOON).until(() -> rig.workerStorage().tokens() == 1_000_000);
    }

    @Test
    void a_nonce_opens_only_for_the_wallet_that_it_was_told_to() {
        rig.ready();
        AtomicInteger right = new AtomicInteger();
        AtomicInteger stolen = new AtomicInteger();
        rig.money().registrations().expect(7, rig.client, right::incrementAndGet);
        rig.money().registrations().expect(8, MoneyRig.address(9), stolen::incrementAndGet);
        rig.deposit(TON);

        rig.registerBy(8);
        rig.registerBy(7);
        await().atMost(SOON).until(() -> right.get() == 1);

        assertThat(stolen).hasValue(0);
    }

    @Test
    void a_payout_that_the_contract_cannot_pay_is_not_sent() {
        rig.policy = rig.policy.withProxyStake(NanoTon.ZERO);
        rig.ready();
        rig.deployWorker();
        rig.deposit(NanoTon.ofTon(2));
        rig.ledger().whenStored(() -> {});
        long more = 400_000_000;
        rig.ledger()
                .settle(
                        java.util.Objects.requireNonNull(rig.ledger()
                                .reserve(
                                        new dev.cocoonsdk.broker.ClientAccount(
                                                MoneyRig.address(5),
                                                dev.cocoonsdk.core.Hash256.ZERO,
                                                NanoTon.ofTon(100),
                                                NanoTon.ofTon(100),
                                                dev.cocoonsdk.core.TokenCount.ZERO,
                                                dev.cocoonsdk.broker.ClientAccount.State.RUNNING),
                                        more)),
                        rig.ledger().worker(rig.worker),
                        more);

        await().atMost(SOON).until(() -> rig.money().status().alarms() > 0);

        assertThat(rig.workerStorage().tokens()).isZero();
        rig.devnet.fund(rig.contracts().proxy(), NanoTon.ofTon(5));
        await().atMost(SOON).until(() -> rig.workerStorage().tokens() == more);
        conserved();
    }

    @Test
    void new_parameters_wind_the_old_contract_up_and_begin_at_zero() {
        rig.ready();
        rig.deposit(NanoTon.ofTon(15));
        rig.deployWorker();
        rig.use(20_000_000);
        await().atMost(SOON).until(() -> rig.money().status().pendingStates().isEmpty());
        ContractAddresses old = rig.contracts();
        NanoTon worker = rig.balance(rig.worker);
        NanoTon client = rig.balance(rig.client);
        rig.stop();

        rig.params = MoneyRig.params(1);
        rig.start();
        rig.await(Phase.READY);
        assertThat(rig.money().status().proxyContract()).isNotEqualTo(old.proxy());
        assertThat(rig.money().accounts().find(rig.client)).isNull();
        await().atMost(SOON).until(() -> rig.money().status().windingUp().isEmpty());

        assertThat(state(old.proxy())).isEqualTo(ContractState.CLOSED);
        assertThat(rig.balance(rig.worker).minus(worker)).isGreaterThanOrEqualTo(NanoTon.of(20_000_000 * MoneyRig.FEE));
        assertThat(rig.balance(rig.client).minus(client))
                .isGreaterThanOrEqualTo(NanoTon.of(NanoTon.ofTon(15).value() - 20_000_000 * MoneyRig.PRICE - STORAGE));
        rig.deposit(NanoTon.ofTon(3));
        rig.use(50_000_000);
        await().atMost(SOON).until(() -> rig.clientStorage().tokensUsed() == 50_000_000);
        conserved();
    }

    @Test
    void an_old_contract_is_not_wound_up_from_a_ledger_that_was_set_back() {
        rig.ready();
        rig.deposit(NanoTon.ofTon(15));
        rig.deployWorker();
        LedgerStore backup = MoneyRig.copy(rig.store.load());
        rig.use(20_000_000);
        await().atMost(SOON).until(() -> rig.money().status().pendingStates().isEmpty());
        TonAddress old = rig.contracts().proxy();
        rig.stop();

        rig.params = MoneyRig.params(1);
        rig.start(backup);
        await().atMost(SOON).until(() -> rig.money().status().alarms() > 0);

        assertThat(rig.money().alarms().get(0)).contains("not wound up");
        assertThat(rig.money().status().windingUp()).containsExactly(old);
        assertThat(state(old)).isEqualTo(ContractState.OPEN);
    }

    @Test
    void a_winding_up_that_is_cut_off_again_and_again_pays_everybody_once() {
        rig.ready();
        rig.deposit(NanoTon.ofTon(15));
        rig.deployWorker();
        rig.use(20_000_000);
        await().atMost(SOON).until(() -> rig.money().status().pendingStates().isEmpty());
        TonAddress old = rig.contracts().proxy();
        TonAddress client = rig.contracts().client(rig.client);
        TonAddress worker = rig.contracts().worker(rig.worker);
        NanoTon workerBefore = rig.balance(rig.worker);
        NanoTon clientBefore = rig.balance(rig.client);
        rig.stop();

        rig.params = MoneyRig.params(1);
        List<BooleanSupplier> steps = List.of(
                () -> rig.devnet.transactions(old).size() > 0,
                () -> ClientStorage.parse(rig.devnet.account(client).data()).state() == ContractState.CLOSED,
                () -> WorkerStorage.parse(rig.devnet.account(worker).data()).state() == ContractState.CLOSED,
                () -> state(old) != ContractState.OPEN);
        for (BooleanSupplier step : steps) {
            rig.start();
            await().atMost(SOON).until(step::getAsBoolean);
            rig.stop();
        }
        rig.start();
        await().atMost(SOON).until(() -> rig.money().status().windingUp().isEmpty());

        assertThat(state(old)).isEqualTo(ContractState.CLOSED);
        long rest = NanoTon.ofTon(15).value() - 20_000_000 * MoneyRig.PRICE;
        exactly(rig.balance(rig.worker).minus(workerBefore), 20_000_000 * MoneyRig.FEE);
        exactly(rig.balance(rig.client).minus(clientBefore), rest);
        conserved();
    }

    private ContractState state(TonAddress proxy) {
        return ProxyStorage.parse(rig.devnet.account(proxy).data()).state();
    }
}
