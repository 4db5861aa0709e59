package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.http.ChainView.ViewBlock;
import dev.cocoonsdk.devnet.http.ChainView.ViewTransaction;
import dev.cocoonsdk.ton.AddressForm;
import dev.cocoonsdk.ton.AddressFormatException;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Pages about the chain for people; plain HTML, nothing from elsewhere, no script. */
final class Explorer {

    private static final int SOME = 20;
    private static final int MANY = 100;
    private static final int MAX_DIGITS = 10;
    private static final int HASH_DIGITS = 2 * Hash256.LENGTH;

    private final Chain chain;
    private final AccountNames names;
    private final TransactionPage transactionPage;

    Explorer(Chain chain) {
        this.chain = chain;
        this.names = new AccountNames(chain);
        this.transactionPage = new TransactionPage(names);
    }

    /** A page; {@link ApiException} 404 if there is none. */
    String page(String path, Query query) {
        String[] parts = path.substring(1).split("/", 3);
        String rest = parts.length > 1 ? parts[1] : "";
        return switch (parts[0]) {
            case "" -> overview();
            case "accounts" -> Html.page("accounts", "<h1>Accounts</h1>" + accounts(MANY * MANY));
            case "transactions" -> Html.page("transactions", "<h1>Transactions</h1>" + transactions(query));
            case "blocks" -> Html.page("blocks", "<h1>Blocks</h1>" + blocks(MANY));
            case "account" -> account(address(rest), query);
            case "transaction" -> transaction(rest);
            case "block" -> block(rest);
            case "find" ->
                find(Objects.requireNonNullElse(query.optional("q"), "").strip());
            default -> throw ApiException.notFound("no page " + path);
        };
    }

    static String error(int status, String message) {
        return Html.page(status + "", "<h1>" + status + "</h1><p>" + Html.text(message) + "</p>");
    }

    private String overview() {
        ViewBlock latest = chain.view().latest();
        List<ViewTransaction> all = chain.view().transactions(null);
        String facts = Html.facts(List.of(
                List.of("newest block", blockLink(latest.id().seqno()) + " · " + time(latest.time())),
                List.of("transactions", String.format(Locale.ROOT, "%,d", all.size())),
                List.of("faucet", names.link(chain.view().faucet())),
                List.of(
                        "for programs",
                        Html.code("/api/v2") + " and " + Html.code("/api/v3") + " answer as TonCenter does")));
        return Html.page(
                "overview",
                "<h1>A TON chain on this machine</h1>" + facts + "<h2>Accounts</h2>" + accounts(SOME)
                        + "<h2>Newest transactions</h2>" + table(all, SOME));
    }

    private String accounts(int limit) {
        List<AccountState> states = chain.view().accounts().stream()
                .map(chain::account)
                .sorted((left, right) -> right.balance().compareTo(left.balance()))
                .limit(limit)
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (AccountState state : states) {
            rows.add(List.of(
                    names.link(state.address()),
                    Html.text(names.kind(state)),
                    Html.text(state.balance().toString()),
                    Html.text(state.status().name().toLowerCase(Locale.ROOT))));
        }
        return Html.table(List.of("account", "what", "#balance", "state"), rows);
    }

    private String transactions(Query query) {
        long page = query.integer("page", 0, Integer.MAX_VALUE, 0);
        List<ViewTransaction> all = chain.view().transactions(null);
        List<ViewTransaction> rest = all.stream().skip(page * MANY).toList();
        String more = rest.size() > MANY ? "<p>" + Html.link("/transactions?page=" + (page + 1), "older") + "</p>" : "";
        return table(rest, MANY) + more;
    }

    private String table(List<ViewTransaction> transactions, int limit) {
        return transactionPage.table(transactions.stream().limit(limit).toList());
    }

    private String blocks(int limit) {
        long newest = chain.view().latest().id().seqno();
        List<List<String>> rows = new ArrayList<>();
        for (long number = newest; number >= 0 && rows.size() < limit; number--) {
            ViewBlock block = chain.view().block(number);
            if (block != null) {
                rows.add(List.of(
                        blockLink(number),
                        time(block.time()),
                        Integer.toString(block.transactions().size())));
            }
        }
        return Html.table(List.of("#block", "time", "#transactions"), rows);
    }

    private String account(TonAddress address, Query query) {
        AccountState state = chain.account(address);
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("balance", Html.text(state.balance().toString())));
        facts.add(List.of("what", Html.text(names.kind(state))));
        facts.add(List.of("state", Html.text(state.status().name().toLowerCase(Locale.ROOT))));
        facts.add(List.of("raw", Html.code(address.toString())));
        facts.add(List.of("test network", Html.code(address.toFriendly(AddressForm.TESTNET_NON_BOUNCEABLE))));
        Cell code = state.code();
        if (code != null) {
            facts.add(List.of("code hash", Html.code(code.hash().toHex())));
        }
        List<List<String>> storage = names.storage(state);
        String stored = storage.isEmpty() ? "" : "<h2>Storage</h2>" + Html.facts(storage);
        List<ViewTransaction> all = chain.transactions(address);
        return Html.page(
                "account",
                "<h1>" + Html.code(address.toFriendly(AddressForm.TESTNET_BOUNCEABLE)) + "</h1>" + Html.facts(facts)
                        + stored + "<h2>Transactions (" + all.size() + ")</h2>"
                        + table(all, (int) query.integer("limit", 1, MANY * MANY, MANY)));
    }

    private String transaction(String hash) {
        ViewTransaction found = chain.view().transactions(null).stream()
                .filter(one -> one.hash().toHex().equalsIgnoreCase(hash))
                .findFirst()
                .orElseThrow(() -> ApiException.notFound("no such transaction"));
        return Html.page("transaction", transactionPage.page(found));
    }

    private String block(String number) {
        if (!number.matches("[0-9]{1," + MAX_DIGITS + "}")) {
            throw ApiException.notFound("no such block");
        }
        ViewBlock block = chain.block(Long.parseLong(number));
        List<ViewTransaction> transactions = new ArrayList<>(block.transactions());
        return Html.page(
                "block " + number,
                "<h1>Block " + number + "</h1>"
                        + Html.facts(List.of(
                                List.of("time", time(block.time())),
                                List.of(
                                        "root hash",
                                        Html.code(block.id().rootHash().toHex())),
                                List.of(
                                        "file hash",
                                        Html.code(block.id().fileHash().toHex()))))
                        + "<h2>Transactions, oldest first</h2>" + transactionPage.table(transactions));
    }

    private String find(String text) {
        if (text.matches("[0-9]{1," + MAX_DIGITS + "}")) {
            return block(text);
        } else if (text.length() == HASH_DIGITS) {
            return transaction(text);
        }
        return account(address(text), Query.ofUrl(null));
    }

    private static TonAddress address(String text) {
        try {
            return TonAddress.parse(text);
        } catch (AddressFormatException e) {
            throw ApiException.notFound("no such account: " + e.getMessage());
        }
    }

    static String blockLink(long number) {
        return Html.link("/block/" + number, Long.toString(number));
    }

    static String time(Instant time) {
        return Html.text(time.toString().replace('T', ' ').replace("Z", " UTC"));
    }

    /** An amount, or a dash for nothing. */
    static String amount(NanoTon amount) {
        return amount.isZero() ? "—" : Html.text(amount.toString());
    }
}
