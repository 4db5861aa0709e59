package dev.cocoonsdk.ton.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.ClientStorage;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractCodes;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contracts as their users see them: addresses, storage and transfers. */
class ContractsTest {

    private static final Ed25519Key PROXY_KEY = Ed25519Key.ofSeed(new byte[32]);
    private static final TonAddress ROOT = address(1);
    private static final TonAddress OWNER = address(2);
    private static final TonAddress WALLET = address(3);
    private static final ContractParams PARAMS = params(20);
    private static final ContractAddresses ADDRESSES = ContractAddresses.of(PARAMS, ROOT, OWNER, PROXY_KEY.publicKey());
    private static final ClientContract CLIENT = ClientContract.of(ADDRESSES, WALLET);
    private static final WorkerContract WORKER = WorkerContract.of(ADDRESSES, OWNER);
    private static final ProxyContract PROXY = ProxyContract.of(ADDRESSES);

    private static TonAddress address(int number) {
        return TonAddress.basechain(Hash256.sha256(new byte[] {(byte) number}));
    }

    private static Cell code(int number) {
        return new CellBuilder().storeUint(number, 8).build();
    }

    private static ContractParams params(long price) {
        return new ContractParams(
                3,
                1,
                17,
                true,
                NanoTon.of(price),
                NanoTon.of(18),
                new TokenMultipliers(10_000, 1_000, 80_000, 80_000),
                Duration.ofDays(1),
                Duration.ofDays(1),
                NanoTon.PER_TON,
                NanoTon.ofTon(15),
                new ContractCodes(code(1), code(2), code(3)));
    }

    private static AccountState account(TonAddress address, @Nullable Cell data) {
        return new AccountState(
                address,
                AccountState.Status.ACTIVE,
                NanoTon.ofTon(1),
                null,
                data,
                TransactionId.NONE,
                new BlockId(-1, BlockId.WHOLE_SHARD, 1, Hash256.ZERO, Hash256.ZERO),
                Instant.EPOCH);
    }

    @Test
    void aClientsWalletPaysAndGetsTheExcesses() {
        assertThat(CLIENT.topUp(7, NanoTon.ofTon(15)))
                .isEqualTo(Transfer.message(
                        CLIENT.address(),
                        NanoTon.parse("15.7"),
                        new ClientTopUp(7, NanoTon.ofTon(15), WALLET).toCell()));
        assertThat(CLIENT.register(8, -1).value()).isEqualTo(NanoTon.ofTon(1));
        assertThat(ContractMessage.parse(CLIENT.register(8, -1).body())).isEqualTo(new ClientRegister(8, -1, WALLET));
        assertThat(ContractMessage.parse(
                        CLIENT.changeSecretHash(9, Hash256.ZERO).body()))
                .isEqualTo(new ClientChangeSecretHash(9, Hash256.ZERO, WALLET));
        assertThat(ContractMessage.parse(
                        CLIENT.increaseStake(10, NanoTon.ofTon(20)).body()))
                .isEqualTo(new ClientIncreaseStake(10, NanoTon.ofTon(20), WALLET));
        assertThat(ContractMessage.parse(CLIENT.withdraw(11).body())).isEqualTo(new ClientWithdraw(11, WALLET));
        assertThat(ContractMessage.parse(CLIENT.requestRefund(12).body()))
                .isEqualTo(new ClientRequestRefund(12, WALLET));
        assertThat(CLIENT.deploy()).isEqualTo(Transfer.deploy(CLIENT.init(), NanoTon.parse("0.8")));
    }

