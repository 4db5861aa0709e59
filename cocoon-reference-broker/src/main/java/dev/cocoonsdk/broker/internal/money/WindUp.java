package dev.cocoonsdk.broker.internal.money;

import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.ProxyStorage;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Winds an old proxy contract up ({@code docs/protocol/payments.md} 11): all clients get their rest, all workers their pay, and only then the
 * contract is closed. One message at a time; whether it had its effect, the account that it went to says, and nothing else goes before that.
 * How far it is follows from the accounts, so a restart goes on where the chain stands. Nothing is sent from a ledger that was set back
 * (see {@link Witness}).
 *
 * <table>
 * <caption>Steps</caption>
 * <tr><th>account</th><th>is</th><th>then</th></tr>
 * <tr><td>each client contract</td><td>closed or not deployed</td><td>the next one</td></tr>
 * <tr><td></td><td>else</td><td>refund grant, if the proxy contract has the coins; else alarm, and the others first</td></tr>
 * <tr><td>each worker contract</td><td>closed or not deployed</td><td>the next one</td></tr>
 * <tr><td></td><td>else</td><td>last payout, in the same way</td></tr>
 * <tr><td>proxy contract</td><td>open</td><td>close</td></tr>
 * <tr><td></td><td>closing and unlocked</td><td>complete the closing</td></tr>
 * <tr><td></td><td>closed</td><td>done, the note is removed</td></tr>
 * </table>
 */
