package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.broker.MoneyStatus.Phase;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
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
import dev.cocoonsdk.ton.watch.AccountListener;
import java.time.Duration;
import java.time.Instant;
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

    /** A message of a former process that its wallet has sent is not longer on its way than this; then it is decided anew. */
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
    private final Saves saves;
    private final Intents intents;
    private final Commands commands;

    // Guarded by this.
    private Phase phase = Phase.CLOCK;
    private String detail = "the broker starts";
    private TransactionId position;
    private @Nullable AccountState account;
    private @Nullable ProxyStorage storage;
    private @Nullable Instant walletReady;
    /** A state of somebody else was seen: nothing is noted any more, so that the next start sees it too. */
    private boolean foreign;

    private boolean asking;
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
        this.intents = new Intents(ledger);
        this.commands = new Commands(this, rules, courier);
        this.saves = new Saves(this, chain, ledger, messages, saver, rules.policy());
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

    synchronized boolean isReady() {
        return ready;
    }

    Commands commands() {
        return commands;
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
        if (foreign) {
            return;
        }
        Map<String, @Nullable Bytes> notes = new HashMap<>();
        if (transaction.isAlarming()) {
            chain.alarms()
                    .raise("a message to the proxy contract failed and its coins did not do what they were sent for: "
                            + Courier.described(transaction));
        }
        learn(News.read(transaction, messages.contracts(), messages.wallet()), transaction, notes);
        if (foreign) {
            return;
        }
        position = transaction.id();
        notes.put(Notes.POSITION, Notes.of(Notes.of(position)));
        if (messages.wallet().equals(transaction.source())) {
            intents.executed(transaction, notes);
        }
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
            case OWN -> saves.arrived();
            case EARLIER -> LOG.info("state {} of this broker's former process is on chain", saved.seqno());
            case FOREIGN -> {
                foreign = true;
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
        ProxyStorage now = storage;
        if (step instanceof Step.Deployment) {
            return now != null;
        } else if (step instanceof Step.Stake wanted) {
            return now != null && now.stake().compareTo(wanted.target()) >= 0;
        }
        return standings.isEffective(step);
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
        courier.close();
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
        Instant since = walletReady;
        if (since == null || account == null) {
            return;
        }
        if (!intents.isPending() || !chain.clock().instant().isBefore(since.plus(INTENT))) {
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
        } else if (courier.begin(new Step.Deployment(contract()))) {
            enter(Phase.DEPLOYMENT, "the proxy contract is being deployed");
        }
    }

    private void stake() {
        Step step = rules.stake(books());
        if (step instanceof Step.Stake missing) {
            NanoTon needed = AttachedValue.WALLET_MINIMUM
                    .plus(AttachedValue.proxyStake(missing.grams()))
                    .plus(AttachedValue.COMMISSION);
            if (!courier.isBusy(step.key()) && isFunded(needed) && courier.begin(step)) {
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
            saves.save();
        }
    }

    private void work() {
        saves.saveIfDue();
        if (!isFundedQuietly()) {
            return;
        }
        SettlementRules.Due due = rules.due(books(), courier::isBusy, courier.promised());
        due.steps().forEach(courier::begin);
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
    synchronized Books books() {
        return Books.of(contract(), coins(), storage, ledger, standings);
    }

    /** Nothing is sent any more. Idempotent. */
    synchronized void close() {
        closed = true;
        courier.close();
        saves.close();
    }
}
