package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.Offload;
import java.net.InetSocketAddress;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How a connection to a proxy is made and secured ({@code docs/protocol/wire.md} 2 and 11). Immutable.
 */
public final class ProxyRoute {

    private final UnaryOperator<InetSocketAddress> dialled;
    private final Function<InetSocketAddress, ConnectionStack> stacks;
    private final AssuranceLevel proxies;
    private final AssuranceLevel enough;

    /** The stack of an address that the route cannot reach is an {@link IllegalArgumentException}. */
    private ProxyRoute(
            UnaryOperator<InetSocketAddress> dialled,
            Function<InetSocketAddress, ConnectionStack> stacks,
            AssuranceLevel proxies,
            AssuranceLevel enough) {
        this.dialled = dialled;
        this.stacks = stacks;
        this.proxies = proxies;
        this.enough = enough;
    }

    private static ProxyRoute unverified(
            UnaryOperator<InetSocketAddress> dialled, Function<InetSocketAddress, ConnectionStack> stacks) {
        return new ProxyRoute(dialled, stacks, AssuranceLevel.NONE, AssuranceLevel.HARDWARE_TEE);
    }

    /** Plain TCP: for tests, and where the proxy listens on this machine. */
    public static ProxyRoute plain() {
        ConnectionStack stack = ConnectionStack.plain();
        return unverified(proxy -> proxy, proxy -> stack);
    }

    /**
     * Proof of work and TLS on the connection itself (wire.md 11.4).
     *
     * @param party who this side is and what a proxy must show
     * @param maxPowDifficulty highest difficulty that is worked on, 0 to 64; the reference takes 28
     * @throws IllegalArgumentException if the difficulty is out of range
     */
    public static ProxyRoute direct(TlsParty party, int maxPowDifficulty) {
        ConnectionStack stack = ConnectionStack.secureConnector(party, maxPowDifficulty);
        return new ProxyRoute(proxy -> proxy, proxy -> stack, party.policy().assurance(), AssuranceLevel.HARDWARE_TEE);
    }

    /**
     * Through the SOCKS5 port of a router on this machine, which does proof of work and TLS ({@code connect_to_proxy_via}, wire.md 11.3).
     * It reaches proxies with an IPv4 address only.
     *
     * <p>What the router says of the proxy is believed, and what goes to it is not encrypted, so that it has to be on this machine.
     *
     * @param router where the router listens
     * @throws IllegalArgumentException if that is not a resolved loopback address
     */
    public static ProxyRoute viaRouter(InetSocketAddress router) {
        if (router.getAddress() == null || !router.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("router: " + router + " (expected: a loopback address)");
        }
        return viaTrustedRemoteRouter(router);
    }

    /**
     * As {@link #viaRouter} with a router on another machine. Whoever controls that machine or the network in between reads everything and
     * can pose as any proxy: only for a network that keeps everybody else out.
     *
     * @param router where the router listens
     */
    public static ProxyRoute viaTrustedRemoteRouter(InetSocketAddress router) {
        return unverified(proxy -> router, ConnectionStack::viaRouter);
    }

    /**
     * Refuses a proxy that it cannot lead to.
     *
     * @throws IllegalArgumentException if the proxy's address is not of a kind that the router takes
     */
    void check(InetSocketAddress proxy) {
        ConnectionStack unused = stacks.apply(proxy);
    }

    /** Where TCP connects to in order to reach a proxy. */
    public InetSocketAddress dialled(InetSocketAddress proxy) {
        return dialled.apply(proxy);
    }

    /**
     * The layer of a new connection.
     *
     * @param proxy the proxy's address in the root configuration
     * @param context the clock of its link
     * @param offload takes proof of work and TLS handshakes off the link's thread
     * @throws IllegalArgumentException if the route cannot lead to the proxy: a router takes IPv4 addresses only
     */
    public ByteLayer layer(InetSocketAddress proxy, LinkContext context, Offload offload) {
        return stacks.apply(proxy).newLayer(context, offload, "proxy " + proxy);
    }

    /**
     * The same route, on which proxies in a simulated enclave count as attested. For tests: whoever runs such a proxy reads what it relays.
     */
    public ProxyRoute countSimulated() {
        return new ProxyRoute(dialled, stacks, proxies, AssuranceLevel.SIMULATED);
    }

    /**
     * Who may read besides the two ends. Where this side verifies the proxies' enclaves itself, and the policy itself says which images are
     * good, every connection has passed that or does not come about. What only a root configuration says of images promises nothing here:
     * it may come from one place.
     */
    Confidentiality confidentiality() {
        return proxies.satisfies(enough) ? Confidentiality.ATTESTED_BROKER : Confidentiality.NONE;
    }
}
