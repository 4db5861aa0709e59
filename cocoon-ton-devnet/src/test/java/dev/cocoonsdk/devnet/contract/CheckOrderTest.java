package dev.cocoonsdk.devnet.contract;

import static dev.cocoonsdk.devnet.contract.Stage.CLIENT_WALLET;
import static dev.cocoonsdk.devnet.contract.Stage.KEY;
import static dev.cocoonsdk.devnet.contract.Stage.PARAMS;
import static dev.cocoonsdk.devnet.contract.Stage.STRANGER;
import static dev.cocoonsdk.devnet.contract.Stage.WRONG_KEY;
import static dev.cocoonsdk.devnet.contract.Stage.ton;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.SignedPayment.Kind;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.contract.ClientWithdraw;
import dev.cocoonsdk.ton.contract.ProxyPayoutRequest;
import dev.cocoonsdk.ton.contract.WorkerRegister;
import org.junit.jupiter.api.Test;

/** The order of checks of signed messages ({@code docs/protocol/contracts.md} 9.2 to 9.4): each message fails in all later checks too. */
class CheckOrderTest {

    private static final NanoTon ENOUGH = ton("0.7");
    private static final NanoTon TOO_LITTLE = ton("0.09");

    @Test
    void chargesAreCheckedInTheOrderOfTheSpecification() {
        try (Stage stage = new Stage().deployed()) {
            TonAddress client = stage.client.address();
            Signed charge = new Signed(Kind.CLIENT_CHARGE);
            assertExit(stage, client, TOO_LITTLE, 9, charge.key(WRONG_KEY).trailing());
            assertExit(stage, client, TOO_LITTLE, 1007, charge.key(WRONG_KEY).inner(Kind.CLIENT_REFUND_GRANT));
            assertExit(
                    stage,
                    client,
                    TOO_LITTLE,
                    1005,
                    charge.inner(Kind.CLIENT_REFUND_GRANT).shortPayload());
            assertExit(stage, client, TOO_LITTLE, 9, charge.shortPayload());
            assertExit(stage, client, TOO_LITTLE, 1003, charge);
            assertExit(stage, client, ENOUGH, 1000, charge);
            assertExit(stage, client, ENOUGH, 1015, charge.tokens(1));
            grantRefund(stage);
            assertExit(stage, client, TOO_LITTLE, 1006, charge);
        }
    }

    @Test
    void aClientContractWithTooFewCoinsOfItsOwnSaysSo() {
        try (Stage stage = new Stage()) {
            stage.deploy(CLIENT_WALLET, stage.client.init(), ton("0.05"));
            assertExit(stage, stage.client.address(), ton("0.1"), 1001, new Signed(Kind.CLIENT_CHARGE));
        }
    }

    @Test
    void payoutsAreCheckedInTheOrderOfTheSpecification() {
        try (Stage stage = new Stage().deployed()) {
            TonAddress worker = stage.worker.address();
            Signed payout = new Signed(Kind.WORKER_PAYOUT);
            assertExit(stage, worker, TOO_LITTLE, 1007, payout.key(WRONG_KEY).inner(Kind.WORKER_LAST_PAYOUT));
            assertExit(stage, worker, TOO_LITTLE, 1005, payout.inner(Kind.WORKER_LAST_PAYOUT));
            assertExit(stage, worker, ton("0.1"), 1003, payout);
            assertExit(stage, worker, ENOUGH, 1015, payout);
            assertExit(stage, worker, ENOUGH, 1000, payout.contract(worker));
            assertExit(stage, worker, ENOUGH, 0, new Signed(Kind.WORKER_LAST_PAYOUT).contract(worker));
            assertExit(stage, worker, TOO_LITTLE, 1006, payout.key(WRONG_KEY).trailing());
        }
    }

