package dev.cocoonsdk.ton.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.Vectors;
import dev.cocoonsdk.ton.cell.Cell;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The bodies of {@code messages.json}, each built from its fields and read back. */
class ContractMessageVectorsTest {

    private static final JsonObject CODES = Vectors.object(Vectors.load("ton/params_cell.json"), "dummy_codes");

    @TestFactory
    Stream<DynamicTest> messages() {
        return Vectors.objects(Vectors.load("ton/messages.json"), "vectors")
                .map(vector -> DynamicTest.dynamicTest(Vectors.text(vector, "name"), () -> check(vector)));
    }

    private static void check(JsonObject vector) {
        Cell body = Vectors.cell(Vectors.object(vector, "body"));
        String name = Vectors.text(vector, "name");
        ContractMessage expected = message(name, Vectors.object(vector, "fields"), body);

        assertThat(body.hash().toHex()).isEqualTo(Vectors.text(Vectors.object(vector, "body"), "hash"));
        assertThat(expected.toCell()).isEqualTo(body);
        assertThat(ContractMessage.parse(body)).isEqualTo(expected);
        assertThat(expected.operation().code()).isEqualTo((int) (long) Long.decode(Vectors.text(vector, "opcode")));
        if (expected instanceof QueryMessage message) {
            assertThat(MessageHead.of(body))
                    .hasValue(new MessageHead(message.operation().code(), message.queryId()));
        }
    }

    private static ContractMessage message(String name, JsonObject in, Cell body) {
        if (in.string("text") != null && !name.startsWith("root_")) {
            return new TextCommand(Vectors.text(in, "text").charAt(0));
        }
        long id = Vectors.number(in, "query_id");
        return switch (name) {
            case "ext_client_top_up" -> new ClientTopUp(id, coins(in, "top_up_amount"), excesses(in));
            case "owner_client_change_secret_hash_and_top_up" ->
                new ClientChangeSecretHashAndTopUp(id, coins(in, "top_up_amount"), secret(in), excesses(in));
            case "owner_client_register" -> new ClientRegister(id, nonce(in), excesses(in));
            case "owner_client_change_secret_hash" -> new ClientChangeSecretHash(id, secret(in), excesses(in));
            case "owner_client_increase_stake" -> new ClientIncreaseStake(id, coins(in, "new_stake"), excesses(in));
            case "owner_client_withdraw" -> new ClientWithdraw(id, excesses(in));
            case "owner_client_request_refund" -> new ClientRequestRefund(id, excesses(in));
            case "owner_worker_register" -> new WorkerRegister(id, excesses(in));
            case "ext_proxy_payout_request" -> new ProxyPayoutRequest(id, excesses(in));
            case "ext_proxy_increase_stake" -> new ProxyIncreaseStake(id, coins(in, "grams"), excesses(in));
            case "owner_proxy_close" -> new ProxyClose(id, excesses(in));
            case "do_not_process + proxy_save_state" ->
                new SaveState(id, (int) Vectors.number(in, "seqno"), hash(in, "session_hash_hex"));
            case "excesses" -> new Excesses(id);
            case "payout" -> new Payout(id);
            case "owner_wallet_send_message" ->
                new WalletSendMessage(id, (int) Vectors.number(in, "mode"), body.ref(0));
            default ->
                name.startsWith("root_")
                        ? root(name, id, in)
                        : name.startsWith("client_") ? clientRequest(name, id, in) : workerRequest(id, in);
        };
    }

    private static ContractMessage clientRequest(String name, long id, JsonObject in) {
        ClientSnapshot client = new ClientSnapshot(
                ContractState.CLOSING,
                coins(in, "balance"),
                coins(in, "stake"),
                Vectors.number(in, "tokens_used"),
                secret(in));
        assertThat(client.toCell()).isEqualTo(Vectors.cell(Vectors.object(in, "state_cell")));
        TonAddress owner = address(in, "client_owner");
        return new ClientProxyRequest(id, owner, client, payload(name, owner, in));
    }

