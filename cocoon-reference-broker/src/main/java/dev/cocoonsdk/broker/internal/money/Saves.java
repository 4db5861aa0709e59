package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.broker.SettlementPolicy;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends states to the chain, one at a time: noted, then sent, then awaited ({@code docs/protocol/payments.md} 7). One that does not arrive is
 * followed by the next. Its owner calls it under the lock that it was made with.
 */
final class Saves {

    private static final Logger LOG = LoggerFactory.getLogger(Saves.class);

    private final Object lock;
    private final Chain chain;
    private final Ledger ledger;
    private final Messages messages;
    private final StateSaver saver;
    private final SettlementPolicy policy;
    private boolean saving;
    private boolean closed;
    private Instant next = Instant.MIN;
    private @Nullable Instant sent;

    Saves(Object lock, Chain chain, Ledger ledger, Messages messages, StateSaver saver, SettlementPolicy policy) {
        this.lock = lock;
        this.chain = chain;
        this.ledger = ledger;
        this.messages = messages;
        this.saver = saver;
        this.policy = policy;
    }

    /** Saves a state if a counter has moved and the last one was long enough ago. */
    void saveIfDue() {
        if (!chain.clock().instant().isBefore(next) && ledger.hasUnconfirmed()) {
            save();
        }
    }

    /** Saves a state, unless one is under way. */
    void save() {
        Instant now = chain.clock().instant();
        boolean lost = sent != null && !now.isBefore(sent.plus(policy.retry()));
        if (saving && !lost) {
            return;
        }
        saving = true;
        sent = null;
        Duration pause = policy.saveState();
        next = now.plus(pause).plusMillis(chain.random().nextLong(pause.toMillis() + 1));
        Map<String, @Nullable Bytes> notes = new HashMap<>();
        int number = saver.next(ledger.sealState(), notes);
        Transfer transfer =
                messages.saveState(number, saver.session(), chain.random().nextLong());
        ledger.note(notes);
        ledger.whenStored(() -> chain.wallet().send(transfer).whenComplete((id, error) -> {
            synchronized (lock) {
                sent(number, error);
            }
        }));
    }

    private void sent(int number, @Nullable Throwable failure) {
        if (failure == null) {
            sent = chain.clock().instant();
            chain.refresh().run();
        } else if (!closed) {
            saving = false;
            LOG.warn("state {} was not sent: {}", number, failure.toString());
        }
    }

    /** A state of this process came back. */
    void arrived() {
        saving = false;
    }

    /** Failures are expected from now on. */
    void close() {
        closed = true;
    }
}
