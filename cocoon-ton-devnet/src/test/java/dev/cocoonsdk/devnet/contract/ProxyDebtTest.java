package dev.cocoonsdk.devnet.contract;

import static dev.cocoonsdk.devnet.contract.Stage.CLIENT_WALLET;
import static dev.cocoonsdk.devnet.contract.Stage.KEY;
import static dev.cocoonsdk.devnet.contract.Stage.PROXY_OWNER;
import static dev.cocoonsdk.devnet.contract.Stage.PROXY_WALLET;
import static dev.cocoonsdk.devnet.contract.Stage.STRANGER;
import static dev.cocoonsdk.devnet.contract.Stage.WORKER_OWNER;
import static dev.cocoonsdk.devnet.contract.Stage.ton;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.devnet.ProxyDebts;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.SignedPayment.Kind;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.contract.ClientContract;
import dev.cocoonsdk.ton.contract.ClientTopUp;
import dev.cocoonsdk.ton.contract.ProxyPayoutRequest;
import dev.cocoonsdk.ton.contract.TextCommand;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What our proxy contract does instead of the insolvency trap ({@code docs/protocol/contracts.md} 9.3, {@code docs/contracts.md}). */
class ProxyDebtTest {

    private static final long FLOOR = 10_000_000;
    private static final NanoTon DEPOSIT = ton("15");

    /** 10.8 TON for the worker that no client was charged for. */
    private static final long UNCHARGED = 600_000_000;

    private static final NanoTon DRAINED = ton("10.8");

    private final Stage stage = new Stage();

