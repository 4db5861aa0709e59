package dev.cocoonsdk.devnet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.api.toncenter.TonCenterApi;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.Transfer;
import dev.cocoonsdk.ton.wallet.WalletCode;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own TonCenter client sees over HTTP what the chain says directly. */
class TonCenterOverHttpTest {

    private static final TonAddress OWNER = TonAddress.parse("0:" + "5".repeat(64));

    private static Devnet devnet;
    private static DevnetHttp http;
    private static Ed25519Key key;
    private static CocoonWallet wallet;

    @BeforeAll
    static void start() {
        devnet = Devnet.open();
        http = DevnetHttp.start(devnet, 0);
        key = Ed25519Key.ofSeed(new byte[32]);
        wallet = CocoonWallet.of(key.publicKey(), OWNER, WalletCode.of(DevnetContracts.wallet()));
        devnet.fund(wallet.address(), NanoTon.ofTon(10));
    }

    @AfterAll
    static void stop() {
        http.close();
        devnet.close();
    }

    private static TonApi open(int version) {
        TonCenterApi.Builder builder = version == 2 ? TonCenterApi.v2(http.v2()) : TonCenterApi.v3(http.v3());
        return builder.requestsPerSecond(1000).build();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void sendsAndReadsWhatTheChainHas(int version) throws Exception {
        try (TonApi api = open(version)) {
            TonAddress receiver =
                    TonAddress.parse("0:" + Integer.toString(version).repeat(64));
            long seqno = wallet.view(devnet.account(wallet.address()).data()).seqno();
            Transfer transfer = new Transfer(receiver, NanoTon.ofTon(1), false, null, Cell.EMPTY);
            long validUntil = get(api.masterchainTime()).getEpochSecond() + 60;

            get(api.send(
                    wallet.external(key, seqno, validUntil, List.of(transfer)).external()));

            AccountState direct = get(devnet.api().account(wallet.address()));
            AccountState seen = get(api.account(wallet.address()));
            assertThat(seen.balance()).isEqualTo(direct.balance());
            assertThat(seen.code()).isEqualTo(direct.code());
            assertThat(seen.data()).isEqualTo(direct.data());
            assertThat(seen.last()).isEqualTo(direct.last());
            List<TonTransaction> transactions = get(api.transactionsSince(wallet.address(), TransactionId.NONE));
            List<TonTransaction> directly = get(devnet.api().transactionsSince(wallet.address(), TransactionId.NONE));
            assertThat(transactions.stream().map(TonCenterOverHttpTest::facts).toList())
                    .isEqualTo(
                            directly.stream().map(TonCenterOverHttpTest::facts).toList());
            assertThat(get(api.runGetMethod(wallet.address(), "seqno", List.of()))
                            .stack())
                    .containsExactly(StackValue.Int.of(seqno + 1));
            assertThat(get(api.account(TonAddress.parse("0:" + "9".repeat(64)))).balance())
                    .isEqualTo(NanoTon.ZERO);
        }
    }

    /** A gateway may tell more details than another. */
    private static List<Object> facts(TonTransaction transaction) {
        return Arrays.asList(
                transaction.id(),
                transaction.time(),
                transaction.source(),
                transaction.value(),
                transaction.bounced(),
                transaction.body(),
                transaction.outcome());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void refusedMessagesFail(int version) {
        try (TonApi api = open(version)) {
            Transfer transfer = new Transfer(OWNER, NanoTon.ofTon(1), false, null, Cell.EMPTY);
            Cell stale =
                    wallet.external(key, 99, 4_000_000_000L, List.of(transfer)).external();

            assertThatThrownBy(() -> get(api.send(stale))).hasMessageContaining("TON: ");
        }
    }
}