final class WindUp implements Courier.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(WindUp.class);

    /** An account whose state shall be looked at, and what for. */
    private record Party(boolean client, TonAddress owner, long level) {}

    private final Chain chain;
    private final Ledger ledger;
    private final Messages messages;
    private final Tariff tariff;
    private final Duration look;
    private final Courier courier;
    private final OldContract old;
    private final Witness witness;

    // Guarded by this.
    private final Deque<Party> parties = new ArrayDeque<>();
    private final Map<TonAddress, AccountState> read = new HashMap<>();
    private final String name;
    private Instant nextLook = Instant.MIN;
    private boolean asking;
    private boolean trusted;
    private boolean foreign;
    private boolean done;
    private boolean closed;

    /**
     * Begins with what a note says.
     *
     * @param messages of the old contract
     * @param look time between two looks at accounts
     */
    WindUp(Chain chain, Ledger ledger, Messages messages, OldContract old, Duration retry, Duration look) {
        this.chain = chain;
        this.ledger = ledger;
        this.messages = messages;
        this.tariff = new Tariff(old.params().pricePerToken(), old.params().workerFeePerToken());
        this.look = look;
        this.name = Notes.OLD + Notes.text(messages.contracts().proxy());
        this.courier = new Courier(this, chain, ledger, messages, this, retry);
        this.old = old;
        this.witness = new Witness(chain.api(), messages);
        old.clients().forEach((wallet, level) -> parties.add(new Party(true, wallet, level)));
        old.workers().forEach((owner, level) -> parties.add(new Party(false, owner, level)));
    }

    TonAddress contract() {
        return messages.contracts().proxy();
    }

    synchronized int open() {
        return parties.size();
    }

    synchronized boolean isDone() {
        return done;
    }

    /** Goes on; never waits. */
    synchronized void tick() {
        Instant now = chain.clock().instant();
        courier.examine();
        if (done || closed || foreign || asking || now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(look);
        asking = true;
        if (trusted) {
            look();
        } else {
            witness.isForeign(old).whenComplete(this::judged);
        }
    }

    private synchronized void judged(@Nullable Boolean found, @Nullable Throwable failure) {
        asked(failure);
        if (found == null) {
            return;
        }
        trusted = !found;
        foreign = found;
        nextLook = Instant.MIN;
        if (foreign) {
            chain.alarms()
                    .raise("a state of the old proxy contract " + contract()
                            + " is on chain that is not in this ledger: another broker runs with the same keys, or the ledger was set"
                            + " back. It is not wound up; see docs/broker.md, \"A second instance\"");
        }
    }

    private void look() {
        Party party = parties.peekFirst();
        TonAddress account = party == null ? contract() : account(party);
        chain.api()
                .account(contract())
                .thenCombine(chain.api().account(account), (proxy, other) -> {
                    looked(party, proxy, other);
                    return null;
                })
                .whenComplete((nothing, failure) -> asked(failure));
    }

    private TonAddress account(Party party) {
        return party.client
                ? messages.contracts().client(party.owner)
                : messages.contracts().worker(party.owner);
    }

    private synchronized void asked(@Nullable Throwable failure) {
        asking = false;
        if (failure != null) {
            LOG.warn("the accounts of the old proxy contract {} cannot be read: {}", contract(), failure.toString());
        }
    }

    private synchronized void looked(@Nullable Party party, AccountState proxy, AccountState account) {
        if (closed) {
            return;
        }
        read.put(proxy.address(), proxy);
        read.put(account.address(), account);
        courier.settle();
        if (party == null) {
            close(proxy);
        } else if (isSettled(party, account)) {
            LOG.info("{} of the old proxy contract {} is settled", party, contract());
            parties.remove(party);
            nextLook = Instant.MIN;
        } else {
            settle(party, proxy, account);
        }
    }

    private static boolean isSettled(Party party, AccountState account) {
        if (!account.isActive()) {
            return true;
        } else if (party.client) {
            ClientStanding now = Examiner.client(account);
            return now != null
                    && now.state() == ContractState.CLOSED
                    && now.balance().isZero();
        }
        WorkerStanding now = Examiner.worker(account);
        return now != null && now.state() == ContractState.CLOSED;
    }

    private void settle(Party party, AccountState proxy, AccountState account) {
        Step step = step(party, account);
        if (step == null) {
            later(party, "the storage of " + account.address() + " cannot be read");
        } else if (courier.isRunning(step.key())) {
            LOG.trace("{} is under way", step);
        } else if (courier.isBusy(step.key())) {
            parties.remove(party);
            parties.addLast(party);
        } else if (SettlementRules.isPayable(step, proxy.balance(), NanoTon.ZERO)) {
            courier.begin(step);
        } else {
            courier.refuse(step, "the proxy contract lacks the coins");
            later(
                    party,
                    "the old proxy contract " + contract() + " has " + proxy.balance() + " and cannot pay " + step
                            + "; nothing is sent, because the money would be lost");
        }
    }

    private void later(Party party, String why) {
        chain.alarms().raise(why);
        parties.remove(party);
        parties.addLast(party);
    }

    private @Nullable Step step(Party party, AccountState account) {
        if (party.client) {
            ClientStanding now = Examiner.client(account);
            if (now == null) {
                return null;
            }
            long level = Math.max(party.level, now.used());
            long rest =
                    now.balance().value() - tariff.charged(level - now.used()).value();
            return new Step.Grant(party.owner, level, NanoTon.of(Math.max(0, rest)));
        }
        WorkerStanding now = Examiner.worker(account);
        if (now == null) {
            return null;
        }
        long level = Math.max(party.level, now.paid());
        return new Step.LastPayout(party.owner, level, tariff.earned(level - now.paid()));
    }

    private void close(AccountState proxy) {
        ProxyStorage storage = storage(proxy);
        if (!proxy.isActive() || (storage != null && storage.state() == ContractState.CLOSED)) {
            done = true;
            ledger.note(name, null);
            LOG.warn("the old proxy contract {} is wound up", contract());
        } else if (storage == null) {
            chain.alarms().raise("the storage of the old proxy contract " + contract() + " cannot be read");
        } else if (storage.state() == ContractState.OPEN) {
            courier.begin(new Step.Close(contract(), false));
        } else if (chain.clock().instant().getEpochSecond() > storage.unlockTime()) {
            courier.begin(new Step.Close(contract(), true));
        }
    }

    private static @Nullable ProxyStorage storage(AccountState proxy) {
        Cell data = proxy.data();
        try {
            return data == null ? null : ProxyStorage.parse(data);
        } catch (CellException e) {
            return null;
        }
    }

    @Override
    public boolean isEffective(Step step) {
        AccountState account;
        if (step instanceof Step.Grant grant) {
            account = read.get(messages.contracts().client(grant.wallet()));
            return account != null && isSettled(new Party(true, grant.wallet(), 0), account);
        } else if (step instanceof Step.LastPayout payout) {
            account = read.get(messages.contracts().worker(payout.owner()));
            return account != null && isSettled(new Party(false, payout.owner(), 0), account);
        }
        account = read.get(contract());
        ProxyStorage storage = account == null ? null : storage(account);
        ContractState wanted =
                step instanceof Step.Close close && close.complete() ? ContractState.CLOSED : ContractState.CLOSING;
        return storage != null && storage.state().code() >= wanted.code();
    }

    @Override
    public void read(Step step, AccountState state) {
        read.put(state.address(), state);
    }

    /** Nothing is sent any more. Idempotent. */
    synchronized void close() {
        closed = true;
        courier.close();
    }
}
