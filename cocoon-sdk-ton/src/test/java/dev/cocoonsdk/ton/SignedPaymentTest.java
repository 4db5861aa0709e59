package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.PaymentVerification.Invalid;
import dev.cocoonsdk.ton.PaymentVerification.Valid;
import dev.cocoonsdk.ton.SignedPayment.Kind;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignedPaymentTest {

    private static final JsonObject FILE = Vectors.load("ton/signed_payments.json");
    private static final TonAddress CLIENT = filled("34");
    private static final TonAddress WALLET = filled("44");
    private static final Ed25519Key PROXY = Ed25519Key.ofBase64("ml+7xELuOQtfp9q9mSWtHiSWx5aSBV6p3xCfwPmHOwY=");

    private static TonAddress filled(String octet) {
        return TonAddress.basechain(Hash256.ofHex(octet.repeat(32)));
    }

    private static JsonObject vector(String name) {
        return Vectors.objects(FILE, "vectors")
                .filter(vector -> name.equals(vector.string("name")))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Arguments> valid() {
        return Vectors.objects(FILE, "vectors")
                .filter(vector -> "valid".equals(vector.string("expect")) && vector.string("opcode") != null)
                .map(vector -> Arguments.argumentSet(Vectors.text(vector, "name"), vector));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void signsTheBytesOfAVector(JsonObject vector) {
        Ed25519Key key = Ed25519Key.ofSeed(HexFormat.of().parseHex(Vectors.text(vector, "private_key_hex")));
        Kind kind = kind(vector);
        long queryId = Vectors.number(vector, "query_id");
        TonAddress contract = TonAddress.parse(Vectors.text(vector, "contract_address"));
        TonAddress excesses = TonAddress.parse(Vectors.text(vector, "send_excesses_to"));
        SignedPayment payment = kind.hasTokens()
                ? SignedPayment.sign(
                        kind, key, queryId, TokenCount.of(Vectors.number(vector, "tokens")), contract, excesses)
                : SignedPayment.signClose(kind, key, queryId, contract, excesses);

        assertThat(payment.toBoc()).isEqualTo(Vectors.base64(vector, "message_boc_cpp_base64"));
        assertThat(payment.body().beginRead().loadRef()).isEqualTo(Vectors.cell(Vectors.object(vector, "payload")));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void acceptsAVectorAndReadsItsFields(JsonObject vector) {
        byte[] boc = Vectors.base64(vector, "message_boc_cpp_base64");
        TonAddress contract = TonAddress.parse(Vectors.text(vector, "contract_address"));
        Ed25519PublicKey key = Ed25519PublicKey.ofHex(Vectors.text(vector, "public_key_hex"));
        PaymentVerification result = SignedPayment.verify(boc, kind(vector), contract, key);

        assertThat(result).isInstanceOf(Valid.class);
        SignedPayment payment = ((Valid) result).payment();
        assertThat(payment.kind()).isEqualTo(kind(vector));
        assertThat(payment.queryId()).isEqualTo(Vectors.number(vector, "query_id"));
        assertThat(payment.contract()).isEqualTo(contract);
        assertThat(payment.excessesTo()).hasToString(Vectors.text(vector, "send_excesses_to"));
        if (payment.kind().hasTokens()) {
            assertThat(payment.tokens()).isEqualTo(TokenCount.of(Vectors.number(vector, "tokens")));
        }
        assertThat(payment.toBoc()).isEqualTo(boc);
    }

    private static Kind kind(JsonObject vector) {
        int operation = Integer.parseUnsignedInt(Vectors.text(vector, "opcode").substring(2), 16);
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.operation() == operation)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "charge with corrupted signature, BAD_SIGNATURE",
        "'charge, inner query_id differs', INNER_MISMATCH",
        "'charge op outside, refund op inside', INNER_MISMATCH",
        "charge for another contract, WRONG_CONTRACT",
        "'client charge, other key', BAD_SIGNATURE",
        "client grant refund, WRONG_KIND",
        "worker payout, WRONG_KIND",
        "proxy close request, WRONG_KIND"
    })
    void refusesAVectorWithItsDefect(String name, PaymentDefect defect) {
        byte[] boc = Vectors.base64(vector(name), "message_boc_cpp_base64");

        assertDefect(SignedPayment.verify(boc, Kind.CLIENT_CHARGE, CLIENT, PROXY.publicKey()), defect);
    }

    private static void assertDefect(PaymentVerification result, PaymentDefect defect) {
        assertThat(result).isInstanceOf(Invalid.class);
        assertThat(((Invalid) result).defect()).isEqualTo(defect);
        assertThat(((Invalid) result).message()).startsWith("signed payment: ");
    }

    @Test
    void repackingReplacesOnlyWhereTheExcessGoes() {
        SignedPayment charge = SignedPayment.parse(Vectors.base64(vector("client charge"), "message_boc_cpp_base64"));
        JsonObject repacked = vector("repacked client charge (send_excesses_to replaced, signature kept)");
        SignedPayment result = charge.repack(TonAddress.parse(Vectors.text(repacked, "send_excesses_to")));

        assertThat(result.body()).isEqualTo(Vectors.cell(Vectors.object(repacked, "message")));
        assertThat(result.verify(Kind.CLIENT_CHARGE, CLIENT, PROXY.publicKey())).isInstanceOf(Valid.class);
        assertThat(result).isNotEqualTo(charge);
        assertThat(result.repack(charge.excessesTo())).isEqualTo(charge).hasSameHashCodeAs(charge);
    }

    @Test
    void givesTheChargeOfWireSection15() {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 1);
        SignedPayment charge = SignedPayment.sign(
                Kind.CLIENT_CHARGE, Ed25519Key.ofSeed(seed), 1, TokenCount.of(1000), filled("33"), WALLET);

        assertThat(charge.body().beginRead().loadRef().hash())
                .hasToString("7fbd88bd0e1bbd60216ced833de853dcfec1d16e182711167d001df9d3cca47f");
        assertThat(charge.body().hash())
                .hasToString("aa0b5f575765a2be55116176592299c15be679b87df0c0c79188a22ea28ae162");
        assertThat(HexFormat.of().formatHex(charge.toBoc()))
                .isEqualTo(
                        "b5ee9c720101020100a90001dbbb63ff9300000000000000018008888888888888888888888888888888888888888888"
                                + "888888888888888888888ee5fa066ddd0e17e75d00196cd2dd70ea54ec9f7caee75524359737d2c78c978705f7c1786b"
                                + "ee68fdf53527164c0ff7bd3bdc24dddadd51ab8ab728998909e11001006bbb63ff93000000000000000100000000000003"
                                + "e880066666666666666666666666666666666666666666666666666666666666666670");
    }

    @Test
    void refusesBytesThatAreNoBag() {
        assertDefect(verify(new byte[0]), PaymentDefect.MALFORMED_BAG);
        assertDefect(verify(new byte[200]), PaymentDefect.MALFORMED_BAG);
    }

    @Test
    void refusesReferencesAndBitsLeftInBodyOrPayload() {
        Cell payload = charge().body().beginRead().loadRef();
        Cell withRef = builder(payload).storeRef(Cell.EMPTY).build();
        Cell withBit = builder(payload).storeBit(false).build();

        assertDefect(verify(bodyAround(withRef).build()), PaymentDefect.MALFORMED_BODY);
        assertDefect(verify(bodyAround(withBit).build()), PaymentDefect.MALFORMED_BODY);
        assertDefect(verify(bodyAround(payload).storeRef(Cell.EMPTY).build()), PaymentDefect.MALFORMED_BODY);
        assertDefect(verify(bodyAround(payload).storeBit(false).build()), PaymentDefect.MALFORMED_BODY);
        assertDefect(verify(bodyAround(Cell.EMPTY).build()), PaymentDefect.MALFORMED_BODY);
        assertDefect(verify(Cell.EMPTY), PaymentDefect.MALFORMED_BODY);
        assertThat(verify(bodyAround(payload).build())).isInstanceOf(Valid.class);
    }

    @Test
    void refusesUnknownOperationsAndCountersAbove63Bits() {
        CellSlice payload = charge().body().beginRead().loadRef().beginRead();
        payload.skipBits(32 + 64 + 64);
        Cell huge = new CellBuilder()
                .storeUint(0xbb63ff93L, 32)
                .storeUint(7, 64)
                .storeUint(-1, 64)
                .storeSlice(payload)
                .build();
        CellSlice body = charge().body().beginRead();
        body.skipBits(32);
        Cell unknown =
                new CellBuilder().storeUint(0x12345678, 32).storeSlice(body).build();

        assertDefect(verify(bodyAround(huge).build()), PaymentDefect.TOKENS_OUT_OF_RANGE);
        assertDefect(verify(unknown), PaymentDefect.UNKNOWN_OPERATION);
    }

    @Test
    void neverThrowsOnChangedBytesAndAcceptsNoneThatChangesWhatIsSigned() {
        byte[] boc = charge().toBoc();
        for (int i = 0; i < 8 * boc.length; i++) {
            byte[] changed = boc.clone();
            changed[i / 8] ^= (byte) (0x80 >> (i % 8));
            PaymentVerification result = verify(changed);
            if (result instanceof Valid valid) {
                assertThat(valid.payment().repack(WALLET)).isEqualTo(charge());
            }
        }
    }

    @Test
    void aKindWithoutCounterHasNone() {
        SignedPayment close = SignedPayment.signClose(Kind.PROXY_CLOSE, PROXY, 7, CLIENT, WALLET);

        assertThatIllegalStateException().isThrownBy(close::tokens);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedPayment.signClose(Kind.CLIENT_CHARGE, PROXY, 7, CLIENT, WALLET));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedPayment.sign(Kind.PROXY_CLOSE, PROXY, 7, TokenCount.ZERO, CLIENT, WALLET));
        assertThatExceptionOfType(SignedPaymentException.class).isThrownBy(() -> SignedPayment.parse(new byte[3]));
    }

    private static SignedPayment charge() {
        return SignedPayment.sign(Kind.CLIENT_CHARGE, PROXY, 7, TokenCount.of(1000), CLIENT, WALLET);
    }

    private static CellBuilder builder(Cell cell) {
        return new CellBuilder().storeSlice(cell.beginRead());
    }

    /** The body of a charge, signed, around any payload. */
    private static CellBuilder bodyAround(Cell payload) {
        CellBuilder body = new CellBuilder().storeUint(0xbb63ff93L, 32).storeUint(7, 64);
        WALLET.write(body);
        return body.storeBytes(PROXY.sign(payload.hash().toBytes())).storeRef(payload);
    }

    private static PaymentVerification verify(Cell body) {
        return verify(BagOfCells.serialize(body));
    }

    private static PaymentVerification verify(byte[] boc) {
        return SignedPayment.verify(boc, Kind.CLIENT_CHARGE, CLIENT, PROXY.publicKey());
    }
}
