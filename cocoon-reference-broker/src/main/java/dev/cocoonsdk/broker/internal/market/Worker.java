package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.broker.internal.ledger.TokenCounter;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connected worker. The fields that are not final are guarded by the lock of the {@link WorkerRegistry} that holds it.
 */
public final class Worker {

    final long id;
    final ModelId model;
    final int capacity;
    final TokenCounter account;
    final WorkerSession session;
    final Hash256 image;

    @Nullable
    WorkerRates rates;

    @Nullable
    SealingKeys sealing;

    Capabilities capabilities = Capabilities.UNKNOWN;
    int coefficient;
    boolean enabled;
    boolean allowed;
    boolean reading = true;
    int running;
    long lastChosen;
    long finished;
    long failed;

    Worker(
            long id,
            ModelId model,
            int capacity,
            int coefficient,
            TokenCounter account,
            WorkerSession session,
            Hash256 image) {
        this.id = id;
        this.model = model;
        this.capacity = capacity;
        this.coefficient = coefficient;
        this.account = account;
        this.session = session;
        this.image = image;
        this.allowed = session.isAllowed();
    }

    /** The owner's counter. */
    public TokenCounter account() {
        return account;
    }

    /** The connection. */
    public WorkerSession session() {
        return session;
    }

    /** The model that it serves. */
    public ModelId model() {
        return model;
    }

    /** Whether requests may go there at all. */
    boolean isRouted() {
        return enabled && allowed;
    }

    /** Whether it announced one of the keys. */
    boolean holdsOneOf(List<Hash256> recipients) {
        SealingKeys keys = sealing;
        return keys != null && keys.holdsOneOf(recipients);
    }

    boolean isFree() {
        return isRouted() && reading && running < capacity;
    }

    /** Whether this one is to be preferred: less loaded, then cheaper, then not chosen for longer. */
    boolean isBetterThan(Worker other) {
        int load = Long.compare((long) running * other.capacity, (long) other.running * capacity);
        if (load != 0) {
            return load < 0;
        } else if (coefficient != other.coefficient) {
            return coefficient < other.coefficient;
        }
        return lastChosen != other.lastChosen ? lastChosen < other.lastChosen : id < other.id;
    }
}
