package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.AnyClientProxyConnectionAuth;
import dev.cocoonsdk.network.tl.ClientAuthorizationWithProxySuccess;
import dev.cocoonsdk.network.tl.ClientAuthorizeWithProxyLong;
import dev.cocoonsdk.network.tl.ClientAuthorizeWithProxyShort;
import dev.cocoonsdk.network.tl.ClientConnectToProxy;
import dev.cocoonsdk.network.tl.ClientConnectedToProxy;
import dev.cocoonsdk.network.tl.ClientProxyConnectionAuthLong;
import dev.cocoonsdk.network.tl.ClientProxyConnectionAuthShort;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.ton.SignedPayment;
import java.security.MessageDigest;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The proxy's side of a client's handshake ({@code docs/protocol/wire.md} 7.2 and 7.3). A refused query is answered with
 * {@code tcp.queryError}, then the connection closes.
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>state</th><th>event</th><th>next</th></tr>
 * <tr><td>NONE</td><td>{@code client.connectToProxy} that passes the checks</td><td>CHECKING until the client's standing is known,
 * then AUTH</td></tr>
 * <tr><td>AUTH</td><td>{@code client.authorizeWithProxyShort} with the right secret</td><td>AUTHORIZING until the numbers are known,
 * then DONE</td></tr>
 * <tr><td>AUTH</td><td>{@code client.authorizeWithProxyLong}</td><td>the same; PENDING before it if the registration has not
 * arrived</td></tr>
 * <tr><td>PENDING</td><td>the registration arrives; the standing is asked again</td><td>AUTHORIZING</td></tr>
 * <tr><td>any</td><td>another handshake query</td><td>refused, closed</td></tr>
 * </table>
 */
final class ProxyClientHandshake {

    /** Where the handshake is. */
    enum State {
        NONE,
        CHECKING,
        AUTH,
        AUTHORIZING,
        PENDING,
        DONE
    }

    private static final Refusal CLIENT_IS_CLOSING = Refusal.error("client is closing");

    private final ProxySettings settings;
    private final QueryDesk desk;
    private final ProxyMessages messages;
    private final ToldNumbers told;
    private final ProxyClientLink.Listener listener;
    private final RandomGenerator random;
    private final Runnable done;
    private State state = State.NONE;
    private boolean registered;
    private long pendingQuery;
    private @Nullable ClientRegistration registration;

