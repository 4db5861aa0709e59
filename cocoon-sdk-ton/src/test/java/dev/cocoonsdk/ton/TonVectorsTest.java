package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.PaymentVerification.Invalid;
import dev.cocoonsdk.ton.PaymentVerification.Valid;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Vectors of which no other class makes one named test each: {@code storage.json}, {@code root_config.json} and {@code
 * signed_payments.json} as a whole. The other files: {@link TonAddressTest}, {@link ContractParamsTest}, {@link ContractAddressesTest},
 * {@link TokenPricingTest}, {@code ContractMessageVectorsTest}, {@code CocoonWalletVectorsTest}.
 */
class TonVectorsTest {

    private static final JsonObject PAYMENTS = Vectors.load("ton/signed_payments.json");

    @TestFactory
    Stream<DynamicTest> storage() {
        List<JsonObject> vectors = Vectors.list(Vectors.load("ton/storage.json"), "vectors");
        return IntStream.range(0, vectors.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        Vectors.text(vectors.get(i), "contract") + " " + i, () -> checkStorage(vectors.get(i))));
    }

    private static void checkStorage(JsonObject vector) {
        Cell data = Vectors.cell(Vectors.object(vector, "cell"));
        JsonObject expected = Vectors.object(vector, "expected");
        switch (Vectors.text(vector, "contract")) {
            case "proxy" -> checkProxy(ProxyStorage.parse(data), data, expected);
            case "client" -> checkClient(ClientStorage.parse(data), data, expected);
            case "worker" -> checkWorker(WorkerStorage.parse(data), data, expected);
            case "wallet" -> checkWallet(WalletStorage.parse(data), data, expected);
            default -> throw new IllegalStateException("no reader");
        }
    }

    private static void checkProxy(ProxyStorage storage, Cell data, JsonObject expected) {
        assertThat(storage.toCell()).isEqualTo(data);
        assertThat(storage.owner()).hasToString(Vectors.text(expected, "owner"));
        assertThat(storage.root()).hasToString(Vectors.text(expected, "root"));
        assertThat(storage.key()).hasToString(Vectors.text(expected, "public_key_hex"));
        assertThat(storage.state().code()).isEqualTo((int) Vectors.number(expected, "state"));
        assertThat(storage.balance().value()).isEqualTo(Vectors.number(expected, "balance"));
        assertThat(storage.stake().value()).isEqualTo(Vectors.number(expected, "stake"));
        assertThat(storage.unlockTime()).isEqualTo(Vectors.number(expected, "unlock_ts"));
    }

    private static void checkClient(ClientStorage storage, Cell data, JsonObject expected) {
        assertThat(storage.toCell()).isEqualTo(data);
        assertThat(storage.state().code()).isEqualTo((int) Vectors.number(expected, "state"));
        assertThat(storage.balance().value()).isEqualTo(Vectors.number(expected, "balance"));
        assertThat(storage.stake().value()).isEqualTo(Vectors.number(expected, "stake"));
        assertThat(Long.toUnsignedString(storage.tokensUsed())).isEqualTo(Vectors.text(expected, "tokens_used"));
        assertThat(storage.unlockTime()).isEqualTo(Vectors.number(expected, "unlock_ts"));
        assertThat(storage.secretHash()).hasToString(Vectors.text(expected, "secret_hash_hex"));
        if (expected.string("owner") != null) {
            assertThat(storage.constants().owner()).hasToString(Vectors.text(expected, "owner"));
            assertThat(storage.constants().proxy()).hasToString(Vectors.text(expected, "proxy"));
            assertThat(storage.constants().proxyKey()).hasToString(Vectors.text(expected, "proxy_public_key_hex"));
        }
        String secret = expected.string("secret_string");
        if (secret != null) {
            assertThat(storage.secretHash())
                    .isEqualTo(Hash256.sha256(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
    }

    private static void checkWorker(WorkerStorage storage, Cell data, JsonObject expected) {
        assertThat(storage.toCell()).isEqualTo(data);
        assertThat(storage.owner()).hasToString(Vectors.text(expected, "owner"));
        assertThat(storage.proxy()).hasToString(Vectors.text(expected, "proxy"));
        assertThat(storage.proxyKey()).hasToString(Vectors.text(expected, "public_key_hex"));
        assertThat(storage.state().code()).isEqualTo((int) Vectors.number(expected, "state"));
        assertThat(storage.tokens()).isEqualTo(Vectors.number(expected, "tokens"));
    }

    private static void checkWallet(WalletStorage storage, Cell data, JsonObject expected) {
        assertThat(storage.toCell()).isEqualTo(data);
        assertThat(storage.seqno()).isEqualTo(Vectors.number(expected, "seqno"));
        assertThat(storage.subwallet()).isEqualTo(Vectors.number(expected, "subwallet"));
        assertThat(storage.key()).hasToString(Vectors.text(expected, "public_key_hex"));
        assertThat(storage.isBlocked()).isEqualTo(Vectors.flag(expected, "blocked"));
        assertThat(storage.owner()).hasToString(Vectors.text(expected, "owner"));
    }

    @TestFactory
    Stream<DynamicTest> rootConfigs() {
        return Vectors.objects(Vectors.load("ton/root_config.json"), "vectors")
                .map(vector -> DynamicTest.dynamicTest(Vectors.text(vector, "name"), () -> checkRoot(vector)));
    }

    /** Version 4 is refused by the C++ nodes and taken here (contracts.md 12.3). */
    private static void checkRoot(JsonObject vector) {
        Cell data = Vectors.cell(Vectors.object(vector, "cell"));
        JsonObject expected = vector.object("expected");
        if (expected == null && !Vectors.text(vector, "name").startsWith("v4")) {
            assertThatThrownBy(() -> RootConfig.parse(data, Instant.EPOCH)).isInstanceOf(CellException.class);
            return;
        }
        RootConfig config = RootConfig.parse(data, Instant.EPOCH);
        if (expected == null) {
            assertThat(config.params().structVersion()).isEqualTo(4);
        } else {
            assertThat(config.version()).isEqualTo(Vectors.number(expected, "version"));
            assertThat(config.params().structVersion()).isEqualTo((int) Vectors.number(expected, "struct_version"));
            assertThat(config.params().paramsVersion()).isEqualTo(Vectors.number(expected, "params_version"));
            assertThat(config.params().pricePerToken().value()).isEqualTo(Vectors.number(expected, "price_per_token"));
        }
    }

    @TestFactory
    Stream<DynamicTest> signedPayments() {
        return Vectors.objects(PAYMENTS, "vectors")
                .map(vector -> DynamicTest.dynamicTest(Vectors.text(vector, "name"), () -> checkPayment(vector)));
    }

    private static void checkPayment(JsonObject vector) {
        if (vector.string("stored_hex") != null) {
            checkRecord(vector);
        } else if (vector.string("from") != null) {
            checkRepacked(vector);
        } else {
            checkMessage(vector);
        }
    }

    private static void checkMessage(JsonObject vector) {
        byte[] boc = Vectors.base64(vector, "message_boc_cpp_base64");
        Cell message = Vectors.cell(Vectors.object(vector, "message"));
        int operation = (int) (long) Long.decode(Vectors.text(vector, "opcode"));
        boolean foreign = Vectors.text(vector, "expect").startsWith("bad address");
        TonAddress contract = foreign
                ? TonAddress.parse(Vectors.text(Vectors.object(PAYMENTS, "addresses"), "client"))
                : TonAddress.parse(Vectors.text(vector, "contract_address"));

        PaymentVerification result = SignedPayment.verify(
                boc,
                SignedPayment.Kind.ofOperation(operation).orElseThrow(),
                contract,
                Ed25519PublicKey.ofHex(Vectors.text(vector, "public_key_hex")));

        assertThat(BagOfCells.parseSingle(boc)).isEqualTo(message);
        assertThat(BagOfCells.serialize(message)).isEqualTo(boc);
        if (result instanceof Invalid invalid) {
            assertThat(invalid.defect()).isEqualTo(defect(Vectors.text(vector, "expect")));
        } else {
            assertThat(Vectors.text(vector, "expect")).isEqualTo("valid");
            assertThat(((Valid) result).payment().toBoc()).isEqualTo(boc);
        }
    }

    private static PaymentDefect defect(String expect) {
        if (expect.startsWith("bad signature")) {
            return PaymentDefect.BAD_SIGNATURE;
        } else if (expect.startsWith("format mismatch")) {
            return PaymentDefect.INNER_MISMATCH;
        } else if (expect.startsWith("bad address")) {
            return PaymentDefect.WRONG_CONTRACT;
        }
        throw new IllegalStateException("expected: " + expect);
    }

    private static void checkRepacked(JsonObject vector) {
        JsonObject original = Vectors.objects(PAYMENTS, "vectors")
                .filter(other -> Vectors.text(vector, "from").equals(other.string("name")))
                .findFirst()
                .orElseThrow();
        SignedPayment payment = SignedPayment.parse(Vectors.base64(original, "message_boc_cpp_base64"));

        assertThat(payment.repack(TonAddress.parse(Vectors.text(vector, "send_excesses_to")))
                        .body())
                .isEqualTo(Vectors.cell(Vectors.object(vector, "message")));
    }

    private static void checkRecord(JsonObject vector) {
        byte[] value = HexFormat.of().parseHex(Vectors.text(vector, "value_hex"));
        byte[] stored = HexFormat.of().parseHex(Vectors.text(vector, "stored_hex"));
        byte[] signature = java.util.Arrays.copyOfRange(stored, value.length, stored.length);

        assertThat(stored).startsWith(value);
        assertThat(Ed25519PublicKey.ofHex(Vectors.text(vector, "public_key_hex"))
                        .verify(value, signature))
                .isTrue();
    }
}
