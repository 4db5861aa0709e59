package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.state.StateStoreException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a worker remembers of its contract with a proxy: the record {@code worker.<contract>}. Guarded by its account. */
final class WorkerJournal {

    static final String PREFIX = "worker.";
    private static final long FORMAT = 1;

    final WorkerTerms terms;
    private final StateStore store;
    TransactionId known = TransactionId.NONE;

    @Nullable
    SignedPayment payment;

    TokenCount database = TokenCount.ZERO;
    TokenCount memory = TokenCount.ZERO;

    @Nullable
    WorkerRequest pending;

    @Nullable
    Instant outdatedSince;

    WorkerJournal(StateStore store, WorkerTerms terms) {
        this.store = store;
        this.terms = terms;
    }

    TokenCount signed() {
        return payment == null ? TokenCount.ZERO : payment.tokens();
    }

    private String name() {
        return PREFIX + terms.address().account().toHex();
    }

    /**
     * Makes it durable.
     *
     * @throws StateStoreException if that fails; then nothing may be sent
     */
    void save() {
        store.write(name(), Bytes.wrap(toJson().toJsonBytes()));
    }

    void delete() {
        store.delete(name());
    }

    private JsonObject toJson() {
        JsonObject json = JsonValue.object(
                "format", FORMAT,
                "terms", terms.toJson(),
                "known_lt", known.lt(),
                "known_hash", known.hash().toHex(),
                "database", database.value(),
                "memory", memory.value());
        json = payment == null
                ? json
                : json.with("payment", JsonValue.of(Base64.getEncoder().encodeToString(payment.toBoc())));
        json = pending == null ? json : json.with("pending", pending.toJson());
        return outdatedSince == null ? json : json.with("outdated_since", JsonValue.of(outdatedSince.toEpochMilli()));
    }

    /**
     * Reads a record.
     *
     * @throws StateStoreException if it is damaged
     */
    static WorkerJournal read(StateStore store, String name) {
        Bytes bytes = store.read(name);
        if (bytes == null) {
            throw new StateStoreException("record " + name + " is gone", null);
        }
        try {
            if (JsonValue.parse(bytes.toByteArray()) instanceof JsonObject json
                    && AccountJson.number(json, "format") == FORMAT) {
                return ofJson(store, json);
            }
        } catch (RuntimeException e) {
            throw new StateStoreException("record " + name + " is damaged", e);
        }
        throw new StateStoreException("record " + name + " has another format", null);
    }

    private static WorkerJournal ofJson(StateStore store, JsonObject json) {
        WorkerJournal journal = new WorkerJournal(store, WorkerTerms.ofJson(AccountJson.object(json, "terms")));
        journal.known = new TransactionId(
                AccountJson.number(json, "known_lt"), Hash256.ofHex(AccountJson.text(json, "known_hash")));
        journal.database = TokenCount.of(AccountJson.number(json, "database"));
        journal.memory = TokenCount.of(AccountJson.number(json, "memory"));
        String payment = json.string("payment");
        journal.payment =
                payment == null ? null : SignedPayment.parse(Base64.getDecoder().decode(payment));
        JsonObject pending = json.object("pending");
        journal.pending = pending == null ? null : WorkerRequest.ofJson(pending);
        journal.outdatedSince = AccountJson.instantOrNull(json, "outdated_since");
        return journal;
    }
}
