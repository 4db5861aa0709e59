package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.Offload;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * How a connection to a proxy is made and secured ({@code docs/protocol/wire.md} 2 and 11). Immutable.
 */
public final class ProxyRoute {

    private final UnaryOperator<InetSocketAddress> dialled;
    private final BiFunction<InetSocketAddress, Offload, ByteLayer> layers;
    private final Confidentiality confidentiality;

    private ProxyRoute(
            UnaryOperator<InetSocketAddress> dialled,
            BiFunction<InetSocketAddress, Offload, ByteLayer> layers,
            Confidentiality confidentiality) {
        this.dialled = dialled;
        this.layers = layers;
        this.confidentiality = confidentiality;
    }

    /** Plain TCP: for tests, and where the proxy listens on this machine. */
    public static ProxyRoute plain() {
        return new ProxyRoute(proxy -> proxy, (proxy, offload) -> ByteLayer.plain(), Confidentiality.NONE);
    }

    /** Where TCP connects to in order to reach a proxy. */
    InetSocketAddress dialled(InetSocketAddress proxy) {
        return dialled.apply(proxy);
    }

    ByteLayer layer(InetSocketAddress proxy, Offload offload) {
        return layers.apply(proxy, offload);
    }

    /** Who may read besides the two ends: what this route makes sure of. */
    Confidentiality confidentiality() {
        return confidentiality;
    }
}
