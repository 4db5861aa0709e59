package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.state.StateStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a wallet does next ({@code docs/protocol/payments.md} 2). Not thread-safe: guarded by its {@link WalletQueue}.
 *
 * <p>At most one batch of transfers is signed at a time. It is in the journal before it is first sent, and leaves it when the chain shows
 * that it was executed or can never be.
 */
final class WalletEngine {

    private static final Logger LOG = LoggerFactory.getLogger(WalletQueue.class);
    private static final Duration VALIDITY = Duration.ofHours(1);
    private static final Duration RESEND = Duration.ofSeconds(30);

    /** What the queue has to do after a round. */
    record Outcome(@Nullable Cell toSend, @Nullable TransactionId executed, List<QueuedTransfer> done) {
        static final Outcome NOTHING = new Outcome(null, null, List.of());
    }

    private final WalletContract wallet;
    private final Ed25519Key key;
    private final StateStore store;
    private final String journal;
    private final TransferQueue queue = new TransferQueue();

    private @Nullable SignedBatch batch;
    // Transfers of the batch; empty if it was signed before a restart.
    private List<QueuedTransfer> signed = List.of();
    private Instant lastSent = Instant.MIN;
    private long nextSeqno;
    private boolean failureLogged;
    private String held = "";

    /** Reads the journal. */
    WalletEngine(WalletContract wallet, Ed25519Key key, StateStore store) {
        this.wallet = wallet;
        this.key = key;
        this.store = store;
        this.journal = "wallet." + wallet.address().account().toHex();
        Bytes content = store.read(journal);
        this.batch = content == null ? null : SignedBatch.parse(content);
    }

    /** The batch that may be executed at any time, or null. */
    @Nullable
    SignedBatch batch() {
        return batch;
    }

    /** Whether the batch was signed before a restart. */
    boolean hasOldBatch() {
        return batch != null && signed.isEmpty();
    }

    int queued() {
        return queue.size() + signed.size();
    }

    void add(QueuedTransfer transfer) {
        queue.add(transfer);
    }

    /** Forgets all transfers; a signed batch stays in the journal. */
    List<QueuedTransfer> drain() {
        List<QueuedTransfer> all = new ArrayList<>(signed);
        signed = List.of();
        all.addAll(queue.drain());
        return all;
    }

    Outcome round(WalletSight sight, Instant now) {
        SignedBatch present = batch;
        if (present == null) {
            return signNext(sight, now);
        }
        if (sight.failed(present) && !failureLogged) {
            failureLogged = true;
            LOG.error("wallet {}: took a message and could not send its transfers", wallet.address());
        }
        return switch (sight.fate(present)) {
            case EXECUTED -> executed(present, sight, now);
            case DEAD -> dead(present, sight, now);
            case EXPIRED -> expired(present, sight, now);
            case OPEN -> resend(present, sight, now);
            case UNCLEAR -> Outcome.NOTHING;
        };
    }

    private Outcome executed(SignedBatch present, WalletSight sight, Instant now) {
        List<QueuedTransfer> done = signed;
        nextSeqno = present.seqno() + 1;
        settle();
        Outcome next = signNext(sight, now);
        return new Outcome(next.toSend(), sight.transaction(present), done);
    }

    /** Its seqno is used up by another message, so the same transfers may be signed with the next one. */
    private Outcome dead(SignedBatch present, WalletSight sight, Instant now) {
        LOG.warn("wallet {}: seqno {} was used by another message", wallet.address(), present.seqno());
        queue.restore(signed);
        settle();
        return signNext(sight, now);
    }

    /** The same transfers with the same seqno, so that only one of the messages can be executed. */
    private Outcome expired(SignedBatch present, WalletSight sight, Instant now) {
        if (signed.isEmpty()) {
            // Its owner asks anew for what was in it, so a block time that runs ahead must not be believed alone.
            if (now.getEpochSecond() <= present.validUntil() + WalletSight.CLOCK_MARGIN) {
                return Outcome.NOTHING;
            }
            LOG.warn("wallet {}: a message from before the restart expired unexecuted", wallet.address());
            settle();
            return signNext(sight, now);
        }
        if (!canPay(sight, present.needed())) {
            return Outcome.NOTHING;
        }
        LOG.warn("wallet {}: a message expired, signing it again", wallet.address());
        long validUntil = validUntil(sight, now);
        WalletMessage message = wallet.external(key, present.seqno(), validUntil, transfers(signed));
        SignedBatch again = present.signedAgain(validUntil, message.bodyHash(), bytes(message));
        return keep(again) ? send(again, message.external(), now) : Outcome.NOTHING;
    }

