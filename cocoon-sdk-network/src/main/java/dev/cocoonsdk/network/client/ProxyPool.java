package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.network.Backoff;
import dev.cocoonsdk.network.ErrorCodes;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.Reconnector;
import dev.cocoonsdk.ton.RootConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps connections to as many proxies as wanted and gives jobs to those that are ready ({@code docs/protocol/wire.md} 3.7). On the
 * network's thread, except {@link #root()} and {@link #targets()}.
 *
 * <pre>
 * event                                       what happens
 * every 1 to 2 s                              a target not ready for 300 s, or no longer listed and not ready, goes (one a round); missing ones come
 * root configuration with greater version     used for new queries and connections; a proxy that lost its entry gets no more requests
 * the same with greater params_version        all connections close and come back with the new contract addresses
 * connection ready                            takes the waiting jobs
 * connection ended                            again after a growing wait
 * this side refuses a proxy                   another listed one takes its place; it is left alone for 300 s or until the next configuration
 * </pre>
 */
final class ProxyPool {

    /** Makes connections. */
    interface Connector {
        /** Connects; on the network's thread. */
        ProxyLink connect(InetSocketAddress proxy, RootConfig root, ProxyLink.Events events);
    }

    static final Duration GIVE_UP = Duration.ofMinutes(5);
    private static final Duration AVOIDED = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(ProxyPool.class);
    /** What another attempt with the same settings will not change. */
    private static final List<String> LASTING_OF_PEERS =
            List.of("sha256 mismatch", "client is closing", "test mode mismatch", "cannot choose common protocol");

    private final int wanted;
    private final @Nullable InetSocketAddress onlyProxy;
    private final LinkContext context;
    private final Reconnector.Scheduler scheduler;
    private final Connector connector;
    private final Counters counters = new Counters();
    private final List<ProxyTarget> targets = new CopyOnWriteArrayList<>();
    private final WaitingJobs waiting;
    private final Map<InetSocketAddress, Long> barredUntil = new HashMap<>();
    private final Set<PoolJob> open = new LinkedHashSet<>();
    private volatile @Nullable RootConfig root;
    private boolean closed;

    ProxyPool(
            int wanted,
            @Nullable InetSocketAddress onlyProxy,
            LinkContext context,
            Reconnector.Scheduler scheduler,
            Connector connector) {
        this.wanted = wanted;
        this.onlyProxy = onlyProxy;
        this.context = context;
        this.scheduler = scheduler;
        this.connector = connector;
        this.waiting = new WaitingJobs(scheduler, job -> job.fail(PoolJob.noProxy(detail())));
    }

    /** The newest root configuration, null before the first. */
    @Nullable
    RootConfig root() {
        return root;
    }

    List<ProxyTarget> targets() {
        return targets;
    }

    Counters counters() {
        return counters;
    }

    long now() {
        return context.nanoTime().getAsLong();
    }

    /** Takes a root configuration; one that is not newer changes nothing. */
    void use(RootConfig read) {
        RootConfig old = root;
        if (closed || (old != null && !read.isNewerThan(old))) {
            return;
        }
        root = read;
        barredUntil.clear();
        targets.forEach(ProxyTarget::forgive);
        if (old != null && read.params().paramsVersion() > old.params().paramsVersion()) {
            LOG.info("params version {}: connecting anew", read.params().paramsVersion());
            targets.forEach(target -> target.close("new contract parameters"));
        }
        targets.forEach(target -> target.use(read));
        fill(null);
    }

    /** One round of looking after the targets. */
    void check() {
        if (closed) {
            return;
        }
        targets.forEach(ProxyTarget::check);
        ProxyTarget hopeless =
                targets.stream().filter(this::isUseless).findFirst().orElse(null);
        if (hopeless != null) {
            LOG.info("giving up proxy {}", hopeless);
            targets.remove(hopeless);
            hopeless.reconnector().stop();
            hopeless.close("not ready for too long");
        }
        fill(hopeless == null ? null : hopeless.address());
        dispatch();
        refuseIfHopeless();
    }

    private boolean isUseless(ProxyTarget target) {
        return !target.isReady()
                && (target.notReadyFor(now()) >= GIVE_UP.toNanos()
                        || !listed().contains(target.address())
                        || (isBarred(target.address()) && !free().isEmpty()));
    }

    /** Whether this side refused the proxy a short while ago; another one may do. */
    private boolean isBarred(InetSocketAddress address) {
        Long until = barredUntil.get(address);
        return until != null && until - now() > 0;
    }

    /** Listed addresses that could become targets. */
    private List<InetSocketAddress> free() {
        List<InetSocketAddress> free = new ArrayList<>(listed());
        targets.forEach(target -> free.removeIf(target.address()::equals));
        free.removeIf(this::isBarred);
        return free;
    }

    /** The addresses for clients, as often as they are listed. */
    private List<InetSocketAddress> listed() {
        RootConfig known = root;
        if (onlyProxy != null) {
            return List.of(onlyProxy);
        }
        return known == null
                ? List.of()
                : known.proxies().stream().map(proxy -> proxy.forClients()).toList();
    }

    /** A refused proxy is better than none: it may have changed. */
    private List<InetSocketAddress> freeOrBarred() {
        List<InetSocketAddress> free = free();
        return free.isEmpty() ? new ArrayList<>(listed()) : free;
    }

