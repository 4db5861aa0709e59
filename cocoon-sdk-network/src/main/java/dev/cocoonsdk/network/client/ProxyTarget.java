package dev.cocoonsdk.network.client;

import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.Reconnector;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A proxy that the pool wants to be connected to. Changed on the network's thread, read from any. */
final class ProxyTarget {

    static final String UNREGISTERED = "the proxy does not know this secret and waits for a registration on chain";

    private final InetSocketAddress address;
    private volatile @Nullable ProxyLink link;
    private volatile boolean ready;
    private final AtomicInteger running = new AtomicInteger();
    private volatile @Nullable LinkFailure lastFailure;
    private volatile boolean unregistered;
    private @Nullable Reconnector reconnector;
    private long notReadySince;
    private long avoidedUntil;

    ProxyTarget(InetSocketAddress address, long now) {
        this.address = address;
        this.notReadySince = now;
        this.avoidedUntil = now;
    }

    InetSocketAddress address() {
        return address;
    }

    void keepAlive(Reconnector value) {
        reconnector = value;
        value.start();
    }

    Reconnector reconnector() {
        return Objects.requireNonNull(reconnector, "reconnector");
    }

    void connecting(ProxyLink value) {
        link = value;
    }

    void registrationWanted() {
        unregistered = true;
    }

    void up() {
        ready = true;
        unregistered = false;
        reconnector().ready();
    }

    void down(LinkFailure failure, long now) {
        if (ready) {
            notReadySince = now;
        }
        ready = false;
        link = null;
        unregistered = false;
        lastFailure = failure;
    }

    /** What was wrong may be right by a new root configuration. */
    void forgive() {
        if (!ready) {
            lastFailure = null;
        }
    }

    boolean isReady() {
        return ready;
    }

    void use(RootConfig newer) {
        ProxyLink open = link;
        if (open != null) {
            open.use(newer);
        }
    }

    void check() {
        ProxyLink open = link;
        if (open != null) {
            open.check();
        }
    }

    /** How long it has not been ready, in nanoseconds. */
    long notReadyFor(long now) {
        return ready ? 0 : now - notReadySince;
    }

    /** The proxy refused a request before any work; others come first for a while. */
    void avoidUntil(long time) {
        avoidedUntil = time;
    }

    boolean isAvoided(long now) {
        return avoidedUntil - now > 0;
    }

    /** The link of a target that is ready. */
    ProxyLink link() {
        return Objects.requireNonNull(link, "link");
    }

    int running() {
        return running.get();
    }

    void began() {
        running.incrementAndGet();
    }

    void ended() {
        running.decrementAndGet();
    }

    @Nullable
    LinkFailure lastFailure() {
        return lastFailure;
    }

    /** Whether it is connected, but never takes requests again. */
    boolean isRefused() {
        ProxyLink open = link;
        return ready && open != null && open.isRefused();
    }

    /** Why it is not ready, as far as that is known. */
    @Nullable
    String problem() {
        ProxyLink open = link;
        String account = open == null ? null : open.problem();
        if (account != null) {
            return this + ": " + account;
        }
        if (unregistered) {
            return this + ": " + UNREGISTERED;
        }
        LinkFailure failure = lastFailure;
        return failure == null ? null : this + ": " + failure;
    }

    void close(String reason) {
        ProxyLink open = link;
        if (open != null) {
            open.close(reason);
        }
    }

    NetworkStatus.ProxyConnection status() {
        ProxyLink known = link;
        TonAddress contract = known == null ? null : known.proxyContract();
        return new NetworkStatus.ProxyConnection(address, ready, running.get(), contract, ready ? null : problem());
    }

    /** The address as the root configuration has it. */
    @Override
    public String toString() {
        return address.getHostString() + ":" + address.getPort();
    }
}
