package dev.cocoonsdk.devnet;

import static dev.cocoonsdk.devnet.DevnetTest.assertConserved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.Transfer;
import dev.cocoonsdk.ton.wallet.WalletCode;
import dev.cocoonsdk.ton.wallet.WalletContract;
import dev.cocoonsdk.ton.wallet.WalletMessage;
import dev.cocoonsdk.ton.wallet.WalletOptions;
import dev.cocoonsdk.ton.wallet.WalletQueue;
import dev.cocoonsdk.ton.wallet.WalletV4R2;
import dev.cocoonsdk.ton.wallet.WalletV5R1;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real wallets on the local chain. */
class DevnetWalletTest {

    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    private static final long VALID = START.getEpochSecond() + 60;
    private static final Ed25519Key KEY = Ed25519Key.ofSeed(new byte[Ed25519Key.SEED_LENGTH]);
    private static final TonAddress NOBODY = TonAddress.basechain(Hash256.sha256(new byte[] {1}));
    private static final TonAddress OTHER = TonAddress.basechain(Hash256.sha256(new byte[] {2}));

    /** The receiver pays for the way of a message without body, as these wallets send it. */
    private static final NanoTon FORWARD_FEE = NanoTon.parse("0.0004");

    private static final NanoTon ONE_RECEIVED = NanoTon.ofTon(1).minus(FORWARD_FEE);

    private final Devnet devnet =
            Devnet.builder().clock(InstantSource.fixed(START)).seed(1).open();

    static Stream<WalletContract> wallets() {
        return Stream.of(
                WalletV4R2.of(KEY.publicKey()),
                WalletV5R1.of(KEY.publicKey(), WalletV5R1.MAINNET),
                CocoonWallet.of(KEY.publicKey(), OTHER, WalletCode.of(DevnetContracts.wallet())));
    }

    @AfterEach
    void close() {
        assertConserved(devnet);
        devnet.close();
    }

    private List<DevnetTransaction> send(WalletMessage message) {
        return devnet.deliver(Message.parse(message.external()));
    }

    private static Transfer gift(TonAddress receiver, NanoTon value) {
        return new Transfer(receiver, value, false, null, Cell.EMPTY);
    }

    private long seqno(WalletContract wallet) {
        return wallet.view(devnet.account(wallet.address()).data()).seqno();
    }

