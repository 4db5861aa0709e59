package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.block.ActionPhase;
import dev.cocoonsdk.ton.block.BouncePhase;
import dev.cocoonsdk.ton.block.ComputePhase;
import dev.cocoonsdk.ton.block.StatusChange;
import dev.cocoonsdk.ton.block.StorageUsed;
import dev.cocoonsdk.ton.block.TransactionDescription;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a transaction went, as version 3 tells it. What is absent on chain is absent here. */
final class V3Description {

    private V3Description() {}

    static JsonObject of(TransactionDescription description) {
        if (description instanceof TransactionDescription.Ordinary ordinary) {
            return ordinary(ordinary);
        } else if (description instanceof TransactionDescription.TickTock tick) {
            return JsonValue.object(
                    "type", "tick_tock",
                    "aborted", tick.aborted(),
                    "destroyed", tick.destroyed(),
                    "is_tock", tick.tock(),
                    "compute_ph", compute(tick.compute()));
        }
        return JsonValue.object("type", description.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }

    private static JsonObject ordinary(TransactionDescription.Ordinary ordinary) {
        JsonObject json = JsonValue.object(
                "type", "ord",
                "aborted", ordinary.aborted(),
                "destroyed", ordinary.destroyed(),
                "credit_first", ordinary.creditFirst());
        if (ordinary.storage() != null) {
            JsonObject storage = JsonValue.object(
                    "storage_fees_collected", V3Json.coins(ordinary.storage().collected()),
                    "status_change", change(ordinary.storage().change()));
            json = json.with(
                    "storage_ph",
                    with(storage, "storage_fees_due", ordinary.storage().due()));
        }
        if (ordinary.credit() != null) {
            JsonObject credit = JsonValue.object(
                    "credit", V3Json.coins(ordinary.credit().credit().coins()));
            json = json.with(
                    "credit_ph",
                    with(credit, "due_fees_collected", ordinary.credit().dueCollected()));
        }
        json = json.with("compute_ph", compute(ordinary.compute()));
        if (ordinary.action() != null) {
            json = json.with("action", action(ordinary.action()));
        }
        return ordinary.bounce() == null ? json : json.with("bounce", bounce(ordinary.bounce()));
    }

    private static JsonObject compute(ComputePhase phase) {
        if (phase instanceof ComputePhase.Skipped skipped) {
            return JsonValue.object(
                    "skipped", true, "reason", skipped.reason().name().toLowerCase(Locale.ROOT));
        }
        ComputePhase.Ran ran = (ComputePhase.Ran) phase;
        JsonObject json = JsonValue.object(
                "skipped", false,
                "success", ran.success(),
                "msg_state_used", ran.messageStateUsed(),
                "account_activated", ran.activated(),
                "gas_fees", V3Json.coins(ran.gasFees()),
                "gas_used", Long.toString(ran.gasUsed()),
                "gas_limit", Long.toString(ran.gasLimit()),
                "mode", ran.mode(),
                "exit_code", ran.exitCode(),
                "vm_steps", ran.steps(),
                "vm_init_state_hash", ran.initialStateHash().toBase64(),
                "vm_final_state_hash", ran.finalStateHash().toBase64());
        return ran.exitArgument() == null ? json : json.with("exit_arg", JsonValue.of(ran.exitArgument()));
    }

    private static JsonObject action(ActionPhase phase) {
        JsonObject json = JsonValue.object(
                "success", phase.success(),
                "valid", phase.valid(),
                "no_funds", phase.noFunds(),
                "status_change", change(phase.change()),
                "result_code", phase.resultCode(),
                "tot_actions", phase.actions(),
                "spec_actions", phase.specialActions(),
                "skipped_actions", phase.skippedActions(),
                "msgs_created", phase.messagesCreated(),
                "action_list_hash", phase.actionListHash().toBase64(),
                "tot_msg_size", size(phase.messageSize()));
        return with(with(json, "total_fwd_fees", phase.forwardFees()), "total_action_fees", phase.actionFees());
    }

    private static JsonObject bounce(BouncePhase phase) {
        if (phase instanceof BouncePhase.Bounced bounced) {
            return JsonValue.object(
                    "type", "ok",
                    "msg_size", size(bounced.size()),
                    "msg_fees", V3Json.coins(bounced.messageFees()),
                    "fwd_fees", V3Json.coins(bounced.forwardFees()));
        } else if (phase instanceof BouncePhase.NoFunds none) {
            return JsonValue.object(
                    "type", "nofunds",
                    "msg_size", size(none.size()),
                    "req_fwd_fees", V3Json.coins(none.requiredFees()));
        }
        return JsonValue.object("type", "negfunds");
    }

    private static JsonObject size(StorageUsed size) {
        return JsonValue.object("cells", Long.toString(size.cells()), "bits", Long.toString(size.bits()));
    }

    private static String change(StatusChange change) {
        return change.name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject with(JsonObject json, String name, @Nullable NanoTon amount) {
        return amount == null ? json : json.with(name, V3Json.coins(amount));
    }
}
