package dev.cocoonsdk.broker.internal.client;

import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.internal.account.FakeTonAccounts;
import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.ledger.NumbersDesk;
import dev.cocoonsdk.broker.internal.ledger.TokenCounter;
import dev.cocoonsdk.broker.internal.link.LinkDriver;
import dev.cocoonsdk.broker.internal.market.Order;
import dev.cocoonsdk.broker.internal.market.Running;
import dev.cocoonsdk.broker.internal.market.WorkerRegistry;
import dev.cocoonsdk.broker.internal.money.Registrations;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.ClientRegistration;
import dev.cocoonsdk.network.ClientReply;
import dev.cocoonsdk.network.ClientRequest;
import dev.cocoonsdk.network.ClientStanding;
import dev.cocoonsdk.network.Link;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.PaymentNumbers;
import dev.cocoonsdk.network.ProxyClientLink;
import dev.cocoonsdk.network.ProxyModel;
import dev.cocoonsdk.network.Wire;
import dev.cocoonsdk.ton.TonAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One native client: its {@link ProxyClientLink} between the market and the network. On the connection's event loop only.
 *
 * <p>With a chain, a client registers by a random nonce ({@code docs/protocol/wire.md} 7.3), and the empty secret, which anybody knows,
 * opens nothing. Without one ({@code docs/protocol/payments.md} 12) the nonce is 0, and who asks for the long authorisation gets it at once,
 * unless the account was configured with a secret: then only the secret opens it.
 */
final class ClientConnection implements LinkDriver.Guest {

    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    /** Requests that run, and answers that wait for the client. */
    private static final int MAX_OPEN = 10_000;

    /** Requests up to this size are taken although memory is short. */
    private static final int SMALL = 1 << 16;

    private final ClientDesk desk;
    private final LinkDriver driver;
    private final NumbersDesk numbers;
    private final ProxyClientLink link;
    private final Map<ClientReply, ClientAnswer> answers = new HashMap<>();

