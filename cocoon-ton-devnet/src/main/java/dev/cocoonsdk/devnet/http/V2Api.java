package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.devnet.http.ChainView.ViewBlock;
import dev.cocoonsdk.devnet.http.ChainView.ViewTransaction;
import dev.cocoonsdk.ton.AddressForm;
import dev.cocoonsdk.ton.FriendlyAddress;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.block.Message;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods of TonCenter's version 2. */
final class V2Api {

    /** Answer of a get-method's run on an account that is no contract. */
    private static final int NO_CONTRACT = -13;

    private static final int MAX_TRANSACTIONS = 1000;
    private static final long MAX_SEQNO = 0xffff_ffffL;

    private final Chain chain;
    private final Map<String, Function<Query, JsonValue>> methods;

    V2Api(Chain chain) {
        this.chain = chain;
        this.methods = Map.ofEntries(
                Map.entry("getAddressInformation", query -> V2Json.account(account(query))),
                Map.entry("getExtendedAddressInformation", this::extended),
                Map.entry("getWalletInformation", this::wallet),
                Map.entry(
                        "getAddressBalance",
                        query -> JsonValue.of(
                                Long.toString(account(query).balance().value()))),
                Map.entry("getAddressState", query -> JsonValue.of(V2Json.status(account(query)))),
                Map.entry("getTransactions", this::transactions),
                Map.entry("packAddress", query -> JsonValue.of(V2Json.friendly(query.address("address")))),
                Map.entry(
                        "unpackAddress",
                        query -> JsonValue.of(query.address("address").toString())),
                Map.entry("detectAddress", V2Api::detect),
                Map.entry("getMasterchainInfo", query -> masterchain()),
                Map.entry("getConsensusBlock", query -> consensus()),
                Map.entry("getBlockHeader", this::header),
                Map.entry("lookupBlock", query -> V2Json.block(inWorkchain(query, lookup(query)))),
                Map.entry("shards", this::shards),
                Map.entry("getShards", this::shards),
                Map.entry("getBlockTransactions", this::blockTransactions),
                Map.entry("sendBoc", query -> {
                    chain.send(query.boc("boc"));
                    return JsonValue.object("@type", "ok");
                }),
                Map.entry("sendBocReturnHash", this::sendReturningHash),
                Map.entry("runGetMethod", this::run));
    }

    /** Answers a method of the interface; {@link ApiException} 404 if there is none of the name. */
    JsonValue call(String method, Query query) {
        Function<Query, JsonValue> answer = methods.get(method);
        if (answer == null) {
            throw ApiException.notFound("Method not found; the local chain has: "
                    + String.join(", ", methods.keySet().stream().sorted().toList()));
        }
        return answer.apply(query);
    }

    private AccountState account(Query query) {
        return chain.account(query.address("address"));
    }

    private JsonValue extended(Query query) {
        AccountState account = account(query);
        return JsonValue.object(
                "@type", "fullAccountState",
                "address",
                        JsonValue.object(
                                "@type", "accountAddress", "account_address", V2Json.friendly(account.address())),
                "balance", Long.toString(account.balance().value()),
                "last_transaction_id", V2Json.transactionId(account.last()),
                "block_id", V2Json.block(account.block()),
                "sync_utime", account.time().getEpochSecond(),
                "account_state",
                        JsonValue.object(
                                "@type",
                                account.isActive() ? "raw.accountState" : "uninited.accountState",
                                "code",
                                Stacks.base64(account.code()),
                                "data",
                                Stacks.base64(account.data()),
                                "frozen_hash",
                                ""),
                "revision", 0);
    }

    private JsonValue wallet(Query query) {
        AccountState account = account(query);
        Wallets.Facts facts = Wallets.facts(chain, account);
        JsonObject answer = JsonValue.object(
                "wallet",
                facts != null,
                "balance",
                Long.toString(account.balance().value()),
                "account_state",
                V2Json.status(account),
                "last_transaction_id",
                V2Json.transactionId(account.last()));
        return facts == null
                ? answer
                : answer.with("wallet_type", JsonValue.of(facts.type())).with("seqno", JsonValue.of(facts.seqno()));
    }