    private void fill(@Nullable InetSocketAddress justLeft) {
        while (root != null && targets.size() < wanted) {
            List<InetSocketAddress> free = targets.isEmpty() ? freeOrBarred() : free();
            if (free.stream().anyMatch(address -> !address.equals(justLeft))) {
                free.removeIf(address -> address.equals(justLeft));
            }
            if (free.isEmpty()) {
                return;
            }
            add(free.get(context.random().nextInt(free.size())));
        }
    }

    private void add(InetSocketAddress address) {
        ProxyTarget target = new ProxyTarget(address, now());
        targets.add(target);
        target.keepAlive(new Reconnector(Backoff.DEFAULT, context.random(), scheduler, () -> connect(target)));
    }

    private void connect(ProxyTarget target) {
        RootConfig known = root;
        if (closed || known == null) {
            return;
        }
        target.connecting(connector.connect(target.address(), known, new ProxyLink.Events() {
            @Override
            public void onReady() {
                LOG.info("proxy {} is ready", target);
                target.up();
                dispatch();
            }

            @Override
            public void onRegistrationWanted() {
                LOG.warn("proxy {} does not know the secret: it waits for the wallet's registration on chain", target);
                target.registrationWanted();
            }

            @Override
            public void onClosed(LinkFailure failure) {
                LOG.debug("proxy {}: {}", target, failure);
                target.down(failure, now());
                if (isRefusedHere(failure)) {
                    barredUntil.put(target.address(), now() + GIVE_UP.toNanos());
                }
                target.reconnector().closed();
                refuseIfHopeless();
            }
        }));
    }

    /** Gives a job to a proxy, now or when one is ready. */
    void submit(PoolJob job) {
        if (closed) {
            job.fail(PoolJob.cancelled("the network is closed", Acceptance.NOT_ACCEPTED));
            return;
        }
        open.add(job);
        ProxyTarget target = pick();
        if (target != null) {
            job.begin(target);
        } else if (isHopeless()) {
            job.fail(PoolJob.refused(detail()));
        } else if (job.connectDeadline().isZero()) {
            job.fail(PoolJob.noProxy(detail()));
        } else if (!waiting.add(job)) {
            job.fail(PoolJob.busy("too much waits for a proxy (limit: " + WaitingJobs.MOST_BYTES + " bytes)"));
        }
    }

    /** Another proxy that is ready, for a job that has no work to repeat; null if all were tried. */
    @Nullable
    ProxyTarget another(Set<ProxyTarget> tried) {
        return closed ? null : pick(target -> !tried.contains(target));
    }

    /** A job is over. */
    void ended(PoolJob job) {
        waiting.remove(job);
        open.remove(job);
    }

    /** The proxy refused a request before any work: others may do better. */
    void refused(ProxyTarget target) {
        target.avoidUntil(now() + AVOIDED.toNanos());
    }

    private void dispatch() {
        for (PoolJob job : waiting.all()) {
            ProxyTarget target = pick();
            if (target == null) {
                return;
            } else if (waiting.remove(job)) {
                job.begin(target);
            }
        }
    }

    private @Nullable ProxyTarget pick() {
        return pick(target -> true);
    }

    private @Nullable ProxyTarget pick(Predicate<ProxyTarget> eligible) {
        long now = now();
        List<ProxyTarget> best = new ArrayList<>();
        for (ProxyTarget target : targets) {
            if (!target.isReady() || !target.link().isReady() || !eligible.test(target)) {
                continue;
            }
            int order = best.isEmpty() ? -1 : compare(target, best.get(0), now);
            if (order < 0) {
                best.clear();
            }
            if (order <= 0) {
                best.add(target);
            }
        }
        return best.isEmpty()
                ? null
                : best.get(best.size() == 1 ? 0 : context.random().nextInt(best.size()));
    }

    private static int compare(ProxyTarget one, ProxyTarget other, long now) {
        int avoided = Boolean.compare(one.isAvoided(now), other.isAvoided(now));
        return avoided != 0 ? avoided : Integer.compare(one.running(), other.running());
    }

    private void refuseIfHopeless() {
        if (isHopeless()) {
            waiting.all().forEach(job -> job.fail(PoolJob.refused(detail())));
        }
    }

    /** Every target is refused or refuses, and none will make way for a listed one that was not refused. */
    private boolean isHopeless() {
        return !targets.isEmpty()
                && targets.stream()
                        .allMatch(
                                target -> target.isRefused() || (!target.isReady() && isLasting(target.lastFailure())))
                && (targets.stream().noneMatch(target -> isRefusedHere(target.lastFailure())) || free().isEmpty());
    }

    private static boolean isLasting(@Nullable LinkFailure failure) {
        return isRefusedHere(failure)
                || (failure != null
                        && failure.kind() == LinkFailure.Kind.REFUSED_BY_PEER
                        && LASTING_OF_PEERS.stream().anyMatch(failure.detail()::contains));
    }

    /** What this side found wrong with a proxy lasts, unless a clock or the like is to blame. */
    private static boolean isRefusedHere(@Nullable LinkFailure failure) {
        return failure != null
                && failure.kind() == LinkFailure.Kind.REFUSED_HERE
                && failure.code() != ErrorCodes.NOT_READY;
    }

    private String detail() {
        if (root == null) {
            return "the root configuration could not be read yet";
        }
        if (targets.isEmpty()) {
            return "the root configuration lists no proxy";
        }
        return targets.stream()
                .map(ProxyTarget::problem)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("still connecting to " + targets.get(0));
    }

    /** Ends all jobs, then all connections. */
    void close() {
        closed = true;
        List.copyOf(open).forEach(job -> job.cancel("the network is closed"));
        targets.forEach(target -> {
            target.reconnector().stop();
            target.close("shutting down");
        });
    }
}
