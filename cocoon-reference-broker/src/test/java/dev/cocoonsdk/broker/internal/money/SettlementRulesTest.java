package dev.cocoonsdk.broker.internal.money;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.broker.SettlementPolicy;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.TonAddress;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SettlementRulesTest {

    private static final TonAddress PROXY = MoneyRig.address(1);
    private static final TonAddress CLIENT = MoneyRig.address(2);
    private static final TonAddress WORKER = MoneyRig.address(3);
    private static final NanoTon STAKE = NanoTon.ofTon(1);
    private static final SettlementRules RULES =
            new SettlementRules(SettlementPolicy.DEFAULT, new Tariff(NanoTon.of(20), NanoTon.of(10)), STAKE);

    private static Books.Client client(ContractState state, long used, long max, long chain, int running) {
        ClientStanding standing = new ClientStanding(state, NanoTon.ofTon(10), NanoTon.ofTon(5), used, Hash256.ZERO);
        return new Books.Client(CLIENT, standing, max, chain, running);
    }

    private static Books.Worker worker(long paid, long chain) {
        return new Books.Worker(WORKER, new WorkerStanding(ContractState.OPEN, paid), chain);
    }

    private static Books books(NanoTon coins, NanoTon earnings, Books.Client client, Books.Worker worker) {
        return new Books(PROXY, coins, earnings, STAKE, List.of(client), List.of(worker));
    }

    private static SettlementRules.Due due(Books books) {
        return RULES.due(books, key -> false, NanoTon.ZERO);
    }

    @Test
    void charges_the_confirmed_level_and_not_the_one_in_memory() {
        Books.Client client = client(ContractState.OPEN, 10, 90_000_000, 50_000_010, 3);

        assertThat(due(books(STAKE, NanoTon.ZERO, client, worker(0, 0))).steps())
                .containsExactly(new Step.Charge(CLIENT, 50_000_010));
    }

    @Test
    void does_not_charge_a_nanoton_below_the_threshold() {
        Books.Client client = client(ContractState.OPEN, 10, 90_000_000, 50_000_009, 0);

        assertThat(due(books(STAKE, NanoTon.ZERO, client, worker(0, 0))).steps())
                .isEmpty();
    }

    @Test
    void refunds_a_closing_client_only_when_nothing_runs_and_all_is_confirmed() {
        NanoTon coins = NanoTon.ofTon(20);
        Step refund = new Step.Grant(CLIENT, 100, NanoTon.of(NanoTon.ofTon(10).value() - 2000));

        assertThat(due(books(coins, NanoTon.ZERO, client(ContractState.CLOSING, 0, 100, 100, 1), worker(0, 0)))
                        .steps())
                .isEmpty();
        assertThat(due(books(coins, NanoTon.ZERO, client(ContractState.CLOSING, 0, 101, 100, 0), worker(0, 0)))
                        .steps())
                .isEmpty();
        assertThat(due(books(coins, NanoTon.ZERO, client(ContractState.CLOSING, 0, 100, 100, 0), worker(0, 0)))
                        .steps())
                .containsExactly(refund);
    }

    @Test
    void a_closed_client_gets_nothing() {
        Books.Client client = client(ContractState.CLOSED, 0, 900_000_000, 900_000_000, 0);

        assertThat(due(books(NanoTon.ofTon(90), NanoTon.ZERO, client, worker(0, 0)))
                        .steps())
                .isEmpty();
    }

    @Test
    void pays_a_worker_only_what_the_contract_has() {
        Books.Client idle = client(ContractState.OPEN, 0, 0, 0, 0);
        Books.Worker worker = worker(0, 1_000_000_000);
        Step payout = new Step.Payout(WORKER, 1_000_000_000, NanoTon.ofTon(10));

        assertThat(due(books(NanoTon.ofTon(11), NanoTon.ZERO, idle, worker)).steps())
                .containsExactly(payout);
        assertThat(due(books(NanoTon.ofTon(10), NanoTon.ZERO, idle, worker)).steps())
                .isEmpty();
        assertThat(due(books(NanoTon.ofTon(10), NanoTon.ZERO, idle, worker)).unpayable())
                .containsExactly(payout);
        assertThat(RULES.due(books(NanoTon.ofTon(11), NanoTon.ZERO, idle, worker), key -> false, NanoTon.ofTon(1))
                        .steps())
                .isEmpty();
    }

    @Test
    void withdraws_earnings_from_the_threshold_on_and_brings_the_stake_up() {
        Books books = new Books(PROXY, NanoTon.ofTon(30), NanoTon.ofTon(10), NanoTon.ZERO, List.of(), List.of());

        assertThat(due(books).steps())
                .containsExactly(new Step.Stake(PROXY, STAKE, STAKE), new Step.Withdrawal(PROXY, NanoTon.ofTon(10)));
        assertThat(RULES.due(books, key -> key.kind().equals("stake"), NanoTon.ZERO)
                        .steps())
                .containsExactly(new Step.Withdrawal(PROXY, NanoTon.ofTon(10)));
    }

    @Property
    void what_is_begun_together_is_never_more_than_the_contract_has(
            @ForAll @LongRange(max = 100_000_000_000L) long coins,
            @ForAll @LongRange(max = 100_000_000_000L) long earnings,
            @ForAll @LongRange(max = 10_000_000_000L) long earned,
            @ForAll @LongRange(max = 10_000_000_000L) long used) {
        Books books = books(
                NanoTon.of(coins),
                NanoTon.of(earnings),
                client(ContractState.CLOSING, 0, used, used, 0),
                worker(0, earned));

        long leaving = due(books).steps().stream()
                .mapToLong(step -> step.paid().value())
                .sum();

        assertThat(leaving).isLessThanOrEqualTo(Math.max(0, coins - SettlementRules.FLOOR.value()));
    }
}
