package dev.cocoonsdk.devnet.contract;

import static dev.cocoonsdk.devnet.contract.Stage.ton;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.Snapshot;
import dev.cocoonsdk.devnet.contract.Move.What;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.contract.ClientContract;
import dev.cocoonsdk.ton.contract.ProxyIncreaseStake;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random messages, right and wrong ones, and time: what must always be true of the money ({@link Play}). */
class MoneyPropertyTest {

    private static final int TRIES = 15;
    private static final int MOST_STEPS = 25;
    private static final NanoTon FUNDED_STAKE = ton("2000");

    private static Stage stage;
    private static List<ClientContract> clients;
    private static Snapshot deployed;

    @BeforeContainer
    static void open() {
        stage = new Stage().deployed();
        ContractAddresses addresses =
                ContractAddresses.of(Stage.PARAMS, Stage.ROOT, Stage.PROXY_OWNER, Stage.KEY.publicKey());
        ClientContract second = ClientContract.of(addresses, Stage.account(0x34));
        stage.deploy(second.wallet(), second.init(), ton("0.8"));
        clients = List.of(stage.client, second);
        deployed = stage.devnet.snapshot();
    }

    @AfterContainer
    static void close() {
        stage.close();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void noClaimIsLostAndNoCounterFallsWhateverTheProxySigns(@ForAll("moves") List<Move> moves) {
        stage.devnet.restore(deployed);
        Play play = new Play(stage, clients, false);

        moves.forEach(play::step);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void clientsOfAVanishedHonestProxyGetBackWhatWasNotCharged(@ForAll("moves") List<Move> moves) {
        stage.devnet.restore(deployed);
        stage.send(
                Stage.STRANGER,
                stage.proxy.address(),
                FUNDED_STAKE.plus(ton("0.2")),
                new ProxyIncreaseStake(1, FUNDED_STAKE, Stage.STRANGER).toCell());
        Play play = new Play(stage, clients, true);
        moves.forEach(play::step);

        for (int client = 0; client < clients.size(); client++) {
            play.forceClose(client);
            assertThat(play.paid(client)).isEqualTo(play.due(client));
        }
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        Arbitrary<What> what = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(What.TOP_UP, What.CHARGE, What.WORKER_PAYOUT, What.WITHDRAW)),
                Tuple.of(4, Arbitraries.of(What.class)));
        Arbitrary<Long> coins = Arbitraries.oneOf(
                Arbitraries.of(
                        0L, 1L, ton("1").value(), ton("15").value(), ton("15").value() + 1),
                Arbitraries.longs().between(0, ton("40").value()));
        Arbitrary<Long> tokens = Arbitraries.oneOf(
                Arbitraries.of(-1L, 0L, 1L, 1_000_000_000_000L),
                Arbitraries.longs().between(0, 2_000_000_000L));
        Arbitrary<Long> value = Arbitraries.frequency(
                Tuple.of(1, 1L),
                Tuple.of(1, 99_999_999L),
                Tuple.of(2, 100_000_000L),
                Tuple.of(2, 100_000_001L),
                Tuple.of(6, 700_000_000L));
        Arbitrary<Boolean> flawed = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
        return Combinators.combine(
                        what,
                        Arbitraries.integers().between(-8, 5),
                        Arbitraries.integers().between(0, 1),
                        coins,
                        tokens,
                        value,
                        flawed)
                .as(Move::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(MOST_STEPS);
    }
}
