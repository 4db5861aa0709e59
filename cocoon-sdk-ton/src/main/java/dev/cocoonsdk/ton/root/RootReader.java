package dev.cocoonsdk.ton.root;

import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApi;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the root contract and keeps the newest configuration ({@code docs/protocol/payments.md} 3): the one of the highest version; one of
 * equal version only moves the time on; an older one is ignored. Struct versions 0 to 4 are read. Thread-safe.
 *
 * <p>What endpoints say is believed as far as {@link RootProvenance} tells, and refused if the {@link RootPolicy} asks for more.
 */
public final class RootReader {

    private static final Logger LOG = LoggerFactory.getLogger(RootReader.class);

    private final RootQuestion question;
    private final TonAddress root;
    private final RootPolicy policy;
    private @Nullable VerifiedRoot current;

    private RootReader(RootQuestion question, TonAddress root, RootPolicy policy) {
        this.question = question;
        this.root = root;
        this.policy = policy;
    }

    /**
     * Believes one endpoint.
     *
     * @throws RootException.Refused under {@link RootPolicy#PRODUCTION}
     */
    public static RootReader single(RootEndpoint endpoint, TonAddress root, RootPolicy policy) {
        RootProvenance provenance = new RootProvenance.SingleEndpoint(endpoint.name());
        return single(endpoint, root, policy, provenance);
    }

    /**
     * Reads a chain of the caller's own: the devnet or fake-TON mode. What the root says of is_test is not looked at.
     *
     * @param api stays open
     */
    public static RootReader local(TonApi api, TonAddress root) {
        return single(new RootEndpoint("local", api), root, RootPolicy.TEST, new RootProvenance.Local());
    }

    private static RootReader single(
            RootEndpoint endpoint, TonAddress root, RootPolicy policy, RootProvenance provenance) {
        if (!policy.accepts(provenance)) {
            throw new RootException.Refused(policy, provenance);
        }
        return new RootReader(
                () -> RootQuestion.ask(endpoint, root).thenApply(answer -> answer.verified(root, provenance)),
                root,
                policy);
    }

    /** Believes one endpoint as far as the pins go. */
    public static RootReader pinned(RootEndpoint endpoint, TonAddress root, RootPins pins, RootPolicy policy) {
        RootProvenance provenance = new RootProvenance.Pinned(endpoint.name(), pins);
        return new RootReader(
                () -> RootQuestion.ask(endpoint, root)
                        .thenApply(answer -> answer.pinnedTo(pins).verified(root, provenance)),
                root,
                policy);
    }

    /**
     * Believes what enough of several endpoints give alike.
     *
     * @param endpoints run by different operators, with different names
     * @param required how many must agree: at least 2 and more than half
     * @param timer limits how long a silent endpoint holds up the others; stays open
     * @throws IllegalArgumentException if a name occurs twice or the numbers do not make a majority
     */
    public static RootReader quorum(
            List<RootEndpoint> endpoints,
            int required,
            TonAddress root,
            RootPolicy policy,
            ScheduledExecutorService timer) {
        return new RootReader(new QuorumQuestion(endpoints, required, root, timer), root, policy);
    }

    /** The configuration read last; null before that. */
    public synchronized @Nullable VerifiedRoot current() {
        return current;
    }

    /** The root contract. */
    public TonAddress root() {
        return root;
    }

    /**
     * Reads once. Nodes do this at start and every 30 to 60 s.
     *
     * @return the newest configuration, which may be an earlier one with its time moved on; fails with {@link RootException} if nothing
     *     usable came, after which {@link #current} is what it was
     */
    public CompletionStage<VerifiedRoot> read() {
        return question.ask().thenApply(this::keep);
    }

    private synchronized VerifiedRoot keep(VerifiedRoot fresh) {
        boolean isTest = fresh.config().isTest();
        if (!(fresh.provenance() instanceof RootProvenance.Local) && isTest != policy.isTestNetwork()) {
            throw new RootException.WrongNetwork(isTest);
        }
        VerifiedRoot held = current;
        VerifiedRoot kept = held == null || fresh.config().isNewerThan(held.config()) ? fresh : movedOn(held, fresh);
        current = kept;
        return kept;
    }

    private static VerifiedRoot movedOn(VerifiedRoot held, VerifiedRoot fresh) {
        if (held.config().isNewerThan(fresh.config())) {
            LOG.warn(
                    "Root {}: version {} is older than the known {}, ignored",
                    held.address(),
                    fresh.config().version(),
                    held.config().version());
            return held;
        } else if (!held.storage().equals(fresh.storage())) {
            LOG.warn(
                    "Root {}: two contents of version {}, the first one is kept",
                    held.address(),
                    held.config().version());
            return held;
        }
        Instant later = held.config().timestamp().isAfter(fresh.config().timestamp())
                ? held.config().timestamp()
                : fresh.config().timestamp();
        return new VerifiedRoot(held.address(), at(held.config(), later), held.storage(), fresh.provenance());
    }

    static RootConfig at(RootConfig config, Instant timestamp) {
        return new RootConfig(
                config.owner(),
                config.version(),
                config.params(),
                config.proxies(),
                config.skippedProxies(),
                config.lastProxySeqno(),
                config.proxyHashes(),
                config.workerHashes(),
                config.modelHashes(),
                timestamp);
    }
}