    ProxyClientHandshake(
            ProxySettings settings,
            QueryDesk desk,
            ProxyMessages messages,
            ToldNumbers told,
            ProxyClientLink.Listener listener,
            RandomGenerator random,
            Runnable done) {
        this.settings = settings;
        this.desk = desk;
        this.messages = messages;
        this.told = told;
        this.listener = listener;
        this.random = random;
        this.done = done;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    ClientRegistration registration() {
        if (registration == null) {
            throw new IllegalStateException("the client is not known yet");
        }
        return registration;
    }

    /** Handles one of the three handshake queries. */
    void query(long id, int constructor, TlBytes data) {
        switch (state) {
            case NONE -> connect(id, data);
            case AUTH -> authorize(id, constructor, data);
            case AUTHORIZING, PENDING -> refuse(id, "duplicate auth message");
            default -> refuse(id, "already authorized");
        }
    }

    /** The client's registration with the nonce of this connection arrived. */
    void registered() {
        registered = true;
        if (state == State.PENDING) {
            unlessClosing(pendingQuery, standing -> authorized(pendingQuery));
        }
    }

    private void connect(long id, TlBytes data) {
        ClientConnectToProxy query = desk.parse(id, data, ClientConnectToProxy::read);
        if (query == null) {
            return;
        }
        ClientAdmission admission = ClientAdmission.check(query, settings, listener.configVersion());
        ClientRegistration client = admission.registration();
        if (client == null) {
            desk.refuse(id, admission.refusal());
            return;
        }
        registration = client;
        state = State.CHECKING;
        listener.onStandingWanted(client.wallet(), standing -> connected(id, client, standing));
    }

    private void connected(long id, ClientRegistration client, ClientStanding standing) {
        if (state != State.CHECKING || !desk.isOpen()) {
            return;
        }
        if (standing instanceof ClientStanding.Closing) {
            desk.refuse(id, CLIENT_IS_CLOSING);
        } else if (standing instanceof ClientStanding.Refused refused) {
            desk.refuse(id, Refusal.error(refused.reason()));
        } else if (!listener.isProxyEnabled()) {
            desk.refuse(id, Refusal.of(ErrorCodes.NOT_READY, "proxy is not participating in this iteration"));
        } else {
            long nonce = listener.nonce(random);
            state = State.AUTH;
            desk.answer(id, answer(client, standing, nonce));
            listener.onConnecting(client, nonce);
        }
    }

    private ClientConnectedToProxy answer(ClientRegistration client, ClientStanding standing, long nonce) {
        AnyClientProxyConnectionAuth auth = new ClientProxyConnectionAuthLong(nonce);
        SignedPayment payment = null;
        if (standing instanceof ClientStanding.Known known) {
            auth = new ClientProxyConnectionAuthShort(known.secretHash(), nonce);
            payment = known.payment();
        }
        return new ClientConnectedToProxy(
                settings.params(client.protocol()),
                settings.contracts().client(client.wallet()).toWire(settings.testnet()),
                auth,
                messages.payment(payment));
    }

    private void authorize(long id, int constructor, TlBytes data) {
        switch (constructor) {
            case ClientAuthorizeWithProxyShort.ID -> authorizeShort(id, data);
            case ClientAuthorizeWithProxyLong.ID -> authorizeLong(id, data);
            default -> refuse(id, "expected auth message");
        }
    }

    private void authorizeShort(long id, TlBytes data) {
        ClientAuthorizeWithProxyShort query = desk.parse(id, data, ClientAuthorizeWithProxyShort::read);
        if (query != null) {
            Hash256 hash = Hash256.sha256(query.data().toByteArray());
            unlessClosing(id, standing -> {
                if (standing instanceof ClientStanding.Known known && isSame(hash, known.secretHash())) {
                    authorized(id);
                } else {
                    refuse(id, "sha256 mismatch");
                }
            });
        }
    }

    private void authorizeLong(long id, TlBytes data) {
        if (desk.parse(id, data, ClientAuthorizeWithProxyLong::read) != null) {
            unlessClosing(id, standing -> {
                if (registered) {
                    authorized(id);
                } else {
                    state = State.PENDING;
                    pendingQuery = id;
                }
            });
        }
    }

    private void unlessClosing(long id, Consumer<ClientStanding> then) {
        state = State.AUTHORIZING;
        listener.onStandingWanted(registration().wallet(), standing -> {
            if (state != State.AUTHORIZING || !desk.isOpen()) {
                return;
            }
            if (standing instanceof ClientStanding.Closing) {
                desk.refuse(id, CLIENT_IS_CLOSING);
            } else if (standing instanceof ClientStanding.Refused refused) {
                desk.refuse(id, Refusal.error(refused.reason()));
            } else {
                then.accept(standing);
            }
        });
    }

    private void authorized(long id) {
        state = State.AUTHORIZING;
        listener.onNumbersWanted(registration(), numbers -> {
            if (state == State.AUTHORIZING && desk.isOpen()) {
                PaymentNumbers sent = told.tell(numbers);
                state = State.DONE;
                desk.answer(
                        id,
                        new ClientAuthorizationWithProxySuccess(
                                messages.payment(sent.payment()),
                                sent.database().value(),
                                sent.memory().value()));
                done.run();
            }
        });
    }

    private void refuse(long id, String text) {
        desk.refuse(id, Refusal.of(ErrorCodes.NONE, text));
    }

    private static boolean isSame(Hash256 one, Hash256 other) {
        return MessageDigest.isEqual(one.toBytes(), other.toBytes());
    }
}