    @ParameterizedTest
    @MethodSource("wallets")
    void aWalletIsDeployedByItsFirstTransfer(WalletContract wallet) {
        devnet.fund(wallet.address(), NanoTon.ofTon(10));
        List<DevnetTransaction> transactions =
                send(wallet.external(KEY, 0, VALID, List.of(gift(NOBODY, NanoTon.ofTon(1)))));
        assertThat(transactions).extracting(DevnetTransaction::account).containsExactly(wallet.address(), NOBODY);
        assertThat(transactions.get(0).exitCode()).isZero();
        assertThat(devnet.account(wallet.address()).isActive()).isTrue();
        assertThat(devnet.account(wallet.address()).balance()).isBetween(NanoTon.parse("8.9"), NanoTon.ofTon(9));
        assertThat(devnet.account(NOBODY).balance()).isEqualTo(ONE_RECEIVED);
        assertThat(seqno(wallet)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("wallets")
    void aMessageIsExecutedOnceOnly(WalletContract wallet) {
        devnet.fund(wallet.address(), NanoTon.ofTon(10));
        WalletMessage message = wallet.external(KEY, 0, VALID, List.of(gift(NOBODY, NanoTon.ofTon(1))));
        send(message);
        assertThatThrownBy(() -> send(message)).isInstanceOf(MessageRefusedException.class);
        assertThat(devnet.account(NOBODY).balance()).isEqualTo(ONE_RECEIVED);
    }

    @ParameterizedTest
    @MethodSource("wallets")
    void aMessageThatIsTooLateIsRefusedAndCostsNothing(WalletContract wallet) {
        devnet.fund(wallet.address(), NanoTon.ofTon(10));
        send(wallet.external(KEY, 0, VALID, List.of(gift(NOBODY, NanoTon.ofTon(1)))));
        AccountState before = devnet.account(wallet.address());
        WalletMessage late = wallet.external(KEY, 1, VALID, List.of(gift(NOBODY, NanoTon.ofTon(1))));
        devnet.advance(Duration.ofSeconds(61));
        assertThatThrownBy(() -> send(late)).isInstanceOf(MessageRefusedException.class);
        assertThat(devnet.account(wallet.address()).balance()).isEqualTo(before.balance());
    }

    @ParameterizedTest
    @MethodSource("wallets")
    void aWalletWithoutCoinsIsNotDeployed(WalletContract wallet) {
        WalletMessage message = wallet.external(KEY, 0, VALID, List.of(gift(NOBODY, NanoTon.ofTon(1))));
        assertThatThrownBy(() -> send(message)).isInstanceOf(MessageRefusedException.class);
        assertThat(devnet.account(wallet.address()).status()).isEqualTo(AccountState.Status.MISSING);
    }

    @ParameterizedTest
    @MethodSource("wallets")
    void whatAReceiverDoesNotTakeComesBack(WalletContract wallet) {
        devnet.fund(wallet.address(), NanoTon.ofTon(10));
        List<DevnetTransaction> transactions =
                send(wallet.external(KEY, 0, VALID, List.of(Transfer.message(NOBODY, NanoTon.ofTon(5), Cell.EMPTY))));
        assertThat(transactions)
                .extracting(DevnetTransaction::account)
                .containsExactly(wallet.address(), NOBODY, wallet.address());
        assertThat(transactions.get(2).toTonTransaction().bounced()).isTrue();
        assertThat(devnet.account(NOBODY).balance()).isEqualTo(NanoTon.ZERO);
        assertThat(devnet.account(wallet.address()).balance()).isGreaterThan(NanoTon.parse("9.9"));
    }

    @ParameterizedTest
    @MethodSource("wallets")
    void transfersBeyondTheBalanceMoveNoCoins(WalletContract wallet) {
        devnet.fund(wallet.address(), NanoTon.ofTon(10));
        send(wallet.external(KEY, 0, VALID, List.of(gift(NOBODY, NanoTon.ofTon(1)))));
        List<DevnetTransaction> transactions =
                send(wallet.external(KEY, 1, VALID, List.of(gift(NOBODY, NanoTon.ofTon(1_000)))));
        assertThat(transactions).hasSize(1);
        assertThat(devnet.account(NOBODY).balance()).isEqualTo(ONE_RECEIVED);
    }

    @ParameterizedTest
    @MethodSource("wallets")
    void fourTransfersGoAtOnce(WalletContract wallet) {
        devnet.fund(wallet.address(), NanoTon.ofTon(20));
        List<Transfer> transfers = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            transfers.add(gift(TonAddress.basechain(Hash256.sha256(new byte[] {3, (byte) i})), NanoTon.ofTon(i)));
        }
        assertThat(send(wallet.external(KEY, 0, VALID, transfers))).hasSize(5);
        transfers.forEach(
                transfer -> assertThat(devnet.account(transfer.destination()).balance())
                        .isEqualTo(transfer.value().minus(FORWARD_FEE)));
    }

    @Test
    void theGetMethodsOfAWalletAnswerThroughTheApi() {
        WalletContract wallet = WalletV4R2.of(KEY.publicKey());
        devnet.fund(wallet.address(), NanoTon.ofTon(10));
        send(wallet.external(KEY, 0, VALID, List.of(gift(NOBODY, NanoTon.ofTon(1)))));
        TonApi api = devnet.api();
        assertThat(api.runGetMethod(wallet.address(), "seqno", List.of())
                        .toCompletableFuture()
                        .join()
                        .stack())
                .containsExactly(dev.cocoonsdk.ton.api.StackValue.Int.of(1));
    }

    @Test
    void aQueuePaysEveryTransferOnceAndInOrder() throws Exception {
        WalletContract wallet = WalletV5R1.of(KEY.publicKey(), WalletV5R1.MAINNET);
        devnet.fund(wallet.address(), NanoTon.ofTon(100));
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        WalletOptions options = WalletOptions.of(timer)
                .withClock(devnet.clock())
                .withPolls(Duration.ofMillis(20), Duration.ofMillis(20));
        try (WalletQueue queue = WalletQueue.open(devnet.api(), wallet, KEY, StateStore.inMemory(), options)) {
            List<CompletableFuture<TransactionId>> sent = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                sent.add(queue.send(gift(NOBODY, NanoTon.ofTon(1))).toCompletableFuture());
            }
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        } finally {
            timer.shutdownNow();
        }
        assertThat(devnet.account(NOBODY).balance()).isEqualTo(ONE_RECEIVED.times(10));
        assertThat(devnet.transactions(NOBODY)).hasSize(10);
    }

    @Test
    void theApiSaysForGoodThatAMessageIsRefused() {
        WalletContract wallet = WalletV4R2.of(KEY.publicKey());
        devnet.fund(wallet.address(), NanoTon.ofTon(10));
        Cell wrongSeqno = wallet.external(KEY, 7, VALID, List.of(gift(NOBODY, NanoTon.ofTon(1))))
                .external();
        assertThatThrownBy(() ->
                        devnet.api().send(wrongSeqno).toCompletableFuture().join())
                .cause()
                .isInstanceOfSatisfying(
                        TonApiException.class, e -> assertThat(e.retryMayHelp()).isFalse());
    }
}
