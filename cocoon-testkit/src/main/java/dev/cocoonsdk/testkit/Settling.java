package dev.cocoonsdk.testkit;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TonAddress;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Gives the broker the commands by which its operator has it settle, and looks on the chain what comes of them. */
final class Settling {

    private static final String DONE = "nothing to ";
    private static final String UNKNOWN = " not found";

    private final LocalMarketplace marketplace;
    private final LocalChain chain;
    private String answer = "no command was given";

    Settling(LocalMarketplace marketplace) {
        this.marketplace = marketplace;
        this.chain = marketplace.chain();
    }

    Settlement run() {
        TokenCount tokens = confirmed();
        NanoTon deposited = chain.deposited();
        all("charge?client=" + name(chain.clientWallet()), () -> true);
        Waiting.until(chain::hasWorker, () -> "the provider deploys its contract");
        NanoTon paid = chain.paidOut();
        all("payout?worker=" + name(LocalChain.providerOwner()), () -> true);
        NanoTon earned = chain.earnings();
        all("withdraw?", () -> chain.earnings().isZero());
        return new Settlement(
                tokens, deposited.minus(chain.deposited()), chain.paidOut().minus(paid), earned);
    }

    private static String name(TonAddress address) {
        return address.toWire(true);
    }

    /** Only what a state saved on the chain covers is charged and paid. */
    private TokenCount confirmed() {
        long[] counted = new long[2];
        Waiting.until(
                () -> {
                    JsonObject tokens =
                            BrokerPages.get(marketplace, "/v1/account").object("tokens");
                    counted[0] = member(tokens, "db");
                    counted[1] = member(tokens, "chain");
                    return counted[0] == counted[1];
                },
                () -> counted[1] + " of " + counted[0] + " tokens are confirmed on chain");
        return TokenCount.of(counted[0]);
    }

    static long member(@Nullable JsonObject tokens, String name) {
        Long value = tokens == null ? null : tokens.integer(name);
        return value == null ? 0 : value;
    }

    /** Repeats a command until there is nothing left to do; while it is under way, the broker says so. */
    private void all(String command, BooleanSupplier seen) {
        Waiting.until(
                () -> {
                    answer = BrokerPages.command(marketplace, command);
                    return (answer.contains(DONE) || answer.contains(UNKNOWN)) && seen.getAsBoolean();
                },
                () -> command + ": " + answer);
    }
}
