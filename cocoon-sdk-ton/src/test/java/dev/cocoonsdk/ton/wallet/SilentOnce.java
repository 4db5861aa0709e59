package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A chain that never answers the first question. */
final class SilentOnce implements TonApi {

    private final TonApi chain;
    private boolean asked;

    SilentOnce(TonApi chain) {
        this.chain = chain;
    }

    @Override
    public CompletionStage<AccountState> account(TonAddress address) {
        if (!asked) {
            asked = true;
            return new CompletableFuture<>();
        }
        return chain.account(address);
    }

    @Override
    public CompletionStage<AccountState> accountAt(TonAddress address, BlockId block) {
        return chain.accountAt(address, block);
    }

    @Override
    public CompletionStage<List<TonTransaction>> transactionsSince(TonAddress address, TransactionId known) {
        return chain.transactionsSince(address, known);
    }

    @Override
    public CompletionStage<Void> send(Cell message) {
        return chain.send(message);
    }

    @Override
    public CompletionStage<GetMethodResult> runGetMethod(
            TonAddress address, String method, List<StackValue> arguments) {
        return chain.runGetMethod(address, method, arguments);
    }

    @Override
    public CompletionStage<Instant> masterchainTime() {
        return chain.masterchainTime();
    }

    @Override
    public void close() {
        chain.close();
    }
}
