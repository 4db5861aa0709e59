package dev.cocoonsdk.broker.internal.link;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts the connections of each remote address whose handshake is not finished, so that no single machine takes all places for
 * strangers. This machine itself may have any number: it is the router, or the operator. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a listener of the close is told in any case
public final class Strangers {

    private static final AttributeKey<Runnable> FINISHED = AttributeKey.valueOf(Strangers.class, "finished");

    private final int limit;
    private final ConcurrentMap<InetAddress, Integer> unfinished = new ConcurrentHashMap<>();

    /**
     * Nobody yet.
     *
     * @param limit unfinished handshakes of one address
     */
    public Strangers(int limit) {
        this.limit = limit;
    }

    /**
     * Counts a new connection until it is closed or its peer is known.
     *
     * @return false if its address has too many
     */
    public boolean admit(Channel accepted) {
        if (!(accepted.remoteAddress() instanceof InetSocketAddress remote)
                || remote.getAddress() == null
                || remote.getAddress().isLoopbackAddress()) {
            return true;
        }
        InetAddress address = remote.getAddress();
        if (unfinished.merge(address, 1, Integer::sum) > limit) {
            leave(address);
            return false;
        }
        accepted.attr(FINISHED).set(() -> leave(address));
        accepted.closeFuture().addListener(closed -> finished(accepted));
        return true;
    }

    private void leave(InetAddress address) {
        unfinished.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    /** The peer is known, or gone. */
    static void finished(Channel channel) {
        Runnable once = channel.attr(FINISHED).getAndSet(null);
        if (once != null) {
            once.run();
        }
    }

    /** Addresses with unfinished handshakes. */
    int addresses() {
        return unfinished.size();
    }
}
