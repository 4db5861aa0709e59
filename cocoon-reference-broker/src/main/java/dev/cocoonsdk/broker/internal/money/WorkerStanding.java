package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractState;
import org.jspecify.annotations.Nullable;

/**
 * What a worker contract last said of itself ({@code docs/protocol/contracts.md} 7.3).
 *
 * @param state open or closed
 * @param paid cumulative adjusted tokens paid out, less than 2<sup>63</sup>
 */
record WorkerStanding(ContractState state, long paid) {

    WorkerStanding then(WorkerStanding next) {
        return next.paid < paid || next.state.code() < state.code() ? this : next;
    }

    JsonObject toJson() {
        return JsonValue.object("state", state.code(), "paid", paid);
    }

    /** Null if a member is missing. */
    static @Nullable WorkerStanding ofJson(JsonObject json) {
        Long state = json.integer("state");
        Long paid = json.integer("paid");
        return state == null || paid == null ? null : new WorkerStanding(ClientStanding.state(state), paid);
    }
}
