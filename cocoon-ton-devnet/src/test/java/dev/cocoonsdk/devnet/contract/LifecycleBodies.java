package dev.cocoonsdk.devnet.contract;

import static dev.cocoonsdk.devnet.contract.Vectors.flag;
import static dev.cocoonsdk.devnet.contract.Vectors.number;
import static dev.cocoonsdk.devnet.contract.Vectors.text;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.SignedPayment.Kind;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.contract.SaveState;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of {@code lifecycle.json}: accounts, operations, and bodies that are given by their fields. */
final class LifecycleBodies {

    private static final Map<String, Integer> OPERATIONS = Map.ofEntries(
            Map.entry("top_up", 0xf172e6c2),
            Map.entry("change_secret_hash_and_top_up", 0x8473b408),
            Map.entry("register", 0xc45f9f3b),
            Map.entry("change_secret_hash", 0xa9357034),
            Map.entry("increase_stake", 0x6a1f6a60),
            Map.entry("withdraw", 0xda068e78),
            Map.entry("request_refund", 0xfafa6cc1),
            Map.entry("charge_signed", 0xbb63ff93),
            Map.entry("grant_refund_signed", 0xefd711e1),
            Map.entry("worker_payout_signed", 0xa040ad28),
            Map.entry("worker_last_payout_signed", 0xf5f26a36),
            Map.entry("worker_register", 0x26ed7f65),
            Map.entry("proxy_payout_request", 0x7610e6eb),
            Map.entry("proxy_increase_stake", 0x9713f187),
            Map.entry("proxy_owner_close", 0xb51d5a01),
            Map.entry("proxy_close_signed", 0x636a4391),
            Map.entry("proxy_close_complete_signed", 0xe511abc7),
            Map.entry("client_proxy_request", 0x65448ff4),
            Map.entry("worker_proxy_request", 0x4d725d2c),
            Map.entry("excesses", 0x2565934c),
            Map.entry("payout", 0xc59a7cd3));

    private final Map<String, TonAddress> accounts;

    LifecycleBodies(Stage stage) {
        accounts = Map.of(
                "PROXY", stage.proxy.address(),
                "CLIENT", stage.client.address(),
                "WORKER", stage.worker.address(),
                "proxy_owner", Stage.PROXY_OWNER,
                "worker_owner", Stage.WORKER_OWNER,
                "client_wallet", Stage.CLIENT_WALLET,
                "proxy_wallet", Stage.PROXY_WALLET,
                "worker_wallet", Stage.WORKER_WALLET,
                "stranger", Stage.STRANGER);
    }

    TonAddress address(String name) {
        return accounts.get(name);
    }

    String name(TonAddress address) {
        return accounts.entrySet().stream()
                .filter(entry -> entry.getValue().equals(address))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(address::toString);
    }

    String operation(int code) {
        return OPERATIONS.entrySet().stream()
                .filter(entry -> entry.getValue() == code)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> "0x%08x".formatted(code));
    }

    Cell body(@Nullable JsonObject fields) {
        if (fields == null) {
            return Cell.EMPTY;
        }
        if (fields.string("text") != null) {
            byte[] letters = text(fields, "text").getBytes(StandardCharsets.US_ASCII);
            return new CellBuilder().storeUint(0, 32).storeBytes(letters).build();
        }
        long queryId = number(fields, "query_id");
        if (fields.get("raw_op") != null) {
            return head((int) number(fields, "raw_op"), queryId).build();
        }
        String operation = text(fields, "op");
        if (operation.equals("save_state")) {
            return new SaveState(queryId, (int) number(fields, "seqno"), hash(text(fields, "session_hash"))).toCell();
        }
        return fields.string("signed_address") == null
                ? plain(OPERATIONS.get(operation), queryId, fields)
                : signed(OPERATIONS.get(operation), queryId, fields);
    }

    private Cell plain(int operation, long queryId, JsonObject fields) {
        Map<String, Runnable> optional = new HashMap<>();
        CellBuilder body = head(operation, queryId);
        optional.put("coins", () -> body.storeCoins(NanoTon.of(number(fields, "coins"))));
        optional.put("nonce", () -> body.storeUint(number(fields, "nonce"), 64));
        optional.put("secret_hash", () -> body.storeHash(hash(text(fields, "secret_hash"))));
        for (String field : new String[] {"coins", "nonce", "secret_hash"}) {
            if (fields.get(field) != null) {
                optional.get(field).run();
            }
        }
        address(text(fields, "send_excesses_to")).write(body);
        return body.build();
    }

    private Cell signed(int operation, long queryId, JsonObject fields) {
        Kind kind = kind(operation);
        Ed25519Key key = flag(fields, "wrong_key") ? Stage.WRONG_KEY : Stage.KEY;
        TonAddress contract = address(text(fields, "signed_address"));
        TonAddress excessesTo = address(text(fields, "send_excesses_to"));
        SignedPayment payment = kind.hasTokens()
                ? SignedPayment.sign(kind, key, queryId, TokenCount.of(number(fields, "tokens")), contract, excessesTo)
                : SignedPayment.signClose(kind, key, queryId, contract, excessesTo);
        return payment.body();
    }

    private static Kind kind(int operation) {
        for (Kind kind : Kind.values()) {
            if (kind.operation() == operation) {
                return kind;
            }
        }
        throw new IllegalArgumentException("operation " + operation);
    }

    private static CellBuilder head(int operation, long queryId) {
        return new CellBuilder()
                .storeUint(Integer.toUnsignedLong(operation), 32)
                .storeUint(queryId, 64);
    }

    private static Hash256 hash(String decimal) {
        byte[] bytes = new BigInteger(decimal).toByteArray();
        byte[] padded = new byte[Hash256.LENGTH];
        int length = Math.min(bytes.length, Hash256.LENGTH);
        System.arraycopy(bytes, bytes.length - length, padded, Hash256.LENGTH - length, length);
        return Hash256.of(padded);
    }
}
