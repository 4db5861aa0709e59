package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked of an account and what was not sent yet.
 *
 * @param close the refund shall be requested
 * @param withdraw what lies above the stake shall be taken out
 * @param charge the last signed charge shall be brought to the chain
 * @param topUp coins to be deposited whatever the policy says, or null
 * @param stake the stake to have, or null
 * @param nonce of a proxy that waits for the registration, or null; never kept across a restart, as the connection is gone
 */
record Wishes(
        boolean close,
        boolean withdraw,
        boolean charge,
        @Nullable NanoTon topUp,
        @Nullable NanoTon stake,
        @Nullable Long nonce) {

    static final Wishes NONE = new Wishes(false, false, false, null, null, null);

    Wishes withClose() {
        return new Wishes(true, withdraw, charge, topUp, stake, nonce);
    }

    Wishes withWithdraw() {
        return new Wishes(close, true, charge, topUp, stake, nonce);
    }

    Wishes withCharge() {
        return new Wishes(close, withdraw, true, topUp, stake, nonce);
    }

    Wishes withTopUp(NanoTon coins) {
        return new Wishes(close, withdraw, charge, coins, stake, nonce);
    }

    Wishes withStake(NanoTon value) {
        return new Wishes(close, withdraw, charge, topUp, value, nonce);
    }

    Wishes withNonce(@Nullable Long value) {
        return new Wishes(close, withdraw, charge, topUp, stake, value);
    }

    /** Without what this request fulfils; it is sent once, whatever becomes of it. */
    Wishes without(RequestKind kind) {
        return switch (kind) {
            case WITHDRAW -> new Wishes(close, false, charge, topUp, stake, nonce);
            case PUSH_CHARGE -> new Wishes(close, withdraw, false, topUp, stake, nonce);
            case TOP_UP -> new Wishes(close, withdraw, charge, null, stake, nonce);
            case INCREASE_STAKE -> new Wishes(close, withdraw, charge, topUp, null, nonce);
            case REGISTER -> withNonce(null);
            default -> this;
        };
    }

    JsonObject toJson() {
        JsonObject json = JsonValue.object("close", close, "withdraw", withdraw, "charge", charge);
        json = topUp == null ? json : json.with("top_up", JsonValue.of(topUp.value()));
        return stake == null ? json : json.with("stake", JsonValue.of(stake.value()));
    }

    static Wishes ofJson(JsonObject json) {
        return new Wishes(
                isTrue(json, "close"),
                isTrue(json, "withdraw"),
                isTrue(json, "charge"),
                AccountJson.coinsOrNull(json, "top_up"),
                AccountJson.coinsOrNull(json, "stake"),
                null);
    }

    static boolean isTrue(JsonObject json, String name) {
        return json.get(name) instanceof JsonValue.JsonBoolean flag && flag.value();
    }
}
