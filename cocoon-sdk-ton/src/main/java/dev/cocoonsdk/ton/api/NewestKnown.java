package dev.cocoonsdk.ton.api;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last transaction that was told of each account, so that no older state is told after it. Thread-safe. */
final class NewestKnown {

    private static final int MAX_ACCOUNTS = 10_000;

    // Guarded by this.
    private final Map<TonAddress, TransactionId> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TonAddress, TransactionId> eldest) {
            return size() > MAX_ACCOUNTS;
        }
    };

    synchronized AccountState check(AccountState state) {
        TransactionId held = known.get(state.address());
        if (held != null) {
            int order = Long.compareUnsigned(state.last().lt(), held.lt());
            if (order < 0) {
                throw stale("account: its last transaction is " + state.last().lt(), held);
            } else if (order == 0 && !state.last().equals(held)) {
                throw new TonApiException(
                        Reason.MALFORMED, "account: another history at " + held.lt() + " than told before", true, null);
            }
        }
        known.put(state.address(), state.last());
        return state;
    }

    synchronized List<TonTransaction> check(
            TonAddress address, TransactionId since, List<TonTransaction> transactions) {
        TransactionId held = known.get(address);
        TransactionId last = transactions.isEmpty()
                ? since
                : transactions.get(transactions.size() - 1).id();
        if (isBefore(last, held)) {
            throw stale("transactions: end with " + last.lt(), held);
        }
        return transactions;
    }

    private static boolean isBefore(TransactionId last, @Nullable TransactionId held) {
        return held != null && Long.compareUnsigned(last.lt(), held.lt()) < 0;
    }

    private static TonApiException stale(String what, @Nullable TransactionId held) {
        return new TonApiException(
                Reason.STALE, what + " (expected: not before " + (held == null ? 0 : held.lt()) + ")", true, null);
    }
}
