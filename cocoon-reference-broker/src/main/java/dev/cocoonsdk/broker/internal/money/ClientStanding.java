package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a client contract last said of itself ({@code docs/protocol/contracts.md} 7.3).
 *
 * @param state of the contract
 * @param balance paid in and not charged
 * @param stake bounds what may be open
 * @param used cumulative adjusted tokens charged, less than 2<sup>63</sup>
 * @param secretHash zero if none was set
 */
record ClientStanding(ContractState state, NanoTon balance, NanoTon stake, long used, Hash256 secretHash) {

    /** The newer of two: counters never decrease, and a closed contract stays closed. */
    ClientStanding then(ClientStanding next) {
        return next.used < used || next.state.code() < state.code() ? this : next;
    }

    ClientAccount account(TonAddress wallet) {
        ClientAccount.State shown = switch (state) {
            case OPEN -> ClientAccount.State.RUNNING;
            case CLOSING -> ClientAccount.State.CLOSING;
            case CLOSED -> ClientAccount.State.CLOSED;
        };
        return new ClientAccount(wallet, secretHash, balance, stake, TokenCount.of(used), shown);
    }

    JsonObject toJson() {
        return JsonValue.object(
                "state", state.code(),
                "balance", balance.value(),
                "stake", stake.value(),
                "used", used,
                "secret_hash", secretHash.toHex());
    }

    /** Null if a member is missing or wrong. */
    static @Nullable ClientStanding ofJson(JsonObject json) {
        Long state = json.integer("state");
        Long balance = json.integer("balance");
        Long stake = json.integer("stake");
        Long used = json.integer("used");
        String hash = json.string("secret_hash");
        if (state == null || balance == null || stake == null || used == null || hash == null) {
            return null;
        }
        return new ClientStanding(state(state), NanoTon.of(balance), NanoTon.of(stake), used, Hash256.ofHex(hash));
    }

    /** The state of a number on chain. */
    static ContractState state(long code) {
        for (ContractState state : ContractState.values()) {
            if (state.code() == code) {
                return state;
            }
        }
        throw new IllegalArgumentException("contract state: " + code + " (expected: 0, 1 or 2)");
    }
}
