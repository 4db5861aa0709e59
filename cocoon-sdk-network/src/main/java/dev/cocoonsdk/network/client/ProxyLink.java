package dev.cocoonsdk.network.client;

import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection to a proxy as the pool sees it; on the network's thread. */
interface ProxyLink {

    /** What happens to the connection. */
    interface Events {

        /** The handshake is complete; requests can be sent. */
        void onReady();

        /** The proxy does not know the client or its secret and waits for the wallet's message on chain (wire.md 7.1). */
        void onRegistrationWanted();

        /** The connection ended; called once, last. */
        void onClosed(LinkFailure failure);
    }

    /** Whether queries can be sent: ready and not about to be closed. */
    boolean isReady();

    /**
     * Sends a query.
     *
     * @param query what to send
     * @param sink takes the answer; if the link is ready, never before this method has returned
     * @return stops it: nothing is delivered any more, and a proxy that can is asked to stop; the others run it to its end
     * @throws dev.cocoonsdk.network.MessageTooLargeException if it fits into no frame; nothing was sent
     */
    Runnable run(Query query, NetworkListener sink);

    /** Asks for the models. One of the two is called, once. */
    void models(Consumer<List<NetworkModel>> found, Consumer<NetworkFailure> failed);

    /** The proxy's contract, null before the proxy said who it is. */
    @Nullable
    TonAddress proxyContract();

    /** Why a connection that stands takes no requests, for humans, or null. */
    default @Nullable String problem() {
        return null;
    }

    /** Whether a connection that stands will never take requests again: the account is being closed. */
    default boolean isRefused() {
        return false;
    }

    /**
     * A newer root configuration holds: a proxy whose image it does not list any more gets no more requests, and the connection ends when
     * the running ones have.
     */
    default void use(RootConfig newer) {}

    /** Looks whether such a connection can end; called again and again. */
    default void check() {}

    /** Ends the connection; {@link Events#onClosed} follows. */
    void close(String reason);
}
