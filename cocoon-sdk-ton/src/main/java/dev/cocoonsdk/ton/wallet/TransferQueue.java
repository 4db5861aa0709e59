package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.core.NanoTon;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Transfers in the order in which they were asked for. Guarded by the queue's owner. */
final class TransferQueue {

    private final Deque<QueuedTransfer> waiting = new ArrayDeque<>();

    int size() {
        return waiting.size();
    }

    void add(QueuedTransfer transfer) {
        waiting.addLast(transfer);
    }

    /** Puts transfers back that were taken and never sent. */
    void restore(List<QueuedTransfer> transfers) {
        for (int i = transfers.size() - 1; i >= 0; i--) {
            waiting.addFirst(transfers.get(i));
        }
    }

    /**
     * Heads that fit into one message, without taking them: their coins and fees together are at most the smaller of 1000 TON and the
     * balance.
     */
    List<QueuedTransfer> heads(int most, NanoTon balance) {
        NanoTon limit = balance.compareTo(QueuedTransfer.MOST_COINS) < 0 ? balance : QueuedTransfer.MOST_COINS;
        List<QueuedTransfer> heads = new ArrayList<>();
        NanoTon coins = NanoTon.ZERO;
        int bytes = 0;
        for (QueuedTransfer next : waiting) {
            coins = coins.plus(next.needed());
            bytes += next.size();
            if (heads.size() == most || coins.compareTo(limit) > 0 || bytes > QueuedTransfer.MOST_BYTES) {
                break;
            }
            heads.add(next);
        }
        return heads;
    }

    /** Coins that the first transfer needs; zero if there is none. */
    NanoTon firstNeeds() {
        QueuedTransfer first = waiting.peekFirst();
        return first == null ? NanoTon.ZERO : first.needed();
    }

    void drop(int count) {
        for (int i = 0; i < count; i++) {
            waiting.removeFirst();
        }
    }

    List<QueuedTransfer> drain() {
        List<QueuedTransfer> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
