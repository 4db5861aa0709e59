package dev.cocoonsdk.broker.internal.worker;

import dev.cocoonsdk.broker.internal.ledger.NumbersDesk;
import dev.cocoonsdk.broker.internal.ledger.TokenCounter;
import dev.cocoonsdk.broker.internal.link.LinkDriver;
import dev.cocoonsdk.broker.internal.market.Capabilities;
import dev.cocoonsdk.broker.internal.market.SealingKeys;
import dev.cocoonsdk.broker.internal.market.Worker;
import dev.cocoonsdk.broker.internal.market.WorkerSession;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.Link;
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
import dev.cocoonsdk.network.tl.TlBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connected worker: its {@link ProxyWorkerLink} between the market and the network.
 *
 * <p>Everything happens on the connection's event loop; the methods of {@link WorkerSession} hop to it. Each answer that got
 * something in a turn is signalled once, at its end.
 */
final class WorkerConnection implements LinkDriver.Guest {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerConnection.class);
    private static final Duration HELLO = Duration.ofSeconds(2);

    private final WorkerDesk desk;
    private final LinkDriver driver;
    private final NumbersDesk numbers;
    private final ProxyWorkerLink link;
    private final Map<Hash256, WorkerCall> calls = new HashMap<>();
    private final Set<WorkerSession.Answers> touched = new HashSet<>();
    private final Session session = new Session();

    WorkerConnection(WorkerDesk desk, LinkDriver driver, Wire wire, ByteLayer layer) {
        this.desk = desk;
        this.driver = driver;
        this.numbers = new NumbersDesk(desk.ledger(), desk.payments(), driver::execute);
        this.link = ProxyWorkerLink.create(desk.settings(), new Events(), wire, layer, desk.context());
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public void turnEnded() {
        if (!touched.isEmpty()) {
            List<WorkerSession.Answers> changed = new ArrayList<>(touched);
            touched.clear();
            changed.forEach(WorkerConnection::endBatch);
        }
    }

    @Override
    public void reading(boolean reading) {
        session.reading(reading);
    }

    /** A failing reader must not keep the others from being told. */
    private static void endBatch(WorkerSession.Answers answers) {
        try {
            answers.onBatchEnd();
        } catch (RuntimeException e) {
            LOG.error("an answer could not be handed on", e);
        }
    }

    /** What the link tells. */
    private final class Events implements ProxyWorkerLink.Listener {

        private @Nullable Worker worker;
        private Hash256 image = Hash256.ZERO;
        private boolean foreignEvidence;

        @Override
        public boolean isImageAllowed(Peer peer) {
            image = peer.imageHash();
            session.peer = peer;
            String objection = desk.objection(peer);
            if (objection != null) {
                LOG.warn("{} is refused: {}", peer.verdict().peer(), objection);
            }
            return objection == null;
        }

        @Override
        public boolean isProxyEnabled() {
            return desk.enabled().getAsBoolean();
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
            TokenCounter counter = desk.ledger().knownWorker(registration.owner());
            if (!numbers.ask(counter, reply)) {
                link.close("too many payment questions");
            }
        }

        @Override
        public void onReady(WorkerRegistration registration, boolean disabled) {
            driver.established();
            TokenCounter counter = desk.ledger().worker(registration.owner());
            ModelId model = ModelId.ofFullName(registration.modelText());
            session.model = registration.modelHash();
            Worker added = desk.registry()
                    .add(model, registration.capacity(), registration.coefficient(), counter, session, image);
            worker = added;
            session.registered = added;
            session.account = counter;
            session.coefficient = registration.coefficient();
            desk.registry().setEnabled(added, !disabled);
            driver.schedule(() -> desk.registry().expectNoHello(added), HELLO);
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
        public void onTrustOver() {
            session.trusted = false;
            if (worker != null) {
                desk.registry().checkAgain(worker);
            }
        }

        @Override
        public void onEvidence(TlBytes evidence) {
            if (worker != null) {
                SealingKeys keys = SealingKeys.parse(evidence.toByteArray());
                if (keys == null) {
                    LOG.warn("the evidence of a worker of {} cannot be read", worker.model());
                }
                boolean own = keys == null || isOwn(keys);
                desk.registry()
                        .setSealing(
                                worker,
                                own ? keys : null,
                                desk.context().clock().instant());
            }
        }

        /** Who showed a certificate speaks for its key alone. */
        private boolean isOwn(SealingKeys keys) {
            Hash256 certified = session.peer.key();
            boolean own = certified == null || certified.equals(keys.tlsKey());
            if (!own && !foreignEvidence) {
                foreignEvidence = true;
                LOG.warn("a worker announced evidence of another TLS key than that of its certificate; it is ignored");
            }
            return own;
        }

        @Override
        public void onClosed(LinkFailure failure) {
            numbers.close();
            if (worker != null) {
                desk.registry().remove(worker);
            }
            LOG.info("worker connection closed: {}", failure);
        }
    }

    /** This connection, as the market sees it. */
    private final class Session implements WorkerSession {

        private volatile @Nullable TokenCounter account;
        private volatile Peer peer = Peer.UNKNOWN;
        private volatile Hash256 model = Hash256.ZERO;
        private volatile boolean trusted = true;
        private int coefficient;
        private @Nullable Worker registered;

        @Override
        public boolean isAllowed() {
            return trusted && desk.objection(peer) == null && desk.isModelAllowed(model);
        }

        void reading(boolean reading) {
            if (registered != null) {
                desk.registry().setReading(registered, reading);
            }
        }

        @Override
        public void run(Command command, Answers answers) {
            driver.execute(() -> begin(command, answers));
        }

        private void begin(Command command, Answers answers) {
            if (!link.isReady()) {
                answers.onGone();
                answers.onBatchEnd();
                return;
            } else if (coefficient > command.maxCoefficient()) {
                answers.onTooDear(coefficient);
                answers.onBatchEnd();
                return;
            }
            CallBridge bridge = new CallBridge(command.id(), answers, calls::remove, touched::add);
            TokenCounter counter = account;
            WorkerQuery query = new WorkerQuery(
                    command.id(),
                    command.request(),
                    counter == null ? null : desk.payments().signed(counter),
                    command.timeout(),
                    command.debug());
            try {
                bridge.started(link.run(query, bridge), calls);
            } catch (MessageTooLargeException e) {
                answers.onError(ErrorCodes.PROTOCOL_VIOLATION, "the request fits into no frame", WorkerSession.NO_INFO);
                answers.onBatchEnd();
            }
        }

        @Override
        public void cancel(Hash256 id) {
            driver.execute(() -> {
                WorkerCall call = calls.get(id);
                if (call != null) {
                    call.cancel();
                }
            });
        }

        @Override
        public void tellEarned(Earned earned) {
            if (driver.isOnLoop()) {
                tell(earned);
                driver.turnSoon();
            } else {
                driver.execute(() -> tell(earned));
            }
        }

        private void tell(Earned earned) {
            TokenCounter counter = account;
            if (counter != null) {
                link.requestPayment(
                        earned.id(), desk.payments().numbers(counter), TokenCount.of(earned.tokens()), earned.client());
            }
        }
    }
}
