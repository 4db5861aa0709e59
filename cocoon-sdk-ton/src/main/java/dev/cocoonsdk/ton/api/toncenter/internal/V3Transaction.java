package dev.cocoonsdk.ton.api.toncenter.internal;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TonTransaction.Outcome;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as the index read it.
 *
 * @param transaction what nodes look at, without details
 * @param previous the account's transaction before it, as told
 */
record V3Transaction(TonTransaction transaction, TransactionId previous) {

    static V3Transaction read(Fields json, TonAddress address) {
        if (!json.address("account").equals(address)) {
            throw json.wrong("account", "the one that was asked for");
        }
        Fields message = json.has("in_msg") ? json.object("in_msg") : null;
        TonAddress source = message != null && message.has("source") ? message.address("source") : null;
        TonTransaction transaction = new TonTransaction(
                new TransactionId(json.unsigned("lt"), json.hash("hash")),
                Instant.ofEpochSecond(json.integer("now", 0, 0xffff_ffffL)),
                source,
                message != null && message.has("value") ? message.coins("value") : NanoTon.ZERO,
                message != null && message.has("bounced") && message.flag("bounced"),
                message == null ? Cell.EMPTY : body(message),
                outcome(json.object("description")));
        return new V3Transaction(
                transaction, new TransactionId(json.unsigned("prev_trans_lt"), json.hash("prev_trans_hash")));
    }

    private static Cell body(Fields message) {
        Fields content = message.object("message_content");
        Cell body = content.optionalCell("body");
        Cell known = body == null ? Cell.EMPTY : body;
        if (content.has("hash") && !content.hash("hash").equals(known.hash())) {
            throw content.wrong("body", "a cell with the hash of hash");
        }
        return known;
    }

    private static Outcome outcome(Fields description) {
        if (skipped(description)) {
            return Outcome.SKIPPED;
        }
        return description.has("aborted") && description.flag("aborted") ? Outcome.ABORTED : Outcome.SUCCEEDED;
    }

    private static boolean skipped(Fields description) {
        @Nullable Fields compute = description.has("compute_ph") ? description.object("compute_ph") : null;
        if (compute == null) {
            return false;
        }
        return compute.has("skipped")
                ? compute.flag("skipped")
                : compute.has("type") && compute.text("type").equals("skipped");
    }
}
