package dev.cocoonsdk.ton.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WalletAddress;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.contract.Excesses;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.state.StateStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class WalletQueueTest {

    private static final TonAddress SOMEBODY = TonAddress.basechain(Hash256.sha256());
    private static final Ed25519Key KEY = Ed25519Key.ofSeed(new byte[32]);

    private final ManualTimer timer = new ManualTimer(Instant.parse("2026-01-01T00:00:00Z"));
    private final CocoonWallet wallet = CocoonWallet.of(
            KEY.publicKey(),
            SOMEBODY,
            WalletCode.of(new CellBuilder().storeUint(7, 8).build()));
    private final StateStore store = StateStore.inMemory();
    private Duration chainIsAhead = Duration.ZERO;
    private ModelChain chain = chain(NanoTon.ofTon(50));

    private ModelChain chain(NanoTon balance) {
        ModelChain calm =
                new ModelChain(wallet, new Random(1), () -> timer.instant().plus(chainIsAhead), balance);
        calm.faults = false;
        return calm;
    }

    private WalletQueue open() {
        WalletQueue queue = WalletQueue.open(
                chain, wallet, KEY, store, WalletOptions.of(timer).withClock(timer));
        timer.runReady();
        return queue;
    }

    private static Transfer transfer(long id, NanoTon coins) {
        return Transfer.message(SOMEBODY, coins, new Excesses(id).toCell());
    }

    private CompletableFuture<TransactionId> send(WalletQueue queue, long id, NanoTon coins) {
        CompletableFuture<TransactionId> sent = queue.send(transfer(id, coins)).toCompletableFuture();
        timer.runReady();
        return sent;
    }

    private void execute() {
        chain.executeAll();
        timer.advance(Duration.ofSeconds(15));
    }

    @Test
    void sendsFourTransfersAtOnceAndTheFifthAfterThem() {
        WalletQueue queue = open();
        CompletableFuture<TransactionId> first = send(queue, 1, NanoTon.ofTon(1));
        for (int id = 2; id <= 6; id++) {
            send(queue, id, NanoTon.ofTon(1));
        }

        execute();
        assertThat(first).isCompletedWithValue(chain.carriedOutBy.get(1L));
        assertThat(chain.executed.keySet()).containsExactly(1L);
        execute();
        assertThat(chain.executed.keySet()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
        execute();

        assertThat(chain.executed).hasSize(6);
        assertThat(queue.queued()).isZero();
        assertThat(store.names()).isEmpty();
    }

    @Test
    void addsUpWhatAMessageCarries() {
        chain = chain(NanoTon.ofTon(2500));
        WalletQueue queue = open();
        send(queue, 1, NanoTon.ofTon(1));
        send(queue, 2, NanoTon.ofTon(600));
        send(queue, 3, NanoTon.ofTon(600));

        execute();
        execute();
        assertThat(chain.executed.keySet()).containsExactlyInAnyOrder(1L, 2L);
        execute();
        assertThat(chain.executed).hasSize(3);
    }

    @Test
    void refusesAtTheSourceWhatItCanNeverSend() {
        WalletQueue queue = open();
        Transfer unknownCode = Transfer.message(SOMEBODY, NanoTon.ofTon(1), WalletAddress.CODE);

        assertThatThrownBy(() -> send(queue, 1, NanoTon.parse("999.900000001")).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.send(unknownCode).toCompletableFuture().join())
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(queue.queued()).isZero();
    }

    @Test
    void waitsForTheLeastThatAWalletMustHave() {
        chain = chain(NanoTon.parse("2.099999999"));
        WalletQueue queue = open();
        CompletableFuture<TransactionId> sent = send(queue, 1, NanoTon.of(1));
        execute();
        assertThat(sent).isNotDone();

        chain.incoming(NanoTon.of(1));
        timer.advance(Duration.ofSeconds(15));
        execute();

        assertThat(sent).isCompleted();
        assertThat(queue.balance()).isEqualTo(chain.balance());
    }

    @Test
    void signsAgainWithTheSameSeqnoWhenAMessageExpires() {
        WalletQueue queue = open();
        CompletableFuture<TransactionId> sent = send(queue, 1, NanoTon.ofTon(1));
        timer.advance(Duration.ofMinutes(62));

        execute();

        assertThat(sent).isCompletedWithValue(chain.carriedOutBy.get(1L));
        assertThat(chain.executed).containsEntry(1L, 1);
    }

    @Test
    void isNotReadyUntilAMessageFromBeforeTheRestartIsExecuted() {
        send(open(), 1, NanoTon.ofTon(1));
        timer.forgetAll();
        WalletQueue queue = open();
        CompletableFuture<Void> ready = queue.ready().toCompletableFuture();
        CompletableFuture<TransactionId> second = send(queue, 2, NanoTon.ofTon(1));
        assertThat(ready).isNotDone();

        execute();
        assertThat(ready).isCompleted();
        assertThat(chain.executed.keySet()).containsExactly(1L);
        execute();
        assertThat(second).isCompleted();
    }

    @Test
    void isReadyOnceAMessageFromBeforeTheRestartIsDead() {
        send(open(), 1, NanoTon.ofTon(1));
        timer.forgetAll();
        CompletableFuture<Void> ready = open().ready().toCompletableFuture();
        timer.advance(Duration.ofMinutes(60));
        assertThat(ready).isNotDone();

        timer.advance(Duration.ofMinutes(2));

        assertThat(ready).isCompleted();
        assertThat(store.names()).isEmpty();
    }

    @Test
    void doesNotBelieveABlockTimeAloneThatAMessageFromBeforeTheRestartIsDead() {
        send(open(), 1, NanoTon.ofTon(1));
        timer.forgetAll();
        chainIsAhead = Duration.ofHours(2);
        CompletableFuture<Void> ready = open().ready().toCompletableFuture();
        timer.advance(Duration.ofMinutes(60));
        assertThat(ready).isNotDone();

        timer.advance(Duration.ofMinutes(2));

        assertThat(ready).isCompleted();
    }

    @Test
    void failsWhatWaitsWhenItIsClosedAndKeepsWhatIsSigned() {
        WalletQueue queue = open();
        CompletableFuture<TransactionId> signed = send(queue, 1, NanoTon.ofTon(1));
        CompletableFuture<TransactionId> waiting = send(queue, 2, NanoTon.ofTon(1));

        queue.close();
        queue.close();

        assertThat(signed).isCompletedExceptionally();
        assertThatThrownBy(waiting::get).hasCauseInstanceOf(CancellationException.class);
        assertThat(send(queue, 3, NanoTon.ofTon(1))).isCompletedExceptionally();
        assertThat(store.names())
                .containsExactly("wallet." + wallet.address().account().toHex());
    }

    @Test
    void sendsNothingWithoutTheCodeToDeployTheWallet() {
        CocoonWallet live = CocoonWallet.of(KEY.publicKey(), SOMEBODY);
        chain = new ModelChain(live, new Random(1), timer, NanoTon.ofTon(50));
        chain.faults = false;
        WalletQueue queue = WalletQueue.open(
                chain, live, KEY, store, WalletOptions.of(timer).withClock(timer));
        CompletableFuture<TransactionId> sent = send(queue, 1, NanoTon.ofTon(1));

        execute();

        assertThat(sent).isNotDone();
        assertThat(queue.queued()).isEqualTo(1);
        assertThat(store.names()).isEmpty();
    }

    @Test
    void refusesADamagedJournalAndAnotherKey() {
        store.write("wallet." + wallet.address().account().toHex(), Bytes.utf8("{\"seqno\":1}"));
        Ed25519Key other = Ed25519Key.ofSeed(Hash256.sha256().toBytes());

        assertThatThrownBy(this::open).isInstanceOf(StateStoreException.class);
        assertThatThrownBy(() -> WalletQueue.open(chain, wallet, other, store, WalletOptions.of(timer)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void goesOnWhenTheChainNeverAnswered() {
        SilentOnce silent = new SilentOnce(chain);
        WalletQueue queue = WalletQueue.open(
                silent, wallet, KEY, store, WalletOptions.of(timer).withClock(timer));
        CompletableFuture<TransactionId> sent = send(queue, 1, NanoTon.ofTon(1));
        timer.advance(Duration.ofSeconds(61));

        execute();

        assertThat(sent).isCompleted();
    }
}
