package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.TlFunction;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a proxy every 10 to 20 s for the counters of this client or worker ({@code docs/protocol/wire.md} 10.6).
 *
 * @param <R> the answer
 */
final class PaymentPoll<R> implements QueryHandler<R> {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentPoll.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long SHORTEST_NANOS = Duration.ofSeconds(10).toNanos();

    private final PacketConnection connection;
    private final LinkContext context;
    private final TlFunction<R> query;
    private final Consumer<R> merge;
    private long next = LinkContext.NEVER;

    PaymentPoll(PacketConnection connection, LinkContext context, TlFunction<R> query, Consumer<R> merge) {
        this.connection = connection;
        this.context = context;
        this.query = query;
        this.merge = merge;
    }

    long nextDeadline() {
        return next;
    }

    void schedule() {
        next = context.now() + SHORTEST_NANOS + context.random().nextLong(SHORTEST_NANOS + 1);
    }

    void tick() {
        if (context.now() >= next) {
            next = LinkContext.NEVER;
            connection.query(query, TIMEOUT, this);
        }
    }

    @Override
    public void answered(R status) {
        merge.accept(status);
        schedule();
    }

    @Override
    public void failed(QueryFailure failure) {
        LOG.debug("payment status: {}", failure);
        schedule();
    }
}
