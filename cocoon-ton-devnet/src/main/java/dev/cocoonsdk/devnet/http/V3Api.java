package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonNull;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.devnet.http.ChainView.ViewBlock;
import dev.cocoonsdk.devnet.http.ChainView.ViewTransaction;
import dev.cocoonsdk.ton.AddressForm;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The methods of TonCenter's version 3. */
final class V3Api {

    private static final int NO_CONTRACT = -13;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_ADDRESSES = 1000;
    private static final long MAX_SEQNO = 0xffff_ffffL;

    private final Chain chain;
    private final Map<String, Function<Query, JsonValue>> methods;

    V3Api(Chain chain) {
        this.chain = chain;
        this.methods = Map.ofEntries(
                Map.entry("masterchainInfo", query -> masterchain()),
                Map.entry("accountStates", this::accounts),
                Map.entry("addressInformation", query -> V3Json.information(account(query))),
                Map.entry("account", query -> V3Json.information(account(query))),
                Map.entry("walletInformation", this::wallet),
                Map.entry("wallet", this::wallet),
                Map.entry("walletStates", this::wallets),
                Map.entry("addressBook", query -> book(some(query))),
                Map.entry("transactions", this::transactions),
                Map.entry("transactionsByMessage", this::byMessage),
                Map.entry("transactionsByMasterchainBlock", this::byBlock),
                Map.entry("messages", this::messages),
                Map.entry("blocks", this::blocks),
                Map.entry("message", this::send),
                Map.entry("runGetMethod", this::run));
    }

    /** Answers a method of the interface; {@link ApiException} 404 if there is none of the name. */
    JsonValue call(String method, Query query) {
        Function<Query, JsonValue> answer = methods.get(method);
        if (answer == null) {
            throw ApiException.notFound("Cannot find the method; the local chain has: "
                    + String.join(", ", methods.keySet().stream().sorted().toList()));
        }
        return answer.apply(query);
    }

    private AccountState account(Query query) {
        return chain.account(query.address("address"));
    }

    private static List<TonAddress> some(Query query) {
        List<TonAddress> addresses = query.addresses("address");
        if (addresses.isEmpty() || addresses.size() > MAX_ADDRESSES) {
            throw ApiException.invalid("address: (expected: 1 to " + MAX_ADDRESSES + " addresses)");
        }
        return addresses;
    }

    private JsonValue masterchain() {
        ViewBlock last = chain.view().latest();
        ViewBlock first = Objects.requireNonNullElse(chain.view().block(1), last);
        return JsonValue.object("last", V3Json.block(last, -1), "first", V3Json.block(first, -1));
    }

    private JsonValue accounts(Query query) {
        List<TonAddress> addresses = some(query);
        boolean boc = query.optional("include_boc") == null || query.flag("include_boc");
        List<JsonObject> found = addresses.stream()
                .distinct()
                .map(chain::account)
                .filter(account -> account.status() != AccountState.Status.MISSING)
                .map(account -> V3Json.account(account, boc))
                .toList();
        return JsonValue.object("accounts", JsonValue.array(found), "address_book", book(addresses))
                .with("metadata", JsonValue.object());
    }

    private static JsonObject book(List<TonAddress> addresses) {
        JsonObject book = JsonValue.object();
        for (TonAddress address : addresses) {
            book = book.with(
                    V3Json.raw(address),
                    JsonValue.object(
                            "user_friendly",
                            address.toFriendly(AddressForm.TESTNET_BOUNCEABLE),
                            "domain",
                            JsonNull.INSTANCE));
        }
        return book;
    }

    private JsonValue wallet(Query query) {
        AccountState account = account(query);
        if (account.status() == AccountState.Status.MISSING) {
            throw ApiException.notFound("account not found");
        }
        Wallets.Facts facts = Wallets.facts(chain, account);
        JsonObject json = JsonValue.object(
                "balance", Long.toString(account.balance().value()),
                "last_transaction_lt", Long.toUnsignedString(account.last().lt()),
                "last_transaction_hash", account.last().hash().toBase64(),
                "status", V2Json.status(account));
        return facts == null
                ? json
                : json.with("wallet_type", JsonValue.of(facts.type())).with("seqno", JsonValue.of(facts.seqno()));
    }

    private JsonValue wallets(Query query) {
        List<TonAddress> addresses = some(query);
        List<JsonObject> found = addresses.stream()
                .distinct()
                .map(chain::account)
                .filter(account -> account.status() != AccountState.Status.MISSING)
                .map(this::walletState)
                .toList();
        return JsonValue.object("wallets", JsonValue.array(found), "address_book", book(addresses))
                .with("metadata", JsonValue.object());
    }

    private JsonObject walletState(AccountState account) {
        Wallets.Facts facts = Wallets.facts(chain, account);
        JsonObject json = V3Json.account(account, false).with("is_wallet", JsonValue.of(facts != null));
        return facts == null
                ? json
                : json.with("wallet_type", JsonValue.of(facts.type())).with("seqno", JsonValue.of(facts.seqno()));
    }

