package dev.cocoonsdk.broker.internal.worker;

import dev.cocoonsdk.broker.internal.ledger.TokenCounter;
import dev.cocoonsdk.broker.internal.market.Capabilities;
import dev.cocoonsdk.broker.internal.market.Worker;
import dev.cocoonsdk.broker.internal.market.WorkerSession;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.MessageTooLargeException;
import dev.cocoonsdk.network.PaymentNumbers;
import dev.cocoonsdk.network.Peer;
import dev.cocoonsdk.network.ProxyWorkerLink;
import dev.cocoonsdk.network.Wire;
import dev.cocoonsdk.network.WorkerCall;
import dev.cocoonsdk.network.WorkerQuery;
import dev.cocoonsdk.network.WorkerRegistration;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the {@link ProxyWorkerLink} of one worker with Netty.
 *
 * <p>Everything happens on the connection's event loop; the methods of {@link WorkerSession} hop to it. One turn handles all
 * bytes that had arrived: what it writes leaves with one flush, and each answer that got something is signalled once. Commands
 * of other connections on the same loop are gathered likewise.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close arrives as exceptionCaught or channelInactive
final class WorkerConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerConnection.class);
    private static final long HELLO_SECONDS = 2;
    private static final long STUCK_SECONDS = 60;

    private final WorkerDesk desk;
    private final Map<Hash256, WorkerCall> calls = new HashMap<>();
    private final Set<WorkerSession.Answers> touched = new HashSet<>();
    private final Session session = new Session();
    private @Nullable Output output;
    private boolean turnDue;
    private long alarmAt = LinkContext.NEVER;
    private @Nullable ScheduledFuture<?> alarm;
    private @Nullable ScheduledFuture<?> stuck;

    WorkerConnection(WorkerDesk desk) {
        this.desk = desk;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        output = new Output(ctx);
        output.link.transportUp();
        endTurn();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            for (ByteBuffer part : bytes.nioBuffers()) {
                link().receive(part);
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        endTurn();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        link().transportDown("the worker closed the connection");
        endTurn();
        if (alarm != null) {
            alarm.cancel(false);
        }
        if (stuck != null) {
            stuck.cancel(false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean reading = ctx.channel().isWritable();
        session.reading(reading);
        if (stuck != null) {
            stuck.cancel(false);
        }
        stuck = reading ? null : loop().schedule(this::closeStuck, STUCK_SECONDS, TimeUnit.SECONDS);
    }

    private void closeStuck() {
        LOG.warn("a worker reads nothing of what is sent to it; its connection is closed");
        output().ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("worker connection broke: {}", cause.toString());
        ctx.close();
    }

    private Output output() {
        if (output == null) {
            throw new IllegalStateException("the connection is not open yet");
        }
        return output;
    }

    private ProxyWorkerLink link() {
        return output().link;
    }

    private EventExecutor loop() {
        return output().ctx.executor();
    }

    /** Ends the turn after everything else that this loop has to do now. */
    private void turnSoon() {
        if (!turnDue) {
            turnDue = true;
            loop().execute(this::endTurn);
        }
    }

    private void endTurn() {
        turnDue = false;
        link().flush();
        output().flush();
        if (!touched.isEmpty()) {
            List<WorkerSession.Answers> changed = new ArrayList<>(touched);
            touched.clear();
            changed.forEach(WorkerConnection::endBatch);
        }
        setAlarm();
    }

    /** A failing reader must not keep the others from being told. */
    private static void endBatch(WorkerSession.Answers answers) {
        try {
            answers.onBatchEnd();
        } catch (RuntimeException e) {
            LOG.error("an answer could not be handed on", e);
        }
    }

    private void setAlarm() {
        long deadline = link().nextDeadline();
        if (deadline >= alarmAt || deadline == LinkContext.NEVER) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAt = deadline;
        long delay = Math.max(0, deadline - desk.context().nanoTime().getAsLong());
        alarm = loop().schedule(this::ring, delay, TimeUnit.NANOSECONDS);
    }

    private void ring() {
        alarmAt = LinkContext.NEVER;
        link().tick();
        endTurn();
    }

    /** Where the link writes; the link is made with it. */
    private final class Output implements Wire {

        private final ChannelHandlerContext ctx;
        private final ProxyWorkerLink link;
        private boolean written;

        Output(ChannelHandlerContext ctx) {
            this.ctx = ctx;
            this.link = ProxyWorkerLink.create(desk.settings(), new Events(), this, desk.context());
        }

        @Override
        public void write(ByteBuffer bytes) {
            written = true;
            ctx.write(Unpooled.wrappedBuffer(bytes), ctx.voidPromise());
        }

        @Override
        public void close() {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }

        void flush() {
            if (written) {
                written = false;
                ctx.flush();
            }
        }
    }

    /** What the link tells. */
    private final class Events implements ProxyWorkerLink.Listener {

        private @Nullable Worker worker;
        private Runnable numbers = () -> {};

        @Override
        public boolean isImageAllowed(Peer peer) {
            return desk.isImageAllowed(peer);
        }

        @Override
        public boolean isModelAllowed(String model, Hash256 modelHash) {
            try {
                ModelId.ofFullName(model);
                return desk.isModelAllowed(modelHash);
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        @Override
        public void onRegistered(WorkerRegistration registration) {
            LOG.info("worker {} connects with {}", registration.owner(), registration.routingName());
        }

        @Override
        public void onNumbersWanted(WorkerRegistration registration, Consumer<PaymentNumbers> reply) {
            TokenCounter counter = desk.ledger().worker(registration.owner());
            numbers = () -> loop().execute(() -> {
                reply.accept(desk.numbers(counter));
                turnSoon();
            });
            desk.ledger().whenStored(numbers);
        }

        @Override
        public void onReady(WorkerRegistration registration, boolean disabled) {
            TokenCounter counter = desk.ledger().worker(registration.owner());
            ModelId model = ModelId.ofFullName(registration.modelText());
            Worker added =
                    desk.registry().add(model, registration.capacity(), registration.coefficient(), counter, session);
            worker = added;
            session.registered = added;
            session.account = counter;
            session.coefficient = registration.coefficient();
            desk.registry().setEnabled(added, !disabled);
            loop().schedule(() -> desk.registry().expectNoHello(added), HELLO_SECONDS, TimeUnit.SECONDS);
            LOG.info(
                    "worker {} serves {}: {} at once, coefficient {}",
                    registration.owner(),
                    model,
                    registration.capacity(),
                    registration.coefficient());
        }

        @Override
        public void onDisabled(boolean disabled) {
            if (worker != null) {
                desk.registry().setEnabled(worker, !disabled);
            }
        }

        @Override
        public void onCoefficient(int coefficient) {
            session.coefficient = coefficient;
            if (worker != null) {
                desk.registry().setCoefficient(worker, coefficient);
            }
        }

        @Override
        public void onHello(CocoonsdkHello hello) {
            if (worker != null) {
                desk.registry()
                        .setCapabilities(
                                worker,
                                new Capabilities(
                                        true, Set.copyOf(hello.endpoints()), hello.tasks(), hello.contextTokens()));
            }
        }

        @Override
        public void onClosed(LinkFailure failure) {
            desk.ledger().forget(numbers);
            if (worker != null) {
                desk.registry().remove(worker);
            }
            LOG.info("worker connection closed: {}", failure);
        }
    }

    /** This connection, as the market sees it. */
    private final class Session implements WorkerSession {

        private volatile @Nullable TokenCounter account;
        private int coefficient;
        private @Nullable Worker registered;

        void reading(boolean reading) {
            if (registered != null) {
                desk.registry().setReading(registered, reading);
            }
        }

        @Override
        public void run(Command command, Answers answers) {
            loop().execute(() -> begin(command, answers));
        }

        private void begin(Command command, Answers answers) {
            if (!link().isReady()) {
                answers.onGone();
                answers.onBatchEnd();
                return;
            } else if (coefficient > command.maxCoefficient()) {
                answers.onTooDear(coefficient);
                answers.onBatchEnd();
                return;
            }
            CallBridge bridge = new CallBridge(command.id(), answers, calls::remove, touched::add);
            WorkerQuery query =
                    new WorkerQuery(command.id(), command.request(), null, command.timeout(), command.debug());
            try {
                bridge.started(link().run(query, bridge), calls);
            } catch (MessageTooLargeException e) {
                answers.onError(ErrorCodes.PROTOCOL_VIOLATION, "the request fits into no frame");
                answers.onBatchEnd();
            }
            turnSoon();
        }

        @Override
        public void cancel(Hash256 id) {
            loop().execute(() -> {
                WorkerCall call = calls.get(id);
                if (call != null && call.cancel()) {
                    turnSoon();
                }
            });
        }

        @Override
        public void tellEarned(Earned earned) {
            if (loop().inEventLoop()) {
                tell(earned);
            } else {
                loop().execute(() -> tell(earned));
            }
        }

        private void tell(Earned earned) {
            TokenCounter counter = account;
            if (counter != null) {
                link().requestPayment(
                                earned.id(), desk.numbers(counter), TokenCount.of(earned.tokens()), earned.client());
                turnSoon();
            }
        }
    }
}