    @Test
    void readsTheStorageOfADeployedContractAndOnlyOfThatOne() {
        ClientStorage storage =
                CLIENT.storage(account(CLIENT.address(), CLIENT.init().requireData()));

        assertThat(Objects.requireNonNull(storage).state()).isEqualTo(ContractState.OPEN);
        assertThat(CLIENT.storage(account(CLIENT.address(), null))).isNull();
        assertThat(WORKER.storage(account(WORKER.address(), WORKER.init().requireData())))
                .isNotNull();
        assertThat(PROXY.storage(account(PROXY.address(), PROXY.init().requireData())))
                .isNotNull();
        assertThatThrownBy(() -> CLIENT.storage(account(WALLET, null))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sendsWhatTheProxySignedForThisContractOnly() {
        SignedPayment charge = SignedPayment.sign(
                SignedPayment.Kind.CLIENT_CHARGE, PROXY_KEY, 5, TokenCount.of(9), CLIENT.address(), OWNER);
        SignedPayment payout = SignedPayment.sign(
                SignedPayment.Kind.WORKER_PAYOUT, PROXY_KEY, 5, TokenCount.of(9), WORKER.address(), OWNER);

        assertThat(ContractMessage.parse(CLIENT.signed(charge).body()))
                .isEqualTo(new SignedRequest(charge.repack(WALLET)));
        assertThat(WORKER.signed(payout, WALLET, AttachedValue.WORKER_PAYOUT).value())
                .isEqualTo(NanoTon.parse("0.5"));
        assertThatThrownBy(() -> CLIENT.signed(payout)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRequestIsBelievedIfItComesFromTheContractThatItNames() {
        ClientSnapshot state = new ClientSnapshot(ContractState.OPEN, NanoTon.ZERO, NanoTon.ZERO, 0, Hash256.ZERO);
        ClientProxyRequest request = new ClientProxyRequest(1, WALLET, state, null);
        WorkerProxyRequest worker = new WorkerProxyRequest(1, OWNER, ContractState.OPEN, 3, null);

        assertThat(PROXY.isFrom(CLIENT.address(), request)).isTrue();
        assertThat(PROXY.isFrom(WORKER.address(), request)).isFalse();
        assertThat(PROXY.isFrom(WORKER.address(), worker)).isTrue();
        assertThat(PROXY.isFrom(CLIENT.address(), worker)).isFalse();
    }

    @Test
    void aProxyAttachesWhatItsOperationsNeed() {
        assertThat(PROXY.saveState(1, 2, Hash256.ZERO).value()).isEqualTo(NanoTon.of(1));
        assertThat(PROXY.increaseStake(1, NanoTon.ofTon(3), WALLET).value()).isEqualTo(NanoTon.parse("3.2"));
        assertThat(PROXY.payout(1, WALLET).value()).isEqualTo(NanoTon.parse("0.2"));
        assertThat(PROXY.close(1, WALLET).value()).isEqualTo(NanoTon.ofTon(1));
        assertThat(PROXY.deploy().init()).isEqualTo(ADDRESSES.proxyState());
    }

    @Test
    void aNewRootIsReadBackAndItsParamsCanBeReplaced() {
        StateInit init = RootContract.init(code(9), OWNER, PARAMS);
        RootContract root = RootContract.at(init.address());
        Cell changed = RootContract.withParams(init.requireData(), params(21));

        RootConfig config = Objects.requireNonNull(root.config(account(root.address(), init.requireData())));
        RootConfig later = RootConfig.parse(changed, Instant.EPOCH);

        assertThat(config.owner()).isEqualTo(OWNER);
        assertThat(config.params()).isEqualTo(PARAMS);
        assertThat(config.proxies()).isEmpty();
        assertThat(later.params().pricePerToken()).isEqualTo(NanoTon.of(21));
        assertThat(later.version()).isEqualTo(config.version() + 1);
        assertThat(root.send(new RootReset(4)).value()).isEqualTo(NanoTon.parse("0.2"));
    }

    @Test
    void explainsHowAContractEnded() {
        assertThat(ExitCode.explain(ContractKind.CLIENT, 1011)).startsWith("1011: the time");
        assertThat(ExitCode.explain(ContractKind.WALLET, 1011)).isEqualTo("1011: unknown");
        assertThat(ExitCode.explain(ContractKind.PROXY, 37)).isEqualTo("37: too few coins for the actions");
        assertThat(ExitCode.of(ContractKind.ROOT, 2000)).hasValue(ExitCode.UNKNOWN_PROXY);
        for (ContractKind contract : ContractKind.values()) {
            for (int code = -20; code < 2100; code++) {
                assertThat(ExitCode.explain(contract, code)).startsWith(code + ": ");
            }
        }
    }
}
