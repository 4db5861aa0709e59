package dev.cocoonsdk.ton.api.toncenter.internal;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.AccountState.Status;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import dev.cocoonsdk.ton.api.TonTransaction;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Version 3: what an index of the chain says. It knows no state but the newest, and not the block to which that belongs. */
public final class V3Dialect implements TonApi {

    private final HttpGateway gateway;

    /** Over a gateway that stays the caller's. */
    public V3Dialect(HttpGateway gateway) {
        this.gateway = gateway;
    }

    private record Head(BlockId block, Instant time) {}

    private CompletionStage<Fields> get(String method, Map<String, String> query) {
        return gateway.get(method, query).thenApply(json -> new Fields(json, "v3 " + method));
    }

    private CompletionStage<Head> head() {
        return get("masterchainInfo", Map.of()).thenApply(answer -> {
            Fields last = answer.object("last");
            BlockId block = new BlockId(
                    (int) last.integer("workchain", Integer.MIN_VALUE, Integer.MAX_VALUE),
                    shard(last),
                    last.integer("seqno", 0, 0xffff_ffffL),
                    last.hash("root_hash"),
                    last.hash("file_hash"));
            return new Head(block, Instant.ofEpochSecond(last.integer("gen_utime", 0, 0xffff_ffffL)));
        });
    }

    private static long shard(Fields block) {
        try {
            return Long.parseUnsignedLong(block.text("shard"), 16);
        } catch (NumberFormatException e) {
            throw block.wrong("shard", "at most 16 hexadecimal digits");
        }
    }

    /** The block is asked for first, so that the state is of that block or a later one. */
    @Override
    public CompletionStage<AccountState> account(TonAddress address) {
        Map<String, String> query = Map.of("address", address.toString(), "include_boc", "true");
        return head().thenCompose(
                        head -> get("accountStates", query).thenApply(answer -> account(address, answer, head)));
    }

    private static AccountState account(TonAddress address, Fields answer, Head head) {
        List<Fields> accounts = answer.objects("accounts", 1);
        if (accounts.isEmpty()) {
            return new AccountState(
                    address, Status.MISSING, NanoTon.ZERO, null, null, TransactionId.NONE, head.block, head.time);
        }
        Fields account = accounts.get(0);
        if (!account.address("address").equals(address)) {
            throw account.wrong("address", "the one that was asked for");
        }
        Status status = status(account);
        boolean active = status == Status.ACTIVE;
        return new AccountState(
                address,
                status,
                account.has("balance") ? account.coins("balance") : NanoTon.ZERO,
                active ? cell(account, "code_boc", "code_hash") : null,
                active ? cell(account, "data_boc", "data_hash") : null,
                last(account),
                head.block,
                head.time);
    }

    private static TransactionId last(Fields account) {
        return account.has("last_transaction_lt") && account.has("last_transaction_hash")
                ? new TransactionId(account.unsigned("last_transaction_lt"), account.hash("last_transaction_hash"))
                : TransactionId.NONE;
    }

    private static Status status(Fields account) {
        return switch (account.text("status")) {
            case "active" -> Status.ACTIVE;
            case "frozen" -> Status.FROZEN;
            case "uninit" -> Status.UNINITIALIZED;
            case "nonexist" -> Status.MISSING;
            default -> throw account.wrong("status", "active, uninit, frozen or nonexist");
        };
    }

    private static @Nullable Cell cell(Fields account, String name, String hash) {
        Cell cell = account.optionalCell(name);
        if (cell != null && account.has(hash) && !account.hash(hash).equals(cell.hash())) {
            throw account.wrong(name, "a cell with the hash of " + hash);
        }
        return cell;
    }

    /** An error: an index keeps no old states. */
    @Override
    public CompletionStage<AccountState> accountAt(TonAddress address, BlockId block) {
        return CompletableFuture.failedStage(new TonApiException(
                Reason.UNSUPPORTED, "state at a block: version 3 has none (expected: version 2)", false, null));
    }

    @Override
    public CompletionStage<List<TonTransaction>> transactionsSince(TonAddress address, TransactionId known) {
        return new V3History(this, address, known).read();
    }

    /** One page, oldest first, from a logical time on. */
    CompletionStage<List<V3Transaction>> page(TonAddress address, long from) {
        Map<String, String> query = Map.of(
                "account", address.toString(),
                "start_lt", Long.toUnsignedString(from),
                "sort", "asc",
                "limit", Integer.toString(V3History.PAGE));
        return get("transactions", query)
                .thenApply(answer -> answer.objects("transactions", V3History.PAGE).stream()
                        .map(each -> V3Transaction.read(each, address))
                        .toList());
    }

    @Override
    public CompletionStage<Void> send(Cell message) {
        return gateway.post("message", V2Dialect.boc(message)).thenAccept(answer -> {});
    }

    @Override
    public CompletionStage<GetMethodResult> runGetMethod(
            TonAddress address, String method, List<StackValue> arguments) {
        JsonObject question;
        try {
            question = JsonValue.object(
                    "address", address.toString(), "method", method, "stack", V3Stack.arguments(arguments));
        } catch (TonApiException e) {
            return CompletableFuture.failedStage(e);
        }
        return gateway.post("runGetMethod", question).thenApply(answer -> {
            Fields result = new Fields(answer, "v3 runGetMethod");
            int exitCode = (int) result.integer("exit_code", Integer.MIN_VALUE, Integer.MAX_VALUE);
            return new GetMethodResult(exitCode, V3Stack.results(result));
        });
    }

    @Override
    public CompletionStage<Instant> masterchainTime() {
        return head().thenApply(Head::time);
    }

    @Override
    public void close() {}
}
