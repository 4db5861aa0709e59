package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A wallet whose queue moves when the test says so; what is queued is lost with it. */
final class FakeWallet implements NodeWallet {

    private record Queued(Transfer transfer, CompletableFuture<TransactionId> done) {}

    private final FakeChain chain;
    private final Deque<Queued> queue = new ArrayDeque<>();
    NanoTon coins = NanoTon.ofTon(100);

    FakeWallet(FakeChain chain) {
        this.chain = chain;
    }

    /** Sends everything that waits. */
    void sign() {
        while (!queue.isEmpty()) {
            Queued next = queue.poll();
            coins = coins.minus(next.transfer.value());
            next.done.complete(chain.walletSends(address(), next.transfer));
        }
    }

    @Override
    public TonAddress address() {
        return AccountFixture.WALLET;
    }

    @Override
    public NanoTon balance() {
        return coins;
    }

    @Override
    public int queued() {
        return queue.size();
    }

    @Override
    public CompletionStage<Void> ready() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<TransactionId> send(Transfer transfer) {
        CompletableFuture<TransactionId> done = new CompletableFuture<>();
        queue.add(new Queued(transfer, done));
        return done;
    }

    @Override
    public void close() {
        while (!queue.isEmpty()) {
            queue.poll().done.completeExceptionally(new CancellationException());
        }
    }
}
