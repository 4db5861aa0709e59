package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.AnyClientAuthorizationWithProxy;
import dev.cocoonsdk.network.tl.AnyClientProxyConnectionAuth;
import dev.cocoonsdk.network.tl.AnyProxySignedPayment;
import dev.cocoonsdk.network.tl.ClientAuthorizationWithProxyFailed;
import dev.cocoonsdk.network.tl.ClientAuthorizationWithProxySuccess;
import dev.cocoonsdk.network.tl.ClientAuthorizeWithProxyLong;
import dev.cocoonsdk.network.tl.ClientAuthorizeWithProxyShort;
import dev.cocoonsdk.network.tl.ClientConnectToProxy;
import dev.cocoonsdk.network.tl.ClientConnectedToProxy;
import dev.cocoonsdk.network.tl.ClientParams;
import dev.cocoonsdk.network.tl.ClientProxyConnectionAuthLong;
import dev.cocoonsdk.network.tl.ClientProxyConnectionAuthShort;
import dev.cocoonsdk.network.tl.ProxyParams;
import dev.cocoonsdk.network.tl.TlBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The client's handshake ({@code docs/protocol/wire.md} 7.1). Whatever goes wrong closes the connection.
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>state</th><th>event</th><th>next</th></tr>
 * <tr><td>NEW</td><td>start, image allowed</td><td>CONNECT</td></tr>
 * <tr><td>CONNECT</td><td>answer to {@code client.connectToProxy} within 30 s</td><td>AUTH</td></tr>
 * <tr><td>AUTH</td><td>{@code client.authorizationWithProxySuccess} within 300 s</td><td>DONE</td></tr>
 * <tr><td>any</td><td>anything else</td><td>closed</td></tr>
 * </table>
 */
final class ClientHandshake {

    /** Where the handshake is. */
    enum State {
        NEW,
        CONNECT,
        AUTH,
        DONE
    }

    /** Takes what the handshake finds out. */
    interface Events {
        boolean isImageAllowed(Peer peer);

        /** The proxy's addresses are the derived ones. */
        void admitted(ChargeAccount account);

        /** By what the client is authorised at this proxy. */
        Secret secret(ChargeAccount account);

        /** The wallet shall send {@code owner_client_register} with this nonce to the client contract. */
        void registrationWanted(ChargeAccount account, long nonce);

        void payment(ChargeAccount account, AnyProxySignedPayment payment, long database, long memory);

        void done();
    }

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration AUTH_TIMEOUT = Duration.ofMinutes(5);

    private final ClientSettings settings;
    private final ClientDirectory directory;
    private final PacketConnection connection;
    private final HandshakeQueries queries;
    private final Events events;
    private State state = State.NEW;
    private int protocol;
    private @Nullable ChargeAccount account;

    ClientHandshake(ClientSettings settings, ClientDirectory directory, PacketConnection connection, Events events) {
        this.settings = settings;
        this.directory = directory;
        this.connection = connection;
        this.queries = new HandshakeQueries(connection);
        this.events = events;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    int protocol() {
        return protocol;
    }

    @Nullable
    ChargeAccount account() {
        return account;
    }

    void start() {
        Peer peer = connection.peer();
        if (!events.isImageAllowed(peer)) {
            connection.close(new LinkFailure(
                    Kind.REFUSED_HERE,
                    ErrorCodes.NONE,
                    "proxy image " + peer.imageHash() + " is not allowed (expected: one of proxy_hashes)"));
            return;
        }
        state = State.CONNECT;
        ClientParams params = new ClientParams(
                HandshakeQueries.ALL_FLAGS,
                settings.wallet().toWire(settings.testnet()),
                settings.test(),
                settings.minProtocol(),
                settings.maxProtocol());
        queries.ask(new ClientConnectToProxy(params, settings.configVersion()), CONNECT_TIMEOUT, this::connected);
    }

    private void connected(ClientConnectedToProxy answer) {
        ProxyParams proxy = answer.params();
        String defect = HandshakeQueries.defect(proxy, settings.test(), settings.minProtocol(), settings.maxProtocol());
        if (defect != null) {
            queries.refuse(defect);
            return;
        }
        ChargeAccount known;
        try {
            known = directory.admit(settings, proxy, answer.clientScAddress());
        } catch (ProxyBook.RefusedException e) {
            queries.refuse(String.valueOf(e.getMessage()));
            return;
        }
        protocol = proxy.protoVersion();
        account = known;
        state = State.AUTH;
        events.admitted(known);
        events.payment(known, answer.signedPayment(), 0, 0);
        authorize(known, answer.auth());
    }

    private void authorize(ChargeAccount known, AnyClientProxyConnectionAuth auth) {
        if (auth instanceof ClientProxyConnectionAuthShort offer) {
            byte[] secret = events.secret(known).reveal().getBytes(StandardCharsets.UTF_8);
            if (secret.length == 0 && !settings.test()) {
                queries.refuse("empty secret, by which anybody is let in (expected: a secret where is_test is false)");
                return;
            }
            if (Hash256.sha256(secret).equals(offer.secretHash())) {
                queries.ask(new ClientAuthorizeWithProxyShort(TlBytes.wrap(secret)), AUTH_TIMEOUT, this::authorized);
            } else {
                register(known, offer.nonce());
            }
        } else if (auth instanceof ClientProxyConnectionAuthLong offer) {
            register(known, offer.nonce());
        }
    }

    private void register(ChargeAccount known, long nonce) {
        events.registrationWanted(known, nonce);
        queries.ask(new ClientAuthorizeWithProxyLong(), AUTH_TIMEOUT, this::authorized);
    }

    private void authorized(AnyClientAuthorizationWithProxy answer) {
        if (answer instanceof ClientAuthorizationWithProxyFailed failed) {
            connection.close(new LinkFailure(Kind.REFUSED_BY_PEER, failed.errorCode(), failed.error()));
        } else if (answer instanceof ClientAuthorizationWithProxySuccess success && account != null) {
            state = State.DONE;
            events.payment(account, success.signedPayment(), success.tokensCommittedToDb(), success.maxTokens());
            events.done();
        }
    }
}
