package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.WorkerPaymentStatus;
import dev.cocoonsdk.network.tl.WorkerUpdatePaymentStatus;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a proxy every 10 to 20 s for the worker's counters and merges them ({@code docs/protocol/wire.md} 10.6). */
final class PaymentPoll implements QueryHandler<WorkerPaymentStatus> {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentPoll.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long SHORTEST_NANOS = Duration.ofSeconds(10).toNanos();

    private final PacketConnection connection;
    private final WorkerHandshake handshake;
    private final LinkContext context;
    private long next = LinkContext.NEVER;

    PaymentPoll(PacketConnection connection, WorkerHandshake handshake, LinkContext context) {
        this.connection = connection;
        this.handshake = handshake;
        this.context = context;
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
            connection.query(new WorkerUpdatePaymentStatus(), TIMEOUT, this);
        }
    }

    @Override
    public void answered(WorkerPaymentStatus status) {
        handshake.numbers().merge(status.signedPayment(), status.dbTokens(), status.maxTokens());
        schedule();
    }

    @Override
    public void failed(QueryFailure failure) {
        LOG.debug("payment status: {}", failure);
        schedule();
    }
}
