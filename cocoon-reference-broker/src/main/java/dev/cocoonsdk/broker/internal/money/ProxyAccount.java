package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.broker.LedgerBatch.Party;
import dev.cocoonsdk.broker.MoneyStatus.Phase;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.ledger.TokenCounter;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.wallet.Transfer;
import dev.cocoonsdk.ton.watch.AccountListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the broker's proxy contract ({@code docs/protocol/payments.md} 7, 9): learns from its transactions, saves states, charges,
 * grants refunds, pays workers and the owner. Everything is decided from what the chain says; what is under way when the process ends is
 * decided anew after the next start.
 *
 * <p>Thread-safe. {@link #tick} drives it every second; the watch of the proxy contract tells it what happened.
 */
final class ProxyAccount implements AccountListener, Courier.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyAccount.class);

    /** A message that the wallet has sent is not longer on its way than this. */
    private static final Duration INTENT = Duration.ofSeconds(30);

    private final Chain chain;
    private final Ledger ledger;
    private final Messages messages;
    private final SettlementRules rules;
    private final Standings standings;
    private final Registrations registrations;
    private final Owner owner;
    private final StateSaver saver;
    private final Courier courier;

    // Guarded by this.
    private Phase phase = Phase.CLOCK;
    private String detail = "the broker starts";
    private TransactionId position;
    private @Nullable AccountState account;
    private @Nullable ProxyStorage storage;
    private @Nullable Instant walletReady;
    private boolean asking;
    private boolean saving;
    private Instant nextSave = Instant.MIN;
    private @Nullable Instant savedAt;
    private boolean ready;
    private boolean closed;

    /** Told what becomes of the account; called under its lock, so it must not call back. */
    @FunctionalInterface
    interface Owner {
        /** Requests may be taken from now on, or not any more. */
        void ready(boolean now);
    }

    /**
     * An account of a ledger.
     *
     * @param messages of the proxy contract
     */
    ProxyAccount(
            Chain chain,
            Ledger ledger,
            Messages messages,
            SettlementRules rules,
            Registrations registrations,
            Owner owner) {
        this.chain = chain;
        this.ledger = ledger;
        this.messages = messages;
        this.rules = rules;
        this.registrations = registrations;
        this.owner = owner;
        Map<String, Bytes> notes = ledger.notes();
        this.standings = Standings.load(notes);
        byte[] session = new byte[Hash256.LENGTH];
        chain.random().nextBytes(session);
        this.saver = StateSaver.load(notes, Hash256.of(session));
        standings.clients().forEach((wallet, standing) -> {
            if (standing.state() != ContractState.OPEN) {
                ledger.close(wallet);
            }
        });
        this.courier =
                new Courier(this, chain, ledger, messages, this, rules.policy().retry());
        JsonObject known = Notes.read(notes, Notes.POSITION);
        this.position = known == null ? TransactionId.NONE : Notes.transaction(known);
    }

    Standings standings() {
        return standings;
    }

    /** Where the watch of the proxy contract goes on. */
    synchronized TransactionId position() {
        return position;
    }

    TonAddress contract() {
        return messages.contracts().proxy();
    }

    synchronized Phase phase() {
        return phase;
    }

    synchronized String detail() {
        return detail;
    }

    synchronized @Nullable ProxyStorage storage() {
        return storage;
    }

    synchronized NanoTon coins() {
        return account == null ? NanoTon.ZERO : account.balance();
    }

    synchronized List<Long> pendingStates() {
        return saver.pending();
    }

    synchronized boolean isUnderWay(Step.Key key) {
        return courier.isRunning(key);
    }

    // What the chain tells.

    @Override
    public void initial(AccountState state) {
        state(state);
    }

    @Override
    public synchronized void state(AccountState state) {
        account = state;
        Cell data = state.data();
        if (!state.isActive() || data == null) {
            storage = null;
            return;
        }
        try {
            storage = ProxyStorage.parse(data);
        } catch (CellException e) {
            chain.alarms().raise("the storage of the proxy contract cannot be read: " + e.getMessage());
            return;
        }
        if (storage.state() != ContractState.OPEN) {
            stop(
                    Phase.DISABLED,
                    "the proxy contract is " + storage.state() + ": this broker takes part again with new parameters");
        }
        courier.settle();
    }

    @Override
    public synchronized void transaction(TonTransaction transaction) {
        if (closed) {
            throw new IllegalStateException("the account is closed");
        }
        Map<String, @Nullable Bytes> notes = new HashMap<>();
        if (transaction.isAlarming()) {
            chain.alarms()
                    .raise("a message to the proxy contract failed and its coins did not do what they were sent for: "
                            + Courier.described(transaction));
        }
        learn(News.read(transaction, messages.contracts(), messages.wallet()), transaction, notes);
        position = transaction.id();
        notes.put(Notes.POSITION, Notes.of(Notes.of(position)));
        clearIntents(transaction, notes);
        ledger.note(notes);
        courier.executed(transaction);
        courier.settle();
    }

    private void learn(News news, TonTransaction transaction, Map<String, @Nullable Bytes> notes) {
        if (news instanceof News.OfClient client) {
            standings.learn(client.wallet(), client.standing(), notes);
            if (client.standing().state() != ContractState.OPEN) {
                ledger.close(client.wallet());
            }
            Long nonce = client.nonce();
            if (nonce != null && !registrations.arrived(nonce, client.wallet())) {
                LOG.info("client {} shows a nonce for which no connection of it waits", client.wallet());
            }
        } else if (news instanceof News.OfWorker worker) {
            standings.learn(worker.owner(), worker.standing(), notes);
        } else if (news instanceof News.StateSaved saved) {
            saved(saved, notes);
        } else if (news instanceof News.None none && none.defect() != null) {
            LOG.warn(
                    "message {} of {} to the proxy contract is skipped: it {}",
                    transaction.id().hash().toHex(),
                    transaction.source(),
                    none.defect());
        }
    }

    private void saved(News.StateSaved saved, Map<String, @Nullable Bytes> notes) {
        switch (saver.arrived(saved.seqno(), saved.session(), notes)) {
            case OWN -> saving = false;
            case EARLIER -> LOG.info("state {} of this broker's former process is on chain", saved.seqno());
            case FOREIGN -> {
                chain.alarms()
                        .raise("state " + saved.seqno()
                                + " on chain is not in this ledger: another broker runs with the same keys, or the ledger was set back."
                                + " This broker stops; see docs/broker.md, \"A second instance\"");
                stop(
                        Phase.HALTED,
                        "another broker runs with the same keys, or the ledger was set back to an older state");
            }
        }
    }

    @Override
    public boolean isEffective(Step step) {
        if (step instanceof Step.Charge charge) {
            ClientStanding now = standings.client(charge.wallet());
            return now != null && (now.used() >= charge.level() || now.state() == ContractState.CLOSED);
        } else if (step instanceof Step.Grant grant) {
            ClientStanding now = standings.client(grant.wallet());
            return now != null && now.state() == ContractState.CLOSED;
        } else if (step instanceof Step.Payout payout) {
            WorkerStanding now = standings.worker(payout.owner());
            return now != null && (now.paid() >= payout.level() || now.state() == ContractState.CLOSED);
        }
        return step instanceof Step.Deployment && storage != null;
    }

    /** What the contract itself says, where its message to the proxy contract was not seen. */
    @Override
    public void read(Step step, AccountState state) {
        Map<String, @Nullable Bytes> notes = new HashMap<>();
        Examiner.learn(step, state, standings, notes);
        if (!notes.isEmpty()) {
            ledger.note(notes);
        }
    }

    private void stop(Phase to, String reason) {
        if (phase != to && phase != Phase.HALTED) {
            phase = to;
            detail = reason;
            LOG.error("this broker takes no more requests: {}", reason);
            ready = false;
            owner.ready(false);
        }
    }

    /** Stops for good because of something that only the operator can judge. */
    synchronized void halt(String reason) {
        chain.alarms().raise(reason);
        stop(Phase.HALTED, reason);
    }

    // What is to be done.

    /** Looks what is to be done; never waits. */
    synchronized void tick() {
        if (closed) {
            return;
        }
        switch (phase) {
            case CLOCK -> checkClock();
            case WALLET -> awaitWallet();
            case FUNDS -> awaitFunds();
            case DEPLOYMENT -> deploy();
            case STAKE -> stake();
            case FIRST_STATE -> firstState();
            case READY -> work();
            default -> LOG.trace("nothing to do");
        }
        courier.examine();
    }

    private void enter(Phase next, String text) {
        if (phase != next || !detail.equals(text)) {
            LOG.info("{}", text);
        }
        phase = next;
        detail = text;
    }

    private void checkClock() {
        if (asking) {
            return;
        }
        asking = true;
        chain.api().masterchainTime().whenComplete((time, failure) -> clockRead(time, failure));
    }

    private synchronized void clockRead(@Nullable Instant time, @Nullable Throwable failure) {
        asking = false;
        if (phase != Phase.CLOCK) {
            return;
        }
        if (time == null) {
            enter(Phase.CLOCK, "the chain cannot be asked for its time: " + failure);
            return;
        }
        Duration off = Duration.between(time, chain.clock().instant()).abs();
        if (off.compareTo(Chain.CLOCK_TOLERANCE) > 0) {
            enter(
                    Phase.CLOCK,
                    "this machine's clock and the chain's time differ by " + off.toSeconds() + " s: set the clock");
            return;
        }
        enter(Phase.WALLET, "the wallet and the proxy contract are being read");
        chain.wallet().ready().whenComplete((done, error) -> walletRead());
    }

    private synchronized void walletRead() {
        walletReady = chain.clock().instant();
    }

    private void awaitWallet() {
        if (walletReady != null && account != null && !waitsForIntent(walletReady)) {
            enter(Phase.FUNDS, "the wallet is being looked at");
            awaitFunds();
        }
    }

    private void awaitFunds() {
        NanoTon needed = AttachedValue.WALLET_MINIMUM.plus(
                storage == null ? AttachedValue.PROXY_DEPLOY.plus(AttachedValue.COMMISSION) : NanoTon.ZERO);
        if (isFunded(needed)) {
            phase = Phase.DEPLOYMENT;
            deploy();
        }
    }

    private boolean isFunded(NanoTon needed) {
        NanoTon balance = chain.wallet().balance();
        if (balance.compareTo(needed) >= 0) {
            return true;
        }
        enter(
                phase,
                "the wallet " + messages.wallet() + " has " + balance + " and needs at least " + needed
                        + ": send coins to it");
        return false;
    }

    private void deploy() {
        if (storage != null) {
            phase = Phase.STAKE;
            stake();
        } else if (begin(new Step.Deployment(contract()))) {
            enter(Phase.DEPLOYMENT, "the proxy contract is being deployed");
        }
    }

    private void stake() {
        Step step = rules.stake(books());
        if (step instanceof Step.Stake missing) {
            NanoTon needed = AttachedValue.WALLET_MINIMUM
                    .plus(AttachedValue.proxyStake(missing.grams()))
                    .plus(AttachedValue.COMMISSION)
                    .plus(AttachedValue.COMMISSION);
            if (!courier.isBusy(step.key()) && isFunded(needed) && begin(step)) {
                enter(Phase.STAKE, "the stake of the proxy contract is being paid in: " + missing.grams());
            }
        } else {
            enter(Phase.FIRST_STATE, "the first state is on its way to the chain");
            firstState();
        }
    }

    private void firstState() {
        if (saver.isOwnSeen()) {
            enter(Phase.READY, "requests are taken");
            ready = true;
            owner.ready(true);
            work();
        } else {
            saveState();
        }
    }

    private void work() {
        if (ledger.hasUnconfirmed() && !chain.clock().instant().isBefore(nextSave)) {
            saveState();
        }
        if (!isFundedQuietly()) {
            return;
        }
        SettlementRules.Due due = rules.due(books(), courier::isBusy, courier.promised());
        due.steps().forEach(this::begin);
        due.unpayable().forEach(this::cannotPay);
    }

    /** The wallet's queue would wait anyway, and what waits there may have become wrong when it is sent. */
    private boolean isFundedQuietly() {
        boolean funded = chain.wallet().balance().compareTo(AttachedValue.WALLET_MINIMUM) >= 0;
        String text = funded
                ? "requests are taken"
                : "requests are taken, but nothing is settled: the wallet " + messages.wallet() + " has "
                        + chain.wallet().balance() + " and needs at least " + AttachedValue.WALLET_MINIMUM;
        if (!funded && !detail.equals(text)) {
            LOG.warn("{}", text);
        }
        detail = text;
        return funded;
    }

    private void cannotPay(Step step) {
        chain.alarms()
                .raise("the proxy contract has " + coins() + " and cannot pay " + step
                        + " now; nothing is sent, because the money would be lost");
        courier.refuse(step, "the proxy contract lacks the coins");
    }

    /** A copy of all numbers. */
    private Books books() {
        ProxyStorage now = storage;
        List<Books.Client> clients = new ArrayList<>();
        Map<TonAddress, TokenCounter.Levels> levels = ledger.all(Party.CLIENT);
        standings.clients().forEach((wallet, standing) -> {
            TokenCounter.Levels level = levels.get(wallet);
            clients.add(new Books.Client(
                    wallet,
                    standing,
                    level == null ? standing.used() : level.max(),
                    level == null ? standing.used() : level.chain(),
                    level == null ? 0 : level.running()));
        });
        List<Books.Worker> workers = new ArrayList<>();
        ledger.all(Party.WORKER).forEach((worker, level) -> {
            WorkerStanding known = standings.worker(worker);
            workers.add(new Books.Worker(
                    worker, known == null ? new WorkerStanding(ContractState.OPEN, 0) : known, level.chain()));
        });
        return new Books(
                contract(),
                coins(),
                now == null ? NanoTon.ZERO : now.balance(),
                now == null ? NanoTon.ZERO : now.stake(),
                clients,
                workers);
    }

    private boolean begin(Step step) {
        return courier.begin(step);
    }

    // States.

    private void saveState() {
        Instant now = chain.clock().instant();
        boolean lost =
                savedAt != null && !now.isBefore(savedAt.plus(rules.policy().retry()));
        if (saving && !lost) {
            return;
        }
        saving = true;
        savedAt = null;
        Duration pause = rules.policy().saveState();
        nextSave = now.plus(pause).plusMillis(chain.random().nextLong(pause.toMillis() + 1));
        Map<String, @Nullable Bytes> notes = new HashMap<>();
        int number = saver.next(ledger.sealState(), notes);
        Transfer transfer =
                messages.saveState(number, saver.session(), chain.random().nextLong());
        ledger.note(notes);
        ledger.whenStored(() -> chain.wallet().send(transfer).whenComplete((id, error) -> stateSent(number, error)));
    }

    private synchronized void stateSent(int number, @Nullable Throwable failure) {
        if (failure == null) {
            savedAt = chain.clock().instant();
            chain.refresh().run();
        } else if (!closed) {
            saving = false;
            LOG.warn("state {} was not sent: {}", number, failure.toString());
        }
    }

    // Messages that must not be sent twice.

    private void clearIntents(TonTransaction transaction, Map<String, @Nullable Bytes> notes) {
        if (!messages.wallet().equals(transaction.source())) {
            return;
        }
        Notes.all(ledger.notes(), Notes.INTENT).forEach((kind, json) -> {
            Long query = transaction.queryId();
            boolean deployment = kind.equals("deployment");
            if (deployment || (query != null && query.equals(json.integer("query_id")))) {
                notes.put(Notes.INTENT + kind, null);
            }
        });
    }

    /**
     * Whether a message that a former process had sent may still be on its way from the wallet. When the time is over, what it should have
     * done is decided anew.
     */
    private boolean waitsForIntent(Instant since) {
        return !Notes.all(ledger.notes(), Notes.INTENT).isEmpty()
                && chain.clock().instant().isBefore(since.plus(INTENT));
    }

    // The operator.

    /** Charges a client whatever it owes; a line of text. */
    synchronized String charge(TonAddress client) {
        Books.Client found = books().clients().stream()
                .filter(one -> one.wallet().equals(client))
                .findFirst()
                .orElse(null);
        return found == null
                ? "client not found"
                : command(rules.charge(found, NanoTon.ZERO), new Step.Key("charge", client), "nothing to charge");
    }

    /** Pays a worker whatever it has earned; a line of text. */
    synchronized String payout(TonAddress worker) {
        Books.Worker found = books().workers().stream()
                .filter(one -> one.owner().equals(worker))
                .findFirst()
                .orElse(null);
        return found == null
                ? "worker not found"
                : command(rules.payout(found, NanoTon.ZERO), new Step.Key("payout", worker), "nothing to pay");
    }

    /** Pays the owner all earnings; a line of text. */
    synchronized String withdraw() {
        Step.Key key = new Step.Key("withdrawal", contract());
        return courier.isRunning(key)
                ? "withdraw already running"
                : command(rules.withdrawal(books(), NanoTon.ZERO), key, "nothing to withdraw");
    }

    private String command(@Nullable Step step, Step.Key key, String nothing) {
        if (!ready) {
            return "proxy is disabled";
        } else if (courier.isRunning(key)) {
            return "request already running";
        } else if (step == null) {
            return nothing;
        } else if (!SettlementRules.isPayable(step, coins(), courier.promised())) {
            return "the proxy contract lacks the coins";
        }
        courier.retryNow(key);
        begin(step);
        return "request sent";
    }

    /** Nothing is sent any more. Idempotent. */
    synchronized void close() {
        closed = true;
        courier.close();
    }
}