    @BeforeEach
    void deposit() {
        stage.deployed();
        Cell topUp = new ClientTopUp(1, DEPOSIT, CLIENT_WALLET).toCell();
        stage.send(CLIENT_WALLET, stage.client.address(), ton("15.7"), topUp);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aRefundBeyondTheCoinsIsPaidInPartAndOwedForTheRest() {
        drain();
        long coins = stage.coins(stage.proxy.address());

        Outcome outcome = grantRefund();

        long paid = coins - FLOOR;
        assertThat(outcome.sent()).allMatch(message -> message.result().isEmpty() || !message.bounced());
        assertThat(outcome.received(CLIENT_WALLET)).isEqualTo(paid);
        assertThat(owedToClient()).isEqualTo(DEPOSIT.value() - paid);
        assertThat(debts().sum()).isEqualTo(debts().owedTo(CLIENT_WALLET));
        assertThat(stage.clientData().state()).isEqualTo(ContractState.CLOSED);
    }

    @Test
    void aPayoutBeyondTheCoinsIsOwedToTheWorkersOwner() {
        long coins = stage.coins(stage.proxy.address());

        Outcome outcome = payout(1_000_000_000);

        assertThat(outcome.received(WORKER_OWNER)).isEqualTo(coins - FLOOR);
        assertThat(debts().owedTo(WORKER_OWNER)).isEqualTo(NanoTon.of(ton("18").value() - coins + FLOOR));
        assertThat(stage.workerData().tokens()).isEqualTo(1_000_000_000);
    }

    @Test
    void debtsArePaidOnRequestBeforeEarningsAndThenTheStorageIsTheSpecifiedOneAgain() {
        drain();
        grantRefund();
        long owed = owedToClient();
        long earnings = stage.proxyData().balance().value();
        assertThat(earnings).isPositive();
        fundProxy("20");

        Outcome debts = requestPayout();
        Outcome earned = requestPayout();

        assertThat(debts.received(CLIENT_WALLET)).isEqualTo(owed);
        assertThat(debts.received(PROXY_OWNER)).isZero();
        assertThat(debts().byOwner()).isEmpty();
        assertThat(proxyStorage().refs()).isEqualTo(1);
        assertThat(earned.received(PROXY_OWNER)).isEqualTo(earnings);
    }

    @Test
    void debtsArePaidAsFarAsTheCoinsReach() {
        drain();
        grantRefund();
        long owed = owedToClient();
        fundProxy("2");
        long coins = stage.coins(stage.proxy.address());

        Outcome outcome = requestPayout();

        assertThat(outcome.received(CLIENT_WALLET)).isEqualTo(coins - FLOOR);
        assertThat(owedToClient()).isEqualTo(owed - coins + FLOOR);
        assertThat(requestPayout().result()).isEqualTo("exit 1001");
    }

    @Test
    void coinsThatAreOwedGoNeitherToTheOwnerNorToLaterClaims() {
        drain();
        grantRefund();
        fundProxy("5");

        Outcome withdrawal = stage.send(PROXY_OWNER, stage.proxy.address(), ton("0.2"), TextCommand.WITHDRAW.toCell());
        Outcome payout = payout(UNCHARGED + 100_000_000);

        assertThat(withdrawal.result()).isEqualTo("exit 1001");
        assertThat(payout.received(WORKER_OWNER)).isZero();
        assertThat(debts().owedTo(WORKER_OWNER)).isEqualTo(ton("1.8"));
        assertThat(debts().sum().value()).isEqualTo(owedToClient() + ton("1.8").value());
    }

    @Test
    void theEndOfACloseLeavesTheCoinsForDebtsWhichArePaidAfterwards() {
        drain();
        grantRefund();
        long owed = owedToClient();
        fundProxy("11");
        close(Kind.PROXY_CLOSE);

        Outcome complete = close(Kind.PROXY_CLOSE_COMPLETE);

        assertThat(complete.result()).isEqualTo("exit 0");
        assertThat(stage.proxyData().state()).isEqualTo(ContractState.CLOSED);
        assertThat(requestPayout().received(CLIENT_WALLET)).isEqualTo(owed);
        assertThat(requestPayout().result()).isEqualTo("exit 1006");
    }

    @Test
    void sixteenDebtsArePaidPerMessage() {
        List<TonAddress> wallets =
                IntStream.range(0, 18).mapToObj(i -> Stage.account(0x80 + i)).toList();
        wallets.forEach(this::deposit);
        payout(2_000_000_000);
        wallets.forEach(wallet -> grantRefund(contract(wallet)));
        assertThat(debts().byOwner()).hasSizeGreaterThanOrEqualTo(18);
        fundProxy("40");

        Outcome first = requestPayout();
        Outcome second = requestPayout();

        assertThat(first.result()).isEqualTo("exit 0");
        assertThat(first.sent()).hasSize(16 + 1);
        assertThat(debts().byOwner()).isEmpty();
        assertThat(wallets).allMatch(wallet -> first.received(wallet) + second.received(wallet) > 0);
    }

    @Test
    void excessesCannotBeSentWhereTheyCannotBePaid() {
        CellBuilder body = new CellBuilder()
                .storeUint(0xfafa6cc1L, 32)
                .storeUint(1, 64)
                .storeUint(0b100, 3)
                .storeInt(5, 8)
                .storeHash(KEY.publicKey().value());

        assertThat(stage.send(CLIENT_WALLET, stage.client.address(), ton("0.7"), body.build())
                        .result())
                .isEqualTo("exit 9");
        TonAddress masterchain = new TonAddress(-1, KEY.publicKey().value());
        assertThat(requestPayout(masterchain).result()).isEqualTo("exit 0");
    }

    private void drain() {
        Outcome outcome = payout(UNCHARGED);
        assertThat(outcome.received(WORKER_OWNER)).isEqualTo(DRAINED.value());
    }

    private Outcome payout(long tokens) {
        SignedPayment payment = SignedPayment.sign(
                Kind.WORKER_PAYOUT, KEY, tokens, TokenCount.of(tokens), stage.worker.address(), STRANGER);
        return stage.send(STRANGER, stage.worker.address(), ton("0.5"), payment.body());
    }

    private Outcome grantRefund() {
        return grantRefund(stage.client);
    }

    private Outcome grantRefund(ClientContract client) {
        SignedPayment payment =
                SignedPayment.sign(Kind.CLIENT_REFUND_GRANT, KEY, 3, TokenCount.ZERO, client.address(), PROXY_WALLET);
        return stage.send(PROXY_WALLET, client.address(), ton("0.7"), payment.body());
    }

    private static ClientContract contract(TonAddress wallet) {
        return ClientContract.of(ContractAddresses.of(Stage.PARAMS, Stage.ROOT, PROXY_OWNER, KEY.publicKey()), wallet);
    }

    private void deposit(TonAddress wallet) {
        ClientContract client = contract(wallet);
        stage.deploy(wallet, client.init(), ton("0.8"));
        stage.send(wallet, client.address(), ton("1.7"), new ClientTopUp(1, ton("1"), wallet).toCell());
    }

    private Outcome close(Kind kind) {
        SignedPayment payment = SignedPayment.signClose(kind, KEY, 4, stage.proxy.address(), PROXY_WALLET);
        return stage.send(PROXY_WALLET, stage.proxy.address(), ton("1"), payment.body());
    }

    private Outcome requestPayout() {
        return requestPayout(STRANGER);
    }

    private Outcome requestPayout(TonAddress excessesTo) {
        return stage.send(STRANGER, stage.proxy.address(), ton("0.2"), new ProxyPayoutRequest(5, excessesTo).toCell());
    }

    private void fundProxy(String coins) {
        stage.send(STRANGER, stage.proxy.address(), ton(coins), Cell.EMPTY);
    }

    private Cell proxyStorage() {
        return requireNonNull(stage.devnet.account(stage.proxy.address()).data());
    }

    private ProxyDebts debts() {
        return ProxyDebts.read(proxyStorage());
    }

    private long owedToClient() {
        return debts().owedTo(CLIENT_WALLET).value();
    }
}
