package dev.cocoonsdk.broker.internal.ledger;

import dev.cocoonsdk.network.PaymentNumbers;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The questions of one connection for its numbers that wait for the store ({@code docs/protocol/wire.md} 9.8). On the connection's
 * event loop only.
 */
public final class NumbersDesk {

    private static final int MAX_WAITING = 100;

    private final Ledger ledger;
    private final PaymentDesk payments;
    private final Executor loop;
    private final Set<Runnable> waiting = new HashSet<>();

    /**
     * Without questions.
     *
     * @param loop runs on the connection's event loop
     */
    public NumbersDesk(Ledger ledger, PaymentDesk payments, Executor loop) {
        this.ledger = ledger;
        this.payments = payments;
        this.loop = loop;
    }

    /**
     * Answers when everything that was charged before is stored.
     *
     * @return false if too many questions wait already; this one is not answered then
     */
    public boolean ask(TokenCounter counter, Consumer<PaymentNumbers> reply) {
        if (waiting.size() >= MAX_WAITING) {
            return false;
        }
        Runnable[] question = new Runnable[1];
        question[0] = () -> loop.execute(() -> {
            if (waiting.remove(question[0])) {
                reply.accept(payments.numbers(counter));
            }
        });
        waiting.add(question[0]);
        ledger.whenStored(question[0]);
        return true;
    }

    /** The connection is gone: nothing is answered any more. */
    public void close() {
        waiting.forEach(ledger::forget);
        waiting.clear();
    }
}