    /** The excesses of the vectors' payloads go to the client's wallet. */
    private static @Nullable ClientPayload payload(String name, TonAddress owner, JsonObject in) {
        return switch (name.substring(name.lastIndexOf(' ') + 1)) {
            case "client_proxy_top_up" -> new ClientProxyTopUp(coins(in, "coins"), owner);
            case "client_proxy_register" -> new ClientProxyRegister(nonce(in));
            case "client_proxy_refund_granted" -> new ClientProxyRefundGranted(coins(in, "coins"), owner);
            case "client_proxy_refund_force" -> new ClientProxyRefundForce(coins(in, "coins"), owner);
            default -> null;
        };
    }

    private static ContractMessage workerRequest(long id, JsonObject in) {
        WorkerProxyPayoutRequest payload = in.get("payload_opcode") == null
                ? null
                : new WorkerProxyPayoutRequest(coins(in, "worker_part"), coins(in, "proxy_part"), excesses(in));
        return new WorkerProxyRequest(
                id, address(in, "worker_owner"), ContractState.OPEN, Vectors.number(in, "tokens"), payload);
    }

    private static ContractMessage root(String name, long id, JsonObject in) {
        return switch (name) {
            case "root_add_worker_type" -> new RootAddWorkerType(id, hash(in, "hash_hex"));
            case "root_del_worker_type" -> new RootDelWorkerType(id, hash(in, "hash_hex"));
            case "root_add_model_type" -> new RootAddModelType(id, hash(in, "hash_hex"));
            case "root_del_model_type" -> new RootDelModelType(id, hash(in, "hash_hex"));
            case "root_add_proxy_type" -> new RootAddProxyType(id, hash(in, "hash_hex"));
            case "root_del_proxy_type" -> new RootDelProxyType(id, hash(in, "hash_hex"));
            case "root_register_proxy" -> new RootRegisterProxy(id, Vectors.text(in, "text"));
            case "root_unregister_proxy" -> new RootUnregisterProxy(id, Vectors.number(in, "seqno"));
            case "root_update_proxy" -> new RootUpdateProxy(id, Vectors.number(in, "seqno"), Vectors.text(in, "text"));
            case "root_change_price" ->
                new RootChangePrice(id, coins(in, "price_per_token"), coins(in, "worker_fee_per_token"));
            case "root_change_params" ->
                new RootChangeParams(
                        id,
                        coins(in, "price_per_token"),
                        coins(in, "worker_fee_per_token"),
                        Vectors.number(in, "proxy_delay_before_close"),
                        Vectors.number(in, "client_delay_before_close"),
                        coins(in, "min_proxy_stake"),
                        coins(in, "min_client_stake"));
            case "root_upgrade_contracts" ->
                new RootUpgradeContracts(id, code("proxy"), code("worker"), code("client"));
            case "root_upgrade" -> new RootUpgrade(id, code("proxy"));
            case "root_reset" -> new RootReset(id);
            case "root_upgrade_full" -> new RootUpgradeFull(id, fullRoot(), code("proxy"));
            case "root_change_owner" -> new RootChangeOwner(id, address(in, "new_owner"));
            default -> throw new IllegalStateException("no builder for " + name);
        };
    }

    private static Cell code(String contract) {
        return Vectors.cell(Vectors.object(CODES, contract));
    }

    private static Cell fullRoot() {
        return Vectors.objects(Vectors.load("ton/root_config.json"), "vectors")
                .filter(vector -> "full_v3".equals(vector.string("name")))
                .map(vector -> Vectors.cellObjects(vector).findFirst().orElseThrow())
                .map(Vectors::cell)
                .findFirst()
                .orElseThrow();
    }

    private static NanoTon coins(JsonObject in, String name) {
        return NanoTon.of(Vectors.number(in, name));
    }

    private static Hash256 hash(JsonObject in, String name) {
        return Hash256.ofHex(Vectors.text(in, name));
    }

    private static Hash256 secret(JsonObject in) {
        return hash(in, "secret_hash_hex");
    }

    private static long nonce(JsonObject in) {
        return Long.parseUnsignedLong(Vectors.text(in, "nonce").substring(2), 16);
    }

    private static TonAddress address(JsonObject in, String name) {
        return TonAddress.parse(Vectors.text(in, name));
    }

    private static TonAddress excesses(JsonObject in) {
        return address(in, "send_excesses_to");
    }
}
