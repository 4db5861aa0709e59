package dev.cocoonsdk.devnet.contract;

import static dev.cocoonsdk.devnet.contract.Stage.account;
import static dev.cocoonsdk.devnet.contract.Stage.get;
import static dev.cocoonsdk.devnet.contract.Vectors.cell;
import static dev.cocoonsdk.devnet.contract.Vectors.flag;
import static dev.cocoonsdk.devnet.contract.Vectors.list;
import static dev.cocoonsdk.devnet.contract.Vectors.number;
import static dev.cocoonsdk.devnet.contract.Vectors.object;
import static dev.cocoonsdk.devnet.contract.Vectors.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.contract.RootContract;
import dev.cocoonsdk.ton.contract.RootData;
import dev.cocoonsdk.ton.contract.RootParams;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@code root_lifecycle.json}: 28 messages to a root contract, done again by ours on the devnet. */
class RootLifecycleTest {

    private static final long TOLERANCE = 20_000_000;
    private static final Hash256 UNKNOWN = Hash256.sha256(new byte[] {1});

    private static final List<JsonObject> STEPS = list(Vectors.load("root_lifecycle.json"), "steps");
    private static final Devnet DEVNET =
            Devnet.builder().clock(InstantSource.fixed(Stage.START)).open();

    private static final StateInit INIT =
            new StateInit(DevnetContracts.root(), cell(object(STEPS.get(0), "data_after")));
    private static final RootContract ROOT = RootContract.at(INIT.address());

    @AfterAll
    static void close() {
        DEVNET.close();
    }

    @TestFactory
    Stream<DynamicTest> ourRootContractDoesWhatTheDeployedOneDid() {
        return STEPS.stream()
                .map(step -> dynamicTest(number(step, "step") + " " + text(step, "title"), () -> play(step)));
    }

    private static void play(JsonObject step) {
        TonAddress sender = sender(text(step, "from"));
        Outcome outcome = new Outcome(DEVNET.deliver(Devnet.internalFrom(sender, transfer(step))));

        assertThat(outcome.result()).isEqualTo(text(step, "result"));
        compareMessages(outcome.sent(), list(step, "messages_after"));
        AccountState account = DEVNET.account(INIT.address());
        assertThat(requireNonNull(account.data()).hash()).hasToString(text(object(step, "data_after"), "hash"));
        if (requireNonNull(account.code()).equals(DevnetContracts.root())) {
            compareData(get(ROOT.data(DEVNET.api())), object(step, "get_cocoon_data_after"));
            compareParams(
                    get(ROOT.params(DEVNET.api())),
                    requireNonNull(ROOT.config(account)).params());
            compareLists(requireNonNull(ROOT.config(account)));
        }
    }

    private static Transfer transfer(JsonObject step) {
        NanoTon value = NanoTon.of(number(step, "value"));
        if (number(step, "step") == 1) {
            return Transfer.deploy(INIT, value);
        }
        JsonObject body = step.object("body");
        return Transfer.message(INIT.address(), value, body == null ? Cell.EMPTY : cell(body));
    }

    private static TonAddress sender(String name) {
        return switch (name) {
            case "owner" -> account(0x77);
            case "new_owner" -> account(0x78);
            default -> account(0x66);
        };
    }

    private static void compareMessages(List<Outcome.Sent> sent, List<JsonObject> expected) {
        assertThat(sent).hasSameSizeAs(expected);
        for (int i = 0; i < sent.size(); i++) {
            Outcome.Sent message = sent.get(i);
            assertThat(message.destination()).isEqualTo(sender(text(expected.get(i), "dst")));
            assertThat("0x%08x".formatted(message.op())).isEqualTo(text(expected.get(i), "op"));
            assertThat(message.bounced()).isEqualTo(flag(expected.get(i), "bounced"));
            assertThat(message.bounce()).isFalse();
            assertThat(message.value()).isCloseTo(number(expected.get(i), "value"), within(TOLERANCE));
        }
    }

    private static void compareData(RootData data, JsonObject expected) {
        assertThat(data)
                .isEqualTo(new RootData(
                        number(expected, "version"),
                        number(expected, "last_proxy_seqno"),
                        number(expected, "params_version"),
                        number(expected, "unique_id"),
                        number(expected, "is_test") == 1,
                        NanoTon.of(number(expected, "price_per_token")),
                        NanoTon.of(number(expected, "worker_fee_per_token")),
                        NanoTon.of(number(expected, "min_proxy_stake")),
                        NanoTon.of(number(expected, "min_client_stake")),
                        TonAddress.parse(text(expected, "owner"))));
    }

    private static void compareParams(RootParams params, ContractParams stored) {
        assertThat(params)
                .isEqualTo(new RootParams(
                        stored.paramsVersion(),
                        stored.uniqueId(),
                        stored.isTest(),
                        stored.pricePerToken(),
                        stored.workerFeePerToken(),
                        stored.multipliers().cached(),
                        stored.multipliers().reasoning(),
                        stored.proxyDelay(),
                        stored.clientDelay(),
                        NanoTon.of(stored.minProxyStake()),
                        stored.minClientStake(),
                        requireNonNull(stored.codes().proxy()).hash(),
                        requireNonNull(stored.codes().worker()).hash(),
                        requireNonNull(stored.codes().client()).hash()));
    }

    private static void compareLists(RootConfig config) {
        assertThat(get(ROOT.lastProxySeqno(DEVNET.api()))).isEqualTo(config.lastProxySeqno());
        assertThat(config.proxyHashes()).allMatch(hash -> get(ROOT.isProxyHashValid(DEVNET.api(), hash)));
        assertThat(config.workerHashes()).allMatch(hash -> get(ROOT.isWorkerHashValid(DEVNET.api(), hash)));
        assertThat(config.modelHashes()).allMatch(hash -> get(ROOT.isModelHashValid(DEVNET.api(), hash)));
        assertThat(List.of(
                        get(ROOT.isProxyHashValid(DEVNET.api(), UNKNOWN)),
                        get(ROOT.isWorkerHashValid(DEVNET.api(), UNKNOWN)),
                        get(ROOT.isModelHashValid(DEVNET.api(), UNKNOWN))))
                .containsOnly(false);
    }
}
