package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.testkit.LocalChain;
import dev.cocoonsdk.testkit.LocalChain.Ledger;
import dev.cocoonsdk.testkit.LocalMarketplace;
import dev.cocoonsdk.testkit.Settlement;
import dev.cocoonsdk.ton.TonAddress;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the demo's jobs moved on the chain.
 *
 * @param before accounts before the broker's and the client's deposit
 * @param after accounts at the end
 * @param names what accounts are
 * @param deposit what the client paid in
 * @param tokens adjusted tokens of all jobs
 * @param charge what the client's contract was charged
 * @param payout what the provider got
 * @param withdrawal what the broker kept and took out
 */
record DemoSettlement(
        Ledger before,
        Ledger after,
        Map<TonAddress, String> names,
        NanoTon deposit,
        TokenCount tokens,
        NanoTon charge,
        NanoTon payout,
        NanoTon withdrawal) {

    /** Has everything settled that the jobs cost. */
    static DemoSettlement of(LocalMarketplace marketplace, NanoTon deposit) {
        Settlement moved = marketplace.settle();
        LocalChain chain = marketplace.chain();
        Map<TonAddress, String> names = new LinkedHashMap<>();
        chain.accounts().forEach((name, address) -> names.put(address, name));
        return new DemoSettlement(
                chain.opening(),
                chain.ledger(),
                names,
                deposit,
                moved.tokens(),
                moved.charge(),
                moved.payout(),
                moved.withdrawal());
    }

    /** Every account of either list, known ones first. */
    private Set<TonAddress> accounts() {
        Set<TonAddress> accounts = new LinkedHashSet<>(names.keySet());
        accounts.addAll(before.balances().keySet());
        accounts.addAll(after.balances().keySet());
        return accounts;
    }

    private NanoTon fees() {
        return after.fees().minus(before.fees());
    }

    /** The documented members ({@code docs/cli.md}). */
    JsonObject json() {
        return JsonValue.object(
                "before", balances(before),
                "after", balances(after),
                "charge_nanoton", charge.value(),
                "payout_nanoton", payout.value(),
                "withdrawal_nanoton", withdrawal.value(),
                "fees_nanoton", fees().value());
    }

    private JsonValue balances(Ledger ledger) {
        return JsonValue.array(accounts().stream()
                .map(account -> JsonValue.object(
                        "account",
                        account.toWire(true),
                        "balance_nanoton",
                        ledger.of(account).value()))
                .toList());
    }

    /** The ledger, the balances before and after, and that they add up. */
    void print(Terminal terminal) {
        PrintStream out = terminal.out();
        out.println(terminal.bold("Settlement on the local chain, executed by the TVM"));
        out.println(
                "  deposit      " + deposit + "   client wallet → client contract (coins lie on the proxy contract)");
        out.println("  ledger       " + tokens + " of the two jobs");
        out.println("  charge       " + charge + "   the broker's signed charge, taken from the deposit");
        out.println("  payout       " + payout + "   to the provider's owner");
        out.println("  withdrawal   " + withdrawal + "   the broker's part, to its owner");
        out.println();
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"account", "address", "before", "after", "difference"});
        long sum = 0;
        for (TonAddress account : accounts()) {
            long difference = after.of(account).value() - before.of(account).value();
            sum += difference;
            rows.add(new String[] {
                names.getOrDefault(account, "other"),
                account.toWire(true),
                before.of(account).toString(),
                after.of(account).toString(),
                signed(difference)
            });
        }
        new Table(rows).print(out);
        out.println();
        out.println("Fees of the chain: " + fees() + ". Differences and fees add up to " + signed(sum + fees().value())
                + ".");
        out.println();
    }

    private static String signed(long nanoton) {
        String amount = NanoTon.of(Math.abs(nanoton)).toString();
        return nanoton > 0 ? "+" + amount : nanoton < 0 ? "-" + amount : amount;
    }
}
