package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.state.StateStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an account remembers across a crash. Not thread-safe; {@link #save} makes it durable. */
final class AccountJournal {

    static final String PREFIX = "client.";
    static final String EVIDENCE = "evidence-";
    private static final int FORMAT = 1;
    private static final Duration DAY = Duration.ofDays(1);

    /** A deposit that was sent. */
    record Deposit(Instant at, NanoTon coins) {}

    private final StateStore store;
    final AccountTerms terms;
    TransactionId known = TransactionId.NONE;

    @Nullable
    PendingRequest pending;

    Wishes wishes = Wishes.NONE;
    TokenCount metered = TokenCount.ZERO;

    @Nullable
    SignedPayment charge;

    @Nullable
    Instant outdatedSince;

    NanoTon depositedTotal = NanoTon.ZERO;
    AccountView.@Nullable Failure failure;
    boolean exceeded;
    /** Tokens that may have been served, with room for what is served until the next save; negative if not known. */
    long bound = -1;

    private final List<Deposit> deposits = new ArrayList<>();

    AccountJournal(StateStore store, AccountTerms terms) {
        this.store = store;
        this.terms = terms;
    }

    static String name(TonAddress contract) {
        return PREFIX + contract.account().toHex();
    }

    void addDeposit(Instant at, NanoTon coins) {
        if (!coins.isZero()) {
            deposits.removeIf(old -> old.at().isBefore(at.minus(DAY)));
            deposits.add(new Deposit(at, coins));
            depositedTotal = depositedTotal.plus(coins);
        }
    }

    /** The coins of a deposit came back, or never left. */
    void takeBackDeposit(NanoTon coins) {
        for (int i = deposits.size() - 1; i >= 0 && !coins.isZero(); i--) {
            if (deposits.get(i).coins().equals(coins)) {
                deposits.remove(i);
                depositedTotal = depositedTotal.minus(coins);
                return;
            }
        }
    }

    NanoTon depositedSince(Instant from) {
        NanoTon sum = NanoTon.ZERO;
        for (Deposit deposit : deposits) {
            sum = deposit.at().isBefore(from) ? sum : sum.plus(deposit.coins());
        }
        return sum;
    }

    NanoTon depositedToday(Instant now) {
        return depositedSince(now.minus(DAY));
    }

    /**
     * Makes it durable.
     *
     * @throws StateStoreException if that fails; then nothing may be sent
     */
    void save() {
        store.write(name(terms.address()), Bytes.wrap(toJson().toJsonBytes()));
    }

    void delete() {
        store.delete(name(terms.address()));
    }

    private JsonObject toJson() {
        JsonObject json = JsonValue.object(
                "format", FORMAT,
                "terms", terms.toJson(),
                "known_lt", known.lt(),
                "known_hash", known.hash().toHex(),
                "wishes", wishes.toJson(),
                "metered", metered.value(),
                "deposited_total", depositedTotal.value(),
                "deposits",
                        JsonValue.array(
                                deposits.stream().map(AccountJournal::json).toList()),
                "exceeded", exceeded,
                "bound", bound);
        json = pending == null ? json : json.with("pending", pending.toJson());
        json = charge == null ? json : json.with("charge", JsonValue.of(base64(charge)));
        json = outdatedSince == null ? json : json.with("outdated_since", JsonValue.of(outdatedSince.toEpochMilli()));
        return failure == null ? json : json.with("failure", json(failure));
    }

    private static String base64(SignedPayment payment) {
        return Base64.getEncoder().encodeToString(payment.toBoc());
    }

    private static JsonObject json(Deposit deposit) {
        return JsonValue.object(
                "at", deposit.at().toEpochMilli(), "coins", deposit.coins().value());
    }

    private static JsonObject json(AccountView.Failure failure) {
        return JsonValue.object(
                "kind", failure.kind().name(),
                "times", failure.times(),
                "retry_at", failure.retryAt().toEpochMilli());
    }

    /**
     * Reads a record.
     *
     * @throws StateStoreException if it is damaged
     */
    static @Nullable AccountJournal read(StateStore store, String name) {
        Bytes bytes = store.read(name);
        if (bytes == null) {
            return null;
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

    private static AccountJournal ofJson(StateStore store, JsonObject json) {
        AccountJournal journal = new AccountJournal(store, AccountTerms.ofJson(AccountJson.object(json, "terms")));
        journal.known = new TransactionId(
                AccountJson.number(json, "known_lt"), Hash256.ofHex(AccountJson.text(json, "known_hash")));
        journal.wishes = Wishes.ofJson(AccountJson.object(json, "wishes"));
        journal.metered = TokenCount.of(AccountJson.number(json, "metered"));
        journal.depositedTotal = AccountJson.coins(json, "deposited_total");
        for (JsonValue item : json.array("deposits")) {
            if (item instanceof JsonObject deposit) {
                journal.deposits.add(
                        new Deposit(AccountJson.instant(deposit, "at"), AccountJson.coins(deposit, "coins")));
            }
        }
        journal.exceeded = Wishes.isTrue(json, "exceeded");
        journal.bound = AccountJson.number(json, "bound");
        JsonObject pending = json.object("pending");
        journal.pending = pending == null ? null : PendingRequest.ofJson(pending);
        String charge = json.string("charge");
        journal.charge =
                charge == null ? null : SignedPayment.parse(Base64.getDecoder().decode(charge));
        journal.outdatedSince = AccountJson.instantOrNull(json, "outdated_since");
        JsonObject failure = json.object("failure");
        journal.failure = failure == null ? null : failure(failure);
        return journal;
    }

    private static AccountView.Failure failure(JsonObject json) {
        return new AccountView.Failure(
                RequestKind.valueOf(AccountJson.text(json, "kind")),
                (int) AccountJson.number(json, "times"),
                AccountJson.instant(json, "retry_at"));
    }
}
