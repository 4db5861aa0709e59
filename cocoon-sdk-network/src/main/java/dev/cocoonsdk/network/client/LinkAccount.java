package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.ChargeAccount;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.AccountPhase;
import dev.cocoonsdk.ton.account.AccountStatus;
import dev.cocoonsdk.ton.account.ClientAccount;
import dev.cocoonsdk.ton.account.ClientAccounts;
import dev.cocoonsdk.ton.account.ExposureWatch;
import dev.cocoonsdk.ton.state.StateStoreException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The money behind a connection: what the proxy says goes to the account, and what the account says decides whether requests are sent. Without
 * accounts, as in fake-TON mode, nothing is paid and everything is allowed. On the network's thread; questions from any.
 */
final class LinkAccount {

    private static final Logger LOG = LoggerFactory.getLogger(LinkAccount.class);
    private static final ExposureWatch.Call UNWATCHED = new ExposureWatch.Call() {
        @Override
        public void completed(TokenCount tokens) {}

        @Override
        public void receipt(TokenCount tokens) {}

        @Override
        public void refused() {}

        @Override
        public void lost() {}
    };

    private final @Nullable ClientAccounts accounts;
    private final RootConfig root;
    private final TonAddress rootContract;
    private volatile @Nullable ClientAccount account;

    private LinkAccount(@Nullable ClientAccounts accounts, RootConfig root, TonAddress rootContract) {
        this.accounts = accounts;
        this.root = root;
        this.rootContract = rootContract;
    }

    /** For a connection that is made with this root configuration. */
    static LinkAccount of(@Nullable ClientAccounts accounts, RootConfig root, TonAddress rootContract) {
        if (accounts != null) {
            accounts.paramsAre(root.params());
        }
        return new LinkAccount(accounts, root, rootContract);
    }

    /** The proxy's contracts are the derived ones: the account may be opened. */
    void admitted(ChargeAccount charged) {
        ClientAccounts all = accounts;
        if (all == null) {
            return;
        }
        TonAddress owner = Objects.requireNonNull(charged.proxyOwner(), "the proxy was derived");
        try {
            ClientAccount admitted = all.admit(
                    ContractAddresses.of(root.params(), rootContract, owner, charged.proxyKey()), root.params());
            account = admitted;
            tick(admitted);
        } catch (StateStoreException | IllegalStateException e) {
            LOG.error("the account at proxy {} cannot be opened: {}", charged.proxyContract(), e.getMessage());
        }
    }

    private static void tick(ClientAccount of) {
        CompletionStage<Void> unused = of.tick();
    }

    /** The secret for this proxy. */
    Secret secret(ChargeAccount charged, Secret configured) {
        return accounts == null ? configured : accounts.secretFor(charged.proxyContract());
    }

    /** The proxy waits for the wallet's registration. */
    void register(long nonce) {
        ClientAccount known = account;
        if (known != null) {
            known.requestRegistration(nonce);
            tick(known);
        }
    }

    /** The proxy told its counters. */
    void counters(ChargeAccount charged) {
        ClientAccount known = account;
        if (known != null) {
            known.counters(charged.payment(), charged.database(), charged.memory());
        }
    }

    /** Whether requests can be paid. */
    boolean isUsable() {
        ClientAccount known = account;
        if (accounts == null) {
            return true;
        }
        return known != null && known.isUsable() && isFunded(known.status());
    }

    private boolean isFunded(AccountStatus status) {
        return root.params().pricePerToken().isZero()
                || (status.state() != null && !status.state().balance().isZero());
    }

    /** Whether requests will never be paid again. */
    boolean isClosing() {
        ClientAccount known = account;
        if (known == null || known.isUsable()) {
            return false;
        }
        AccountStatus status = known.status();
        boolean deployed = status.phase() != AccountPhase.UNKNOWN && status.phase() != AccountPhase.ABSENT;
        return known.isOver() || deployed || status.excess().value() > 0;
    }

    /** Why requests cannot be paid, or null. */
    @Nullable
    String problem() {
        ClientAccount known = account;
        if (accounts == null || isUsable()) {
            return null;
        }
        if (known == null) {
            return null;
        }
        List<String> lines = known.status().explain();
        return (isClosing() ? "client is closing: " : "the account is being opened: ") + String.join("; ", lines);
    }

    /** A request goes out. */
    ExposureWatch.Call begin(Query query) {
        ClientAccount known = account;
        if (known == null) {
            return UNWATCHED;
        }
        NetworkRequest request = query.request();
        TokenCount reserved =
                root.pricing().reservation(request.maxTokens(), query.http().length(), request.maxCoefficient());
        return known.exposure().begin(query.id(), reserved);
    }
}
