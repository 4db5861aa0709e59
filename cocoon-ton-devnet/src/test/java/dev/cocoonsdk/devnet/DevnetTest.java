package dev.cocoonsdk.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

    static void assertConserved(Devnet devnet) {
        assertThat(devnet.totalCoins().plus(devnet.collectedFees())).isEqualTo(devnet.mintedCoins());
    }
}
