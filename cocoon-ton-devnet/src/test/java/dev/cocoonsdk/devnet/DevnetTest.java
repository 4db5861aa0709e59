package dev.cocoonsdk.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DevnetTest {

    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    private static final TonAddress NOBODY = TonAddress.basechain(Hash256.sha256(new byte[] {1}));

    private final Devnet devnet =
            Devnet.builder().clock(InstantSource.fixed(START)).seed(1).open();

    @AfterEach
    void close() {
        devnet.close();
    }

    @Test
    void aChainBeginsWithAllCoinsAtTheFaucet() {
        AccountState faucet = devnet.account(devnet.faucet());
        assertThat(faucet.isActive()).isTrue();
        assertThat(faucet.balance()).isGreaterThan(NanoTon.ofTon(999_999_999));
        assertThat(devnet.newestBlock().seqno()).isEqualTo(1);
        assertThat(devnet.newestBlock().time()).isEqualTo(START);
        assertConserved(devnet);
    }

    @Test
    void theFaucetGivesCoinsInFull() {
        List<DevnetTransaction> transactions = devnet.fund(NOBODY, NanoTon.ofTon(5));
        assertThat(transactions).hasSize(2);
        AccountState state = devnet.account(NOBODY);
        assertThat(state.status()).isEqualTo(AccountState.Status.UNINITIALIZED);
        assertThat(state.balance()).isEqualTo(NanoTon.ofTon(5));
        assertThat(state.last()).isEqualTo(transactions.get(1).id());
        assertConserved(devnet);
    }

    @Test
    void aMessageToNobodyBouncesToItsSender() {
        List<DevnetTransaction> transactions = devnet.deliver(
                Devnet.internalFrom(devnet.faucet(), Transfer.message(NOBODY, NanoTon.ofTon(1), Cell.EMPTY)));
        assertThat(transactions).hasSize(2);
        assertThat(transactions.get(1).account()).isEqualTo(devnet.faucet());
        assertThat(transactions.get(1).toTonTransaction().bounced()).isTrue();
        assertConserved(devnet);
    }

    @Test
    void anExternalMessageToNobodyIsRefused() {
        assertThatThrownBy(() -> devnet.deliver(new dev.cocoonsdk.ton.block.Message(
                        dev.cocoonsdk.ton.block.MessageHeader.ExternalIn.to(
                                dev.cocoonsdk.ton.block.MsgAddress.of(NOBODY)),
                        null,
                        false,
                        Cell.EMPTY,
                        false)))
                .isInstanceOf(MessageRefusedException.class);
        assertThat(devnet.newestBlock().seqno()).isEqualTo(1);
    }

    @Test
    void aSnapshotBringsBackBalancesBlocksAndTime() {
        devnet.fund(NOBODY, NanoTon.ofTon(5));
        Snapshot snapshot = devnet.snapshot();
        AccountState before = devnet.account(NOBODY);
        devnet.advance(Duration.ofDays(400));
        devnet.fund(NOBODY, NanoTon.ofTon(5));
        assertThat(devnet.account(NOBODY).balance()).isNotEqualTo(before.balance());

        devnet.restore(snapshot);

        assertThat(devnet.account(NOBODY)).isEqualTo(before);
        assertThat(devnet.clock().instant()).isEqualTo(START);
        assertThat(devnet.newestBlock().seqno()).isEqualTo(snapshot.seqno());
        assertConserved(devnet);
    }

    @Test
    void aSnapshotOfAnotherChainIsRefused() {
        try (Devnet other = Devnet.open()) {
            assertThatThrownBy(() -> devnet.restore(other.snapshot())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void storageIsPaidForTheTimeThatWasTravelled() {
        devnet.fund(NOBODY, NanoTon.ofTon(1));
        devnet.advance(Duration.ofDays(3650));
        devnet.fund(NOBODY, NanoTon.ofTon(1));
        assertThat(devnet.account(NOBODY).balance())
                .isLessThan(NanoTon.ofTon(2))
                .isGreaterThan(NanoTon.parse("1.99"));
        assertThat(devnet.newestBlock().time()).isEqualTo(START.plus(Duration.ofDays(3650)));
        assertConserved(devnet);
    }

    @Test
    void equalChainsHaveEqualHashes() {
        try (Devnet other =
                Devnet.builder().clock(InstantSource.fixed(START)).seed(1).open()) {
            for (Devnet chain : List.of(devnet, other)) {
                chain.fund(NOBODY, NanoTon.ofTon(5));
                chain.advance(Duration.ofMinutes(1));
                chain.fund(NOBODY, NanoTon.ofTon(6));
            }
            assertThat(other.newestBlock()).isEqualTo(devnet.newestBlock());
            assertThat(other.accounts()).isEqualTo(devnet.accounts());
        }
    }

    @Test
    void theChainBeginsAtTheTimeOfItsGenesis() {
        Instant genesis = Instant.parse("2030-01-01T00:00:00Z");
        try (Devnet other = Devnet.builder()
                .clock(InstantSource.fixed(START))
                .genesis(genesis)
                .open()) {
            assertThat(other.newestBlock().time()).isEqualTo(genesis);
            assertThat(other.clock().instant()).isEqualTo(genesis);
        }
    }

    @Test
    void manyThreadsSendAtOnceAndNothingIsLost() throws Exception {
        int senders = 8;
        int each = 15;
        ExecutorService executor = Executors.newFixedThreadPool(senders);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < senders; i++) {
                TonAddress receiver = TonAddress.basechain(Hash256.sha256(new byte[] {(byte) i}));
                tasks.add(() -> {
                    for (int j = 0; j < each; j++) {
                        devnet.fund(receiver, NanoTon.of(1_000_000));
                        devnet.totalCoins();
                    }
                    return null;
                });
            }
            for (Future<Void> done : executor.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            executor.shutdown();
        }
        assertThat(devnet.newestBlock().seqno()).isEqualTo(1 + senders * each);
        for (int i = 0; i < senders; i++) {
            TonAddress receiver = TonAddress.basechain(Hash256.sha256(new byte[] {(byte) i}));
            assertThat(devnet.account(receiver).balance()).isEqualTo(NanoTon.of(each * 1_000_000L));
        }
        assertConserved(devnet);
    }

    @Test
    void logicalTimesGrowAlongTheChain() {
        devnet.fund(NOBODY, NanoTon.ofTon(5));
        devnet.deliver(Devnet.internalFrom(
                NOBODY, Transfer.message(TonAddress.basechain(Hash256.ZERO), NanoTon.ofTon(1), Cell.EMPTY)));
        long last = 0;
        for (long seqno = 1; seqno <= devnet.newestBlock().seqno(); seqno++) {
            for (DevnetTransaction transaction : devnet.block(seqno).transactions()) {
                assertThat(transaction.transaction().lt()).isGreaterThan(last);
                last = transaction.transaction().lt();
                assertThat(transaction.time()).isEqualTo(devnet.block(seqno).time());
            }
        }
    }

    static void assertConserved(Devnet devnet) {
        assertThat(devnet.totalCoins().plus(devnet.collectedFees())).isEqualTo(devnet.mintedCoins());
    }
}
