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
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Version 2: what a lite server says, as JSON. */
public final class V2Dialect implements TonApi {

    private static final int LARGEST_INT32 = Integer.MAX_VALUE;

    private final HttpGateway gateway;

    /** Over a gateway that stays the caller's. */
    public V2Dialect(HttpGateway gateway) {
        this.gateway = gateway;
    }

    private CompletionStage<Fields> get(String method, Map<String, String> query) {
        return gateway.get(method, query).thenApply(json -> new Fields(json, "v2 " + method));
    }

    @Override
    public CompletionStage<AccountState> account(TonAddress address) {
        return get("getAddressInformation", Map.of("address", address.toString()))
                .thenApply(answer -> account(address, answer.object("result")));
    }

    @Override
    public CompletionStage<AccountState> accountAt(TonAddress address, BlockId block) {
        Map<String, String> query = Map.of("address", address.toString(), "seqno", Long.toString(block.seqno()));
        return get("getAddressInformation", query).thenApply(answer -> {
            AccountState state = account(address, answer.object("result"));
            if (!state.block().equals(block)) {
                throw new TonApiException(
                        Reason.UNSUPPORTED,
                        "state at block " + block.seqno() + ": the gateway gives another block, "
                                + state.block().seqno(),
                        false,
                        null);
            }
            return state;
        });
    }

    private static AccountState account(TonAddress address, Fields result) {
        TransactionId last = transactionId(result.object("last_transaction_id"));
        NanoTon balance = NanoTon.of(Math.max(0, result.integer("balance", -1, Long.MAX_VALUE)));
        Status status = status(result, last, balance);
        boolean active = status == Status.ACTIVE;
        return new AccountState(
                address,
                status,
                balance,
                active ? result.optionalCell("code") : null,
                active ? result.optionalCell("data") : null,
                last,
                block(result.object("block_id")),
                Instant.ofEpochSecond(result.integer("sync_utime", 0, 0xffff_ffffL)));
    }

    /** Version 2 calls an account that does not exist uninitialized. */
    private static Status status(Fields result, TransactionId last, NanoTon balance) {
        String state = result.text("state");
        return switch (state) {
            case "active" -> Status.ACTIVE;
            case "frozen" -> Status.FROZEN;
            case "uninitialized", "uninit", "nonexist" ->
                last.equals(TransactionId.NONE) && balance.isZero() ? Status.MISSING : Status.UNINITIALIZED;
            default -> throw result.wrong("state", "active, uninitialized or frozen");
        };
    }

    private static TransactionId transactionId(Fields id) {
        return new TransactionId(id.unsigned("lt"), id.hash("hash"));
    }

    private static BlockId block(Fields block) {
        return new BlockId(
                (int) block.integer("workchain", Integer.MIN_VALUE, LARGEST_INT32),
                block.integer("shard", Long.MIN_VALUE, Long.MAX_VALUE),
                block.integer("seqno", 0, 0xffff_ffffL),
                block.hash("root_hash"),
                block.hash("file_hash"));
    }

    @Override
    public CompletionStage<List<TonTransaction>> transactionsSince(TonAddress address, TransactionId known) {
        return new V2History(this, address, known).read();
    }

    /** One page, newest first, each checked to be what it is said to be; from a transaction on, or from the newest. */
    CompletionStage<List<TonTransaction>> page(TonAddress address, TransactionId from, TransactionId known) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("address", address.toString());
        query.put("limit", Integer.toString(V2History.PAGE));
        query.put("to_lt", Long.toUnsignedString(known.lt()));
        if (!from.equals(TransactionId.NONE)) {
            query.put("lt", Long.toUnsignedString(from.lt()));
            query.put("hash", from.hash().toBase64());
            query.put("archival", "true");
        }
        return get("getTransactions", query)
                .thenApply(answer -> answer.objects("result", V2History.PAGE).stream()
                        .map(each ->
                                ChainTransactions.read(each, address, transactionId(each.object("transaction_id"))))
                        .toList());
    }

    @Override
    public CompletionStage<Void> send(Cell message) {
        return gateway.post("sendBoc", boc(message)).thenAccept(answer -> {});
    }

    static JsonObject boc(Cell message) {
        return JsonValue.object("boc", Base64.getEncoder().encodeToString(BagOfCells.serialize(message)));
    }

    @Override
    public CompletionStage<GetMethodResult> runGetMethod(
            TonAddress address, String method, List<StackValue> arguments) {
        JsonObject question;
        try {
            question = JsonValue.object(
                    "address", address.toString(), "method", method, "stack", V2Stack.arguments(arguments));
        } catch (TonApiException e) {
            return CompletableFuture.failedStage(e);
        }
        return gateway.post("runGetMethod", question).thenApply(answer -> {
            Fields result = new Fields(answer, "v2 runGetMethod").object("result");
            int exitCode = (int) result.integer("exit_code", Integer.MIN_VALUE, LARGEST_INT32);
            return new GetMethodResult(exitCode, V2Stack.results(result));
        });
    }

    @Override
    public CompletionStage<Instant> masterchainTime() {
        return get("getMasterchainInfo", Map.of()).thenCompose(answer -> {
            BlockId last = block(answer.object("result").object("last"));
            Map<String, String> query = Map.of(
                    "workchain", Integer.toString(last.workchain()),
                    "shard", Long.toString(last.shard()),
                    "seqno", Long.toString(last.seqno()));
            return get("getBlockHeader", query).thenApply(header -> {
                Fields result = header.object("result");
                if (!block(result.object("id")).equals(last)) {
                    throw result.wrong("id", "the block that was asked for");
                }
                return Instant.ofEpochSecond(result.integer("gen_utime", 0, 0xffff_ffffL));
            });
        });
    }

    @Override
    public void close() {}
}