    private Outcome resend(SignedBatch present, WalletSight sight, Instant now) {
        boolean early = lastSent.isAfter(now.minus(RESEND)) && !lastSent.isAfter(now);
        if (early || !canPay(sight, present.needed())) {
            return Outcome.NOTHING;
        }
        try {
            return send(present, BagOfCells.parseSingle(present.external().toByteArray()), now);
        } catch (CellException e) {
            throw new StateStoreException("record " + journal + ": its message is no bag of cells", e);
        }
    }

    private Outcome signNext(WalletSight sight, Instant now) {
        if (queue.size() == 0 || sight.view().seqno() < nextSeqno || !canSign(sight)) {
            return Outcome.NOTHING;
        }
        List<QueuedTransfer> heads =
                queue.heads(wallet.maxTransfers(), sight.account().balance());
        if (heads.isEmpty()) {
            return hold("the next transfer needs " + queue.firstNeeds() + ", fees included");
        }
        long validUntil = validUntil(sight, now);
        WalletMessage message = wallet.external(key, sight.view().seqno(), validUntil, transfers(heads));
        NanoTon needed = heads.stream().map(QueuedTransfer::needed).reduce(NanoTon.ZERO, NanoTon::plus);
        SignedBatch next = new SignedBatch(
                sight.view().seqno(),
                validUntil,
                needed,
                sight.account().last(),
                List.of(message.bodyHash()),
                bytes(message));
        if (!keep(next)) {
            return Outcome.NOTHING;
        }
        queue.drop(heads.size());
        signed = heads;
        held = "";
        return send(next, message.external(), now);
    }

    private boolean canSign(WalletSight sight) {
        if (sight.view().blocked()) {
            hold("its owner has blocked it");
            return false;
        } else if (sight.view().seqno() == 0 && !wallet.canDeploy()) {
            hold("it has to be deployed, but only the hash of its code is known");
            return false;
        }
        return canPay(sight, NanoTon.ZERO);
    }

    private boolean canPay(WalletSight sight, NanoTon needed) {
        NanoTon least = needed.compareTo(AttachedValue.WALLET_MINIMUM) > 0 ? needed : AttachedValue.WALLET_MINIMUM;
        if (sight.account().balance().compareTo(least) >= 0) {
            return true;
        }
        hold("it has " + sight.account().balance() + " and needs " + least + ": send coins to it");
        return false;
    }

    /** Says once why transfers wait. */
    private Outcome hold(String reason) {
        if (!held.equals(reason)) {
            held = reason;
            LOG.warn("wallet {}: {} transfers wait: {}", wallet.address(), queued(), reason);
        }
        return Outcome.NOTHING;
    }

    private Outcome send(SignedBatch sent, Cell external, Instant now) {
        batch = sent;
        lastSent = now;
        return new Outcome(external, null, List.of());
    }

    /** Writes the journal; what is not in it must not be sent. */
    private boolean keep(SignedBatch next) {
        try {
            store.write(journal, next.toBytes());
            return true;
        } catch (StateStoreException e) {
            LOG.error("wallet {}: nothing is sent since the journal cannot be written", wallet.address(), e);
            return false;
        }
    }

    /** A record that stays is harmless: after a restart the chain shows again what became of it. */
    private void settle() {
        batch = null;
        signed = List.of();
        lastSent = Instant.MIN;
        failureLogged = false;
        try {
            store.delete(journal);
        } catch (StateStoreException e) {
            LOG.error("wallet {}: the journal cannot be deleted", wallet.address(), e);
        }
    }

    private static long validUntil(WalletSight sight, Instant now) {
        Instant chain = sight.account().time();
        return (now.isAfter(chain) ? now : chain).plus(VALIDITY).getEpochSecond();
    }

    private static List<Transfer> transfers(List<QueuedTransfer> queued) {
        return queued.stream().map(QueuedTransfer::transfer).toList();
    }

    private static Bytes bytes(WalletMessage message) {
        return Bytes.wrap(BagOfCells.serialize(message.external()));
    }
}