    private JsonValue transactions(Query query) {
        List<TonAddress> accounts = query.addresses("account");
        Hash256 hash = query.hash("hash");
        Long lt = query.integer("lt", 0, Long.MAX_VALUE);
        long startLt = query.integer("start_lt", 0, Long.MAX_VALUE, 0);
        long endLt = query.integer("end_lt", 0, Long.MAX_VALUE, Long.MAX_VALUE);
        Long block = query.integer("mc_seqno", 0, MAX_SEQNO);
        Predicate<ViewTransaction> wanted = one -> (hash == null || one.hash().equals(hash))
                && (lt == null || one.lt() == lt.longValue())
                && (block == null || one.block() == block.longValue())
                && one.lt() >= startLt
                && one.lt() <= endLt;
        Stream<ViewTransaction> found = accounts.isEmpty()
                ? chain.view().transactions(null).stream()
                : accounts.stream().distinct().flatMap(account -> chain.transactions(account).stream());
        return page(query, found.filter(wanted).toList());
    }

    private JsonValue byBlock(Query query) {
        ViewBlock block = chain.block(query.integer("seqno", 0, MAX_SEQNO, 0));
        return page(query, block.transactions());
    }

    private JsonValue byMessage(Query query) {
        Hash256 hash = query.hash("msg_hash");
        Hash256 bodyHash = query.hash("body_hash");
        if (hash == null && bodyHash == null) {
            throw ApiException.invalid("msg_hash or body_hash: field required");
        }
        String direction = Objects.requireNonNullElse(query.optional("direction"), "");
        return page(
                query,
                chain.view().transactions(null).stream()
                        .filter(one -> {
                            Transaction transaction = Transaction.parse(one.cell());
                            Message incoming = transaction.incoming();
                            boolean in =
                                    incoming != null && !direction.equals("out") && names(incoming, hash, bodyHash);
                            return in
                                    || (!direction.equals("in")
                                            && transaction.outgoing().stream()
                                                    .anyMatch(message -> names(message, hash, bodyHash)));
                        })
                        .toList());
    }

    private static boolean names(Message message, @Nullable Hash256 hash, @Nullable Hash256 bodyHash) {
        boolean byHash = hash == null
                || message.toCell().hash().equals(hash)
                || Chain.normalizedHash(message).equals(hash);
        return byHash && (bodyHash == null || message.body().hash().equals(bodyHash));
    }

    /** Newest first unless {@code sort=asc}, then {@code offset} and {@code limit}. */
    private JsonValue page(Query query, List<ViewTransaction> found) {
        List<ViewTransaction> sorted = new ArrayList<>(found);
        sorted.sort((left, right) -> Long.compareUnsigned(left.lt(), right.lt()));
        if (!"asc".equals(query.optional("sort"))) {
            Collections.reverse(sorted);
        }
        List<ViewTransaction> page = sorted.stream()
                .skip(query.integer("offset", 0, Integer.MAX_VALUE, 0))
                .limit(query.integer("limit", 1, MAX_LIMIT, 10))
                .toList();
        List<JsonObject> transactions = page.stream()
                .map(one -> V3Json.transaction(one, chain.block(one.block()).id()))
                .toList();
        List<TonAddress> accounts =
                page.stream().map(ViewTransaction::account).distinct().toList();
        return JsonValue.object("transactions", JsonValue.array(transactions), "address_book", book(accounts));
    }

    private JsonValue messages(Query query) {
        Hash256 hash = query.hash("msg_hash");
        Hash256 bodyHash = query.hash("body_hash");
        List<JsonObject> messages = chain.view().transactions(null).stream()
                .flatMap(one -> {
                    Transaction transaction = Transaction.parse(one.cell());
                    return Stream.concat(Stream.ofNullable(transaction.incoming()), transaction.outgoing().stream());
                })
                .filter(message -> names(message, hash, bodyHash))
                .map(V3Json::message)
                .distinct()
                .skip(query.integer("offset", 0, Integer.MAX_VALUE, 0))
                .limit(query.integer("limit", 1, MAX_LIMIT, 10))
                .toList();
        return JsonValue.object("messages", JsonValue.array(messages), "address_book", JsonValue.object());
    }

    private JsonValue blocks(Query query) {
        int workchain = (int) query.integer("workchain", -1, 0, -1);
        Long seqno = query.integer("seqno", 0, MAX_SEQNO);
        long limit = query.integer("limit", 1, MAX_LIMIT, 10);
        long offset = query.integer("offset", 0, Integer.MAX_VALUE, 0);
        List<ViewBlock> blocks = new ArrayList<>();
        if (seqno != null) {
            ViewBlock block = chain.view().block(seqno);
            blocks.addAll(block == null ? List.of() : List.of(block));
        } else {
            long newest = chain.view().latest().id().seqno() - offset;
            for (long number = newest; number >= 0 && blocks.size() < limit; number--) {
                ViewBlock block = chain.view().block(number);
                blocks.addAll(block == null ? List.of() : List.of(block));
            }
        }
        return JsonValue.object(
                "blocks",
                JsonValue.array(
                        blocks.stream().map(one -> V3Json.block(one, workchain)).toList()));
    }

    private JsonValue send(Query query) {
        Message message = chain.send(query.boc("boc"));
        return JsonValue.object(
                "message_hash", message.toCell().hash().toBase64(),
                "message_hash_norm", Chain.normalizedHash(message).toBase64());
    }

    private JsonValue run(Query query) {
        AccountState account = account(query);
        GetMethodResult result = account.isActive()
                ? chain.run(account.address(), query.text("method"), Stacks.readObjects(query.json("stack")))
                : new GetMethodResult(NO_CONTRACT, List.of());
        return JsonValue.object(
                "gas_used", 0,
                "exit_code", result.exitCode(),
                "stack", Stacks.objects(result.stack()));
    }
}