    @Test
    void closesAreCheckedInTheOrderOfTheSpecification() {
        try (Stage stage = new Stage().deployed()) {
            TonAddress proxy = stage.proxy.address();
            Signed complete = new Signed(Kind.PROXY_CLOSE_COMPLETE);
            assertExit(stage, proxy, TOO_LITTLE, 1007, complete.key(WRONG_KEY).inner(Kind.PROXY_CLOSE));
            assertExit(stage, proxy, TOO_LITTLE, 1005, complete.inner(Kind.PROXY_CLOSE));
            assertExit(stage, proxy, TOO_LITTLE, 1003, complete);
            assertExit(stage, proxy, ENOUGH, 1006, complete);
            assertExit(stage, proxy, ENOUGH, 0, new Signed(Kind.PROXY_CLOSE).contract(proxy));
            assertExit(stage, proxy, ENOUGH, 1015, complete);
        }
    }

    @Test
    void paramsOfAnotherStructVersionAreDamagedData() {
        ContractParams second = new ContractParams(
                2,
                PARAMS.paramsVersion(),
                PARAMS.uniqueId(),
                PARAMS.isTest(),
                PARAMS.pricePerToken(),
                PARAMS.workerFeePerToken(),
                PARAMS.multipliers(),
                PARAMS.proxyDelay(),
                PARAMS.clientDelay(),
                PARAMS.minProxyStake(),
                PARAMS.minClientStake(),
                PARAMS.codes());
        try (Stage stage = new Stage(second).deployed()) {
            Cell withdraw = new ClientWithdraw(1, STRANGER).toCell();
            Cell register = new WorkerRegister(1, STRANGER).toCell();
            Cell payout = new ProxyPayoutRequest(1, STRANGER).toCell();
            assertExit(stage, stage.client.address(), ENOUGH, 1008, withdraw);
            assertExit(stage, stage.worker.address(), ENOUGH, 1008, register);
            assertExit(stage, stage.proxy.address(), ENOUGH, 1008, payout);
        }
    }

    private static void grantRefund(Stage stage) {
        Signed grant = new Signed(Kind.CLIENT_REFUND_GRANT).contract(stage.client.address());
        assertExit(stage, stage.client.address(), ENOUGH, 0, grant);
    }

    private static void assertExit(Stage stage, TonAddress contract, NanoTon value, int exitCode, Signed message) {
        assertExit(stage, contract, value, exitCode, message.body());
    }

    private static void assertExit(Stage stage, TonAddress contract, NanoTon value, int exitCode, Cell body) {
        assertThat(stage.send(STRANGER, contract, value, body).result()).isEqualTo("exit " + exitCode);
    }

    /** A signed message with mistakes: by default the counter is 0 and the contract another one. */
    private record Signed(
            Kind kind, Kind inner, Ed25519Key key, long tokens, TonAddress contract, boolean shorter, boolean longer) {

        Signed(Kind kind) {
            this(kind, kind, KEY, 0, STRANGER, false, false);
        }

        Signed inner(Kind other) {
            return new Signed(kind, other, key, tokens, contract, shorter, longer);
        }

        Signed key(Ed25519Key other) {
            return new Signed(kind, inner, other, tokens, contract, shorter, longer);
        }

        Signed tokens(long count) {
            return new Signed(kind, inner, key, count, contract, shorter, longer);
        }

        Signed contract(TonAddress address) {
            return new Signed(kind, inner, key, tokens, address, shorter, longer);
        }

        Signed shortPayload() {
            return new Signed(kind, inner, key, tokens, contract, true, longer);
        }

        Signed trailing() {
            return new Signed(kind, inner, key, tokens, contract, shorter, true);
        }

        Cell body() {
            CellBuilder payload = head(inner);
            if (kind.hasTokens()) {
                payload.storeUint(tokens, 64);
            }
            if (!shorter) {
                contract.write(payload);
            }
            Cell signed = payload.build();
            CellBuilder body = head(kind);
            STRANGER.write(body);
            body.storeBytes(key.sign(signed.hash().toBytes())).storeRef(signed);
            return (longer ? body.storeBit(true) : body).build();
        }

        private static CellBuilder head(Kind kind) {
            return new CellBuilder()
                    .storeUint(Integer.toUnsignedLong(kind.operation()), 32)
                    .storeUint(1, 64);
        }
    }
}
