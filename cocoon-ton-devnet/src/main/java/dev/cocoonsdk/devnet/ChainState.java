package dev.cocoonsdk.devnet;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that a chain consists of. Not thread-safe. */
final class ChainState {

    private final Map<TonAddress, History> accounts = new LinkedHashMap<>();
    private final List<ChainStep> steps = new ArrayList<>();

    /** What an account was and did. */
    private record History(List<AccountVersion> versions, List<DevnetTransaction> transactions) {

        History copy() {
            return new History(new ArrayList<>(versions), new ArrayList<>(transactions));
        }
    }

    ChainState copy() {
        ChainState copy = new ChainState();
        accounts.forEach((address, history) -> copy.accounts.put(address, history.copy()));
        copy.steps.addAll(steps);
        return copy;
    }

    void add(ChainStep step) {
        step.block()
                .transactions()
                .forEach(transaction ->
                        history(transaction.account()).transactions().add(transaction));
        step.accounts()
                .forEach((address, cell) -> history(address)
                        .versions()
                        .add(new AccountVersion(step.block().seqno(), cell)));
        steps.add(step);
    }

    private History history(TonAddress address) {
        return accounts.computeIfAbsent(address, unknown -> new History(new ArrayList<>(), new ArrayList<>()));
    }

    List<ChainStep> steps() {
        return steps;
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    DevnetBlock newest() {
        return last().block();
    }

    private ChainStep last() {
        return steps.get(steps.size() - 1);
    }

    NanoTon minted() {
        return isEmpty() ? NanoTon.ZERO : last().minted();
    }

    NanoTon fees() {
        return isEmpty() ? NanoTon.ZERO : last().fees();
    }

    Duration offset() {
        return isEmpty() ? Duration.ZERO : last().offset();
    }

    long endLt() {
        return isEmpty() ? 0 : newest().endLt();
    }

    long nextSeqno() {
        return isEmpty() ? 1 : newest().seqno() + 1;
    }

    Hash256 newestHash() {
        return isEmpty() ? Hash256.ZERO : newest().id().rootHash();
    }

    @Nullable
    DevnetBlock block(long seqno) {
        return seqno < 1 || seqno > steps.size()
                ? null
                : steps.get((int) seqno - 1).block();
    }

    List<TonAddress> addresses() {
        return List.copyOf(accounts.keySet());
    }

    AccountVersion version(TonAddress address, long seqno) {
        History history = accounts.get(address);
        if (history != null) {
            for (int i = history.versions().size() - 1; i >= 0; i--) {
                if (history.versions().get(i).block() <= seqno) {
                    return history.versions().get(i);
                }
            }
        }
        return AccountVersion.NONE;
    }

    List<DevnetTransaction> transactions(TonAddress address) {
        History history = accounts.get(address);
        return history == null ? List.of() : history.transactions();
    }

    NanoTon totalCoins() {
        return accounts.keySet().stream()
                .map(address -> version(address, Long.MAX_VALUE).balance())
                .reduce(NanoTon.ZERO, NanoTon::plus);
    }
}
