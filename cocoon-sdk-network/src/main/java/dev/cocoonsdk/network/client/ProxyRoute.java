package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.Offload;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/**
 * How a connection to a proxy is made and secured ({@code docs/protocol/wire.md} 2 and 11). Immutable.
 */
public final class ProxyRoute {

    private final UnaryOperator<InetSocketAddress> dialled;
    private final Layers layers;
    private final Confidentiality confidentiality;

    @FunctionalInterface
    private interface Layers {
        ByteLayer create(InetSocketAddress proxy, LinkContext context, Offload offload);
    }

    private ProxyRoute(UnaryOperator<InetSocketAddress> dialled, Layers layers, Confidentiality confidentiality) {
        this.dialled = dialled;
        this.layers = layers;
        this.confidentiality = confidentiality;
    }

    /** Plain TCP: for tests, and where the proxy listens on this machine. */
    public static ProxyRoute plain() {
        return new ProxyRoute(proxy -> proxy, (proxy, context, offload) -> ByteLayer.plain(), Confidentiality.NONE);
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
     */
    public ByteLayer layer(InetSocketAddress proxy, LinkContext context, Offload offload) {
        return layers.create(proxy, context, offload);
    }

    /** Who may read besides the two ends: what this route makes sure of. */
    Confidentiality confidentiality() {
        return confidentiality;
    }
}
