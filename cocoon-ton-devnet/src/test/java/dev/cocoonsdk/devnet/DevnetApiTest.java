package dev.cocoonsdk.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DevnetApiTest {

    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    private static final TonAddress NOBODY = TonAddress.basechain(Hash256.sha256(new byte[] {1}));

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Devnet devnet = Devnet.builder().clock(now::get).seed(1).open();
    private final TonApi api = devnet.api();

    @AfterEach
    void close() {
        devnet.close();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static void assertFails(CompletionStage<?> stage, boolean retryMayHelp) {
        assertThatThrownBy(() -> await(stage))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        TonApiException.class, e -> assertThat(e.retryMayHelp()).isEqualTo(retryMayHelp));
    }

    private static Cell externalToNobody() {
        return Message.of(MessageHeader.ExternalIn.to(MsgAddress.of(NOBODY)), null, Cell.EMPTY)
                .toCell();
    }

    @Test
    void anAccountThatNeverWasIsMissing() {
        AccountState state = await(api.account(NOBODY));
        assertThat(state.status()).isEqualTo(AccountState.Status.MISSING);
        assertThat(state.last()).isEqualTo(TransactionId.NONE);
        assertThat(state.balance()).isEqualTo(NanoTon.ZERO);
    }

    @Test
    void transactionsAreReadOnFromTheKnownOneOldestFirst() {
        devnet.fund(NOBODY, NanoTon.ofTon(1));
        List<TonTransaction> first = await(api.transactionsSince(NOBODY, TransactionId.NONE));
        devnet.fund(NOBODY, NanoTon.ofTon(2));
        devnet.fund(NOBODY, NanoTon.ofTon(3));
        List<TonTransaction> more =
                await(api.transactionsSince(NOBODY, first.get(0).id()));
        assertThat(first).extracting(TonTransaction::value).containsExactly(NanoTon.ofTon(1));
        assertThat(more).extracting(TonTransaction::value).containsExactly(NanoTon.ofTon(2), NanoTon.ofTon(3));
        assertThat(more).allSatisfy(transaction -> {
            assertThat(transaction.source()).isEqualTo(devnet.faucet());
            assertThat(transaction.outcome()).isEqualTo(TonTransaction.Outcome.SKIPPED);
        });
    }

    @Test
    void anUnknownTransactionIsAnErrorAndNotTheWholeHistory() {
        assertFails(api.transactionsSince(NOBODY, new TransactionId(5, Hash256.ZERO)), false);
    }

    @Test
    void anAccountIsStillKnownAtOlderBlocks() {
        devnet.fund(NOBODY, NanoTon.ofTon(1));
        AccountState old = await(api.account(NOBODY));
        devnet.fund(NOBODY, NanoTon.ofTon(2));
        assertThat(await(api.accountAt(NOBODY, old.block()))).isEqualTo(old);
        BlockId foreign = new BlockId(-1, BlockId.WHOLE_SHARD, 2, Hash256.ZERO, Hash256.ZERO);
        assertFails(api.accountAt(NOBODY, foreign), false);
    }

    @Test
    void aMessageThatNobodyAcceptsIsRefusedForGood() {
        assertFails(api.send(externalToNobody()), false);
        assertFails(api.send(Cell.EMPTY), false);
        assertThat(devnet.newestBlock().seqno()).isEqualTo(1);
    }

    @Test
    void anInternalMessageCannotBeSentFromOutside() {
        Cell message = Devnet.internalFrom(
                        NOBODY,
                        new dev.cocoonsdk.ton.wallet.Transfer(
                                devnet.faucet(), NanoTon.ofTon(1), false, null, Cell.EMPTY))
                .toCell();
        assertFails(api.send(message), false);
    }

    @Test
    void aGetMethodOfNobodyMayWorkLater() {
        assertFails(api.runGetMethod(NOBODY, "seqno", List.of()), true);
    }

    @Test
    void theFaucetHasNoGetMethodsAndSaysSo() {
        assertThat(await(api.runGetMethod(devnet.faucet(), "seqno", List.of())).isSuccess())
                .isFalse();
    }

    @Test
    void masterchainTimeFollowsTheClockInEmptyBlocks() {
        now.set(START.plusSeconds(1));
        assertThat(await(api.masterchainTime())).isEqualTo(START);
        now.set(START.plusSeconds(10));
        assertThat(await(api.masterchainTime())).isEqualTo(START.plusSeconds(10));
        devnet.advance(Duration.ofDays(1));
        assertThat(await(api.masterchainTime())).isEqualTo(START.plusSeconds(10).plus(Duration.ofDays(1)));
    }

    @Test
    void aDependentMayAskTheChainAgain() {
        NanoTon total = await(api.account(NOBODY).thenApply(state -> devnet.totalCoins()));
        assertThat(total).isEqualTo(devnet.totalCoins());
    }

    @Test
    void aClosedChainAnswersWithAnError() {
        devnet.close();
        assertFails(api.account(NOBODY), false);
    }
}