    ClientConnection(ClientDesk desk, LinkDriver driver, Wire wire, ByteLayer layer) {
        this.desk = desk;
        this.driver = driver;
        this.numbers = new NumbersDesk(desk.ledger(), desk.payments(), driver::execute);
        this.link = ProxyClientLink.create(desk.settings(), new Events(), wire, layer, desk.context());
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public void reading(boolean reading) {
        if (reading) {
            List.copyOf(answers.values()).forEach(ClientAnswer::pump);
        }
    }

    private void query(ClientRequest request, ClientReply reply) {
        if (answers.size() >= MAX_OPEN) {
            link.close("too many open requests");
            return;
        }
        ClientAnswer answer = new ClientAnswer(driver, desk, reply, new Answers());
        answers.put(reply, answer);
        try {
            answer.started(admit(request, answer));
        } catch (ApiException e) {
            answer.refused(e.error());
        }
    }

    private Running admit(ClientRequest request, ClientAnswer answer) {
        TonAddress wallet = link.registration().wallet();
        ClientAccount account = desk.accounts().find(wallet);
        if (account == null) {
            throw Requests.unknownAccount().toException();
        } else if (!desk.requestLimit().take(wallet)) {
            throw ApiError.rateLimited("too many requests", desk.requestLimit().delay(wallet))
                    .toException();
        }
        Order order = Requests.order(request, desk.limits().maxTimeout());
        int bytes = request.query().length();
        if (bytes > SMALL && desk.limits().memory().isFull()) {
            throw Requests.noMemory().toException();
        }
        answer.hold(bytes);
        return desk.marketplace().admit(account, order, answer, complete -> {});
    }

    /** Behind a router all come from this machine; it says from where they really do. */
    private String remote() {
        String source = link.peer().source();
        return source != null ? source : driver.remote();
    }

    private @Nullable TokenCounter counter(TonAddress wallet) {
        ClientAccount account = desk.accounts().find(wallet);
        return account == null ? null : desk.ledger().client(account);
    }

    /** What answers tell. */
    private final class Answers implements ClientAnswer.Owner {

        @Override
        public void paid(ClientAnswer answer, long tokens) {
            TokenCounter counter = counter(link.registration().wallet());
            if (counter != null) {
                Hash256 request = answer.reply().request().id();
                link.requestPayment(request, desk.payments().numbers(counter), TokenCount.of(tokens));
            }
        }

        @Override
        public void sent(ClientAnswer answer) {
            answers.remove(answer.reply());
        }
    }

    /** What the link tells. */
    private final class Events implements ProxyClientLink.Listener {

        private @Nullable TonAddress connecting;
        private @Nullable Long nonce;

        @Override
        public int configVersion() {
            return desk.marketplace().configVersion();
        }

        @Override
        public boolean isProxyEnabled() {
            return desk.marketplace().isEnabled();
        }

        @Override
        public void onStandingWanted(TonAddress wallet, Consumer<ClientStanding> reply) {
            if (!desk.attempts().delay(wallet, remote()).isZero()) {
                connecting = null;
                reply.accept(new ClientStanding.Refused("too many failed attempts"));
                return;
            }
            ClientAccount account = desk.accounts().find(wallet);
            if (account == null || (desk.registrations() != null && isOpenToAll(account))) {
                reply.accept(
                        account == null || account.state() == ClientAccount.State.RUNNING
                                ? new ClientStanding.Unknown()
                                : new ClientStanding.Closing());
            } else if (account.state() != ClientAccount.State.RUNNING) {
                reply.accept(new ClientStanding.Closing());
            } else {
                TokenCounter counter = desk.ledger().client(account);
                reply.accept(new ClientStanding.Known(
                        account.secretHash(), desk.payments().signed(counter)));
            }
        }

        @Override
        public long nonce(RandomGenerator random) {
            Registrations registrations = desk.registrations();
            return registrations == null ? 0 : registrations.nonce(random);
        }

        @Override
        public void onConnecting(ClientRegistration client, long told) {
            connecting = client.wallet();
            Registrations registrations = desk.registrations();
            if (registrations != null) {
                nonce = told;
                registrations.expect(told, client.wallet(), () -> driver.execute(link::registered));
                return;
            }
            ClientAccount account = desk.accounts().find(client.wallet());
            if (account != null && isOpenToAll(account)) {
                link.registered();
            }
        }

        private boolean isOpenToAll(ClientAccount account) {
            return account.secretHash().equals(FakeTonAccounts.EMPTY_SECRET);
        }

        private void forgetNonce() {
            Registrations registrations = desk.registrations();
            if (registrations != null && nonce != null) {
                registrations.forget(nonce);
                nonce = null;
            }
        }

        @Override
        public void onNumbersWanted(ClientRegistration client, Consumer<PaymentNumbers> reply) {
            TokenCounter counter = counter(client.wallet());
            if (counter == null) {
                link.close("the account is gone");
                return;
            }
            if (!numbers.ask(counter, reply)) {
                link.close("too many payment questions");
            }
        }

        @Override
        public void onReady(ClientRegistration client) {
            connecting = null;
            forgetNonce();
            driver.established();
            desk.attempts().succeeded(client.wallet(), remote());
            LOG.info("client {} connected, protocol {}", client.wallet(), client.protocol());
        }

        @Override
        public void onQuery(ClientRequest request, ClientReply reply) {
            query(request, reply);
        }

        @Override
        public void onModelsWanted(Consumer<List<ProxyModel>> reply) {
            reply.accept(desk.registry().listings().stream()
                    .map(ClientConnection::model)
                    .toList());
        }

        @Override
        public void onCancel(ClientReply reply) {
            ClientAnswer answer = answers.get(reply);
            if (answer != null) {
                answer.cancel();
            }
        }

        @Override
        public void onClosed(LinkFailure failure, List<ClientReply> open) {
            numbers.close();
            forgetNonce();
            if (connecting != null && failure.kind() == LinkFailure.Kind.REFUSED_HERE) {
                desk.attempts().failed(connecting, remote());
            }
            answers.values().forEach(ClientAnswer::lost);
            answers.clear();
            LOG.info("client connection closed: {}", failure);
        }
    }

    private static ProxyModel model(WorkerRegistry.Listing listing) {
        return ProxyModel.of(
                listing.model().value(),
                listing.workers().stream()
                        .map(offer -> new ProxyModel.Worker(offer.coefficient(), offer.running(), offer.capacity()))
                        .toList());
    }
}