    /** As the original: from a transaction named by lt (and hash) on, itself included, back to {@code to_lt}, that excluded. */
    private JsonValue transactions(Query query) {
        TonAddress address = query.address("address");
        long limit = query.integer("limit", 1, MAX_TRANSACTIONS, 10);
        Long from = query.integer("lt", 0, Long.MAX_VALUE);
        Hash256 hash = query.hash("hash");
        long to = query.integer("to_lt", 0, Long.MAX_VALUE, 0);
        List<ViewTransaction> all = chain.transactions(address);
        if (from != null
                && all.stream()
                        .noneMatch(one ->
                                one.lt() == from && (hash == null || one.hash().equals(hash)))) {
            throw ApiException.chain(
                    "LITE_SERVER_UNKNOWN: cannot locate transaction in block with specified logical" + " time");
        }
        return JsonValue.array(all.stream()
                .filter(one -> (from == null || one.lt() <= from) && one.lt() > to)
                .limit(limit)
                .map(V2Json::transaction)
                .toList());
    }

    private static JsonValue detect(Query query) {
        String text = query.text("address");
        TonAddress address = query.address("address");
        JsonObject answer = JsonValue.object(
                "raw_form", address.toString(),
                "bounceable", form(address, AddressForm.TESTNET_BOUNCEABLE),
                "non_bounceable", form(address, AddressForm.TESTNET_NON_BOUNCEABLE));
        if (text.indexOf(':') >= 0) {
            return answer.with("given_type", JsonValue.of("raw_form")).with("test_only", JsonValue.of(false));
        }
        AddressForm form = FriendlyAddress.parse(text).form();
        return answer.with(
                        "given_type",
                        JsonValue.of(form.isBounceable() ? "friendly_bounceable" : "friendly_non_bounceable"))
                .with("test_only", JsonValue.of(form.isTestnet()));
    }

    private static JsonObject form(TonAddress address, AddressForm form) {
        String url = address.toFriendly(form);
        return JsonValue.object("b64", url.replace('-', '+').replace('_', '/'), "b64url", url);
    }

    private JsonValue masterchain() {
        ViewBlock last = chain.view().latest();
        ViewBlock first = Objects.requireNonNullElse(chain.view().block(1), last);
        return JsonValue.object(
                "@type", "blocks.masterchainInfo",
                "last", V2Json.block(last.id()),
                "state_root_hash", last.id().rootHash().toBase64(),
                "init", V2Json.block(first.id()));
    }

    private JsonValue consensus() {
        ViewBlock last = chain.view().latest();
        return JsonValue.object(
                "consensus_block", last.id().seqno(), "timestamp", last.time().getEpochSecond());
    }

    /** By number, or the first block that is not older than a time, or the one in which a logical time lies. */
    private ViewBlock lookup(Query query) {
        Long seqno = query.integer("seqno", 0, MAX_SEQNO);
        if (seqno != null) {
            return chain.block(seqno);
        }
        Long time = query.integer("unixtime", 0, MAX_SEQNO);
        Long lt = query.integer("lt", 0, Long.MAX_VALUE);
        if (time == null && lt == null) {
            throw ApiException.invalid("seqno, lt or unixtime: field required");
        }
        long last = chain.view().latest().id().seqno();
        for (long number = 1; number <= last; number++) {
            ViewBlock block = chain.view().block(number);
            if (block != null && reaches(block, time, lt)) {
                return block;
            }
        }
        throw ApiException.notFound("LITE_SERVER_NOTREADY: no such block");
    }

    private static boolean reaches(ViewBlock block, @Nullable Long time, @Nullable Long lt) {
        if (time != null) {
            return block.time().getEpochSecond() >= time;
        }
        return block.transactions().stream().anyMatch(one -> one.lt() >= Objects.requireNonNull(lt));
    }

