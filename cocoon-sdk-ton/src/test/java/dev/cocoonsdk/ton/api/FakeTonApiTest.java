package dev.cocoonsdk.ton.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.Vectors;
import dev.cocoonsdk.ton.WalletStorage;
import dev.cocoonsdk.ton.WorkerStorage;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class FakeTonApiTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final TonAddress OWNER = TonAddress.parse("UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m");
    private static final TonAddress ROOT = TonAddress.parse("EQBT4hy4vMEZ9uxSCuhw_gBKh9_AwmHXLe7Wo0O4Vh-4kRjJ");
    private static final Ed25519PublicKey KEY = Ed25519Key.ofSeed(new byte[32]).publicKey();

    private final FakeTonApi ton = new FakeTonApi(InstantSource.fixed(NOW));
    private final ContractAddresses contracts = ContractAddresses.of(
            RootConfig.ofPseudoJson(Vectors.load("wire/config/fake-ton-config.json"), NOW)
                    .config()
                    .params(),
            ROOT,
            OWNER,
            KEY);

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private Cell data(TonAddress address) {
        return Objects.requireNonNull(get(ton.account(address)).data());
    }

    @Test
    void everyAccountCountsAsDeployedWith100Ton() {
        AccountState state = get(ton.account(OWNER));

        assertThat(state.isActive()).isTrue();
        assertThat(state.balance()).isEqualTo(NanoTon.ofTon(100));
        assertThat(state.data()).isNull();
        assertThat(state.last()).isEqualTo(TransactionId.NONE);
        assertThat(state.time()).isEqualTo(NOW);
        assertThat(get(ton.accountAt(OWNER, state.block()))).isEqualTo(state);
    }

    @Test
    void aWalletHasSeqno7() {
        TonAddress wallet = ton.deployWallet(KEY, OWNER);

        assertThat(WalletStorage.parse(data(wallet))).isEqualTo(new WalletStorage(7, 0, KEY, 0, OWNER));
    }

    @Test
    void aProxyContractHasEarningsOfAHundredthTon() {
        ProxyStorage storage = ProxyStorage.parse(data(ton.deployProxy(contracts)));

        assertThat(storage.balance()).isEqualTo(NanoTon.parse("0.01 TON"));
        assertThat(storage.owner()).isEqualTo(OWNER);
        assertThat(storage.state()).isEqualTo(ContractState.OPEN);
    }

    @Test
    void aClientContractHasAMillionTonAndTheEmptyPassword() {
        TonAddress client = ton.deployClient(contracts, OWNER);
        ClientStorage storage = ClientStorage.parse(data(client));

        assertThat(client).isEqualTo(contracts.client(OWNER));
        assertThat(storage.balance()).isEqualTo(NanoTon.ofTon(1_000_000)).isEqualTo(storage.stake());
        assertThat(storage.tokensUsed()).isZero();
        assertThat(storage.secretHash())
                .isEqualTo(Hash256.ofHex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        assertThat(storage.constants().proxy()).isEqualTo(contracts.proxy());
    }

    @Test
    void aWorkerContractStartsFromZero() {
        WorkerStorage storage = WorkerStorage.parse(data(ton.deployWorker(contracts, OWNER)));

        assertThat(storage.tokens()).isZero();
        assertThat(storage.proxyKey()).isEqualTo(KEY);
    }

    @Test
    void sendingSucceedsAndNoTransactionAppears() {
        assertThat(ton.send(Cell.EMPTY)).isCompletedWithValue(null);
        assertThat(get(ton.transactionsSince(OWNER, TransactionId.NONE))).isEmpty();
        assertThat(get(ton.masterchainTime())).isEqualTo(NOW);
    }

    @Test
    void knowsNoGetMethod() {
        GetMethodResult result = get(ton.runGetMethod(OWNER, "seqno", List.of(StackValue.Int.of(1))));

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.exitCode()).isEqualTo(11);
    }
}
