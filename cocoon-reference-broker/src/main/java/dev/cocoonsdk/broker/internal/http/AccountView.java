package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.ledger.PaymentDesk;
import dev.cocoonsdk.broker.internal.ledger.TokenCounter;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.Base64;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * What a client may see of its account. Shows only what the ledger store has acknowledged, so a client never knows of tokens
 * that a crash of the broker could forget; {@link #whenStored} first, so that it sees all that it was charged before it asked.
 *
 * @param ledger the counters
 * @param payments signed payments
 * @param price of an adjusted token
 * @param testnet how addresses are written
 * @param confirmed whether all that was ever shown as confirmed is known to be confirmed: with a chain, once the first state of this process
 *     has come back
 */
public record AccountView(
        Ledger ledger, PaymentDesk payments, NanoTon price, boolean testnet, BooleanSupplier confirmed) {

    void whenStored(Runnable action) {
        ledger.whenStored(action);
    }

    void forget(Runnable action) {
        ledger.forget(action);
    }

    boolean isReady() {
        return ledger.isHealthy();
    }

    boolean isConfirmed() {
        return confirmed.getAsBoolean();
    }

    JsonObject json(ClientAccount account) {
        TokenCounter counter = ledger.client(account);
        TokenCounter.Levels levels = ledger.levels(counter);
        byte[] payment = payments.signed(counter).toBoc();
        return JsonValue.object(
                "object",
                "account",
                "address",
                account.wallet().toWire(testnet),
                "state",
                account.state().name().toLowerCase(Locale.ROOT),
                "balance_nanoton",
                account.balance().value(),
                "stake_nanoton",
                account.stake().value(),
                "price_per_token_nanoton",
                price.value(),
                "tokens",
                JsonValue.object(
                        "max",
                        levels.db(),
                        "db",
                        levels.db(),
                        "chain",
                        levels.chain(),
                        "charged",
                        account.tokensUsed().value()),
                "available_tokens",
                ledger.shownAvailable(account),
                "reserved_tokens",
                levels.reserved(),
                "running_requests",
                levels.running(),
                "spent_nanoton",
                spent(levels.db()),
                "signed_payment",
                Base64.getEncoder().encodeToString(payment));
    }

    private long spent(long tokens) {
        return Math.multiplyHigh(tokens, price.value()) == 0 && tokens * price.value() >= 0
                ? tokens * price.value()
                : Long.MAX_VALUE;
    }
}