    private JsonValue header(Query query) {
        ViewBlock block = lookup(query);
        return JsonValue.object(
                "@type",
                "blocks.header",
                "id",
                V2Json.block(inWorkchain(query, block)),
                "global_id",
                -239,
                "version",
                0,
                "flags",
                0,
                "after_merge",
                false,
                "after_split",
                false,
                "before_split",
                false,
                "want_merge",
                false,
                "want_split",
                false,
                "validator_list_hash_short",
                0,
                "catchain_seqno",
                0,
                "min_ref_mc_seqno",
                0,
                "is_key_block",
                block.id().seqno() == 1,
                "prev_key_block_seqno",
                0,
                "start_lt",
                Long.toUnsignedString(edge(block, true)),
                "end_lt",
                Long.toUnsignedString(edge(block, false)),
                "gen_utime",
                block.time().getEpochSecond(),
                "vert_seqno",
                0,
                "prev_blocks",
                JsonValue.array(
                        block.id().seqno() <= 1
                                ? List.of()
                                : List.of(V2Json.block(inWorkchain(
                                        query, chain.block(block.id().seqno() - 1))))));
    }

    static long edge(ViewBlock block, boolean start) {
        return block.transactions().stream()
                .mapToLong(ViewTransaction::lt)
                .reduce((left, right) -> start ? Math.min(left, right) : Math.max(left, right))
                .orElse(0);
    }

    /** The local chain makes one block for both workchains; each shows it under its own name. */
    private static BlockId inWorkchain(Query query, ViewBlock block) {
        long workchain = query.integer("workchain", -1, 0, -1);
        BlockId id = block.id();
        return new BlockId((int) workchain, id.shard(), id.seqno(), id.rootHash(), id.fileHash());
    }

    private JsonValue shards(Query query) {
        BlockId id = chain.block(query.integer("seqno", 0, MAX_SEQNO, 0)).id();
        BlockId shard = new BlockId(0, id.shard(), id.seqno(), id.rootHash(), id.fileHash());
        return JsonValue.object("@type", "blocks.shards", "shards", JsonValue.array(List.of(V2Json.block(shard))));
    }

    private JsonValue blockTransactions(Query query) {
        ViewBlock block = chain.block(query.integer("seqno", 0, MAX_SEQNO, 0));
        BlockId id = inWorkchain(query, block);
        List<JsonObject> transactions = block.transactions().stream()
                .filter(one -> one.account().workchain() == id.workchain())
                .map(one -> JsonValue.object(
                        "@type", "blocks.shortTxId",
                        "mode", 135,
                        "account", one.account().toString(),
                        "lt", Long.toUnsignedString(one.lt()),
                        "hash", one.hash().toBase64()))
                .toList();
        return JsonValue.object(
                "@type", "blocks.transactions",
                "id", V2Json.block(id),
                "req_count", transactions.size(),
                "incomplete", false,
                "transactions", JsonValue.array(transactions));
    }

    private JsonValue sendReturningHash(Query query) {
        Message message = chain.send(query.boc("boc"));
        return JsonValue.object(
                "@type", "raw.extMessageInfo",
                "hash", message.toCell().hash().toBase64(),
                "hash_norm", Chain.normalizedHash(message).toBase64());
    }

    private JsonValue run(Query query) {
        AccountState account = account(query);
        GetMethodResult result = account.isActive()
                ? chain.run(account.address(), query.text("method"), Stacks.readPairs(query.json("stack")))
                : new GetMethodResult(NO_CONTRACT, List.of());
        return JsonValue.object(
                "@type", "smc.runResult",
                "gas_used", 0,
                "stack", Stacks.pairs(result.stack()),
                "exit_code", result.exitCode(),
                "block_id", V2Json.block(account.block()),
                "last_transaction_id", V2Json.transactionId(account.last()));
    }
}
