package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.PaymentVerification.Valid;
import dev.cocoonsdk.ton.SignedPayment.Kind;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Addresses and signatures in fake-TON mode (struct version 1, {@code docs/protocol/payments.md} 12) are what the C++ peers computed when
 * {@code vectors/wire} was captured, from the same configuration files.
 */
class FakeTonPeersTest {

    private static final JsonObject PROXY = Vectors.load("wire/config/proxy-config.json");
    private static final JsonObject CLIENT = Vectors.load("wire/config/client-config.json");
    private static final JsonObject WORKER = Vectors.load("wire/config/worker-config.json");
    private static final Ed25519Key SIGNER = Ed25519Key.ofBase64(Vectors.text(PROXY, "machine_specific_private_key"));
    private static final ContractParams PARAMS = RootConfig.ofPseudoJson(
                    Vectors.load("wire/config/fake-ton-config.json"), Instant.EPOCH)
            .config()
            .params();
    private static final ContractAddresses CONTRACTS = ContractAddresses.of(
            PARAMS, address(PROXY, "root_contract_address"), address(PROXY, "owner_address"), SIGNER.publicKey());
    private static final TonAddress PROXY_WALLET = wallet(PROXY);
    private static final TonAddress CLIENT_WALLET = wallet(CLIENT);
    private static final TonAddress CLIENT_CONTRACT = CONTRACTS.client(CLIENT_WALLET);
    private static final TonAddress WORKER_CONTRACT = CONTRACTS.worker(address(WORKER, "owner_address"));

    private static TonAddress address(JsonObject config, String name) {
        return TonAddress.parse(Vectors.text(config, name));
    }

    private static TonAddress wallet(JsonObject config) {
        Ed25519PublicKey key =
                Ed25519Key.ofBase64(Vectors.text(config, "node_wallet_key")).publicKey();
        return CocoonWallet.of(key, address(config, "owner_address")).address();
    }

    @Test
    void theParamsHaveStructVersion1() {
        assertThat(PARAMS.structVersion()).isEqualTo(1);
    }

    @Test
    void thePublicKeyIsTheCapturedOne() {
        assertThat(SIGNER.publicKey()).hasToString("559087582b7e5ea2b2b986c258e0067b806a59b154e955decf00429610eab095");
    }

    @Test
    void theAddressesAreTheCapturedOnes() {
        assertThat(CONTRACTS.proxy().toWire(false)).isEqualTo("UQCxJzkElxSE9yCchkkzjQ88ty_UarZOj0ssC9BphZer_lFO");
        assertThat(CLIENT_WALLET.toWire(false)).isEqualTo("UQCdj43bBDyeJlfe6FVSpWLfsDMp4YHbmz5lca5-tNz-fx20");
        assertThat(CLIENT_CONTRACT.toWire(false)).isEqualTo("UQCwXwYe-KUBqEcviBBVOV77CeiDVrcetWBxip3nsSRv6Hfp");
        assertThat(WORKER_CONTRACT.toWire(false)).isEqualTo("UQCsCs2pKcRHEAtsvfAKAZVXAbV37zuF0iiC_QlRIVO46UqM");
    }

    @TestFactory
    Stream<DynamicTest> signedPaymentsAreTheCapturedBytes() {
        List<JsonObject> captured = Vectors.list(Vectors.load("wire/signed_payments.json"), "payments");
        assertThat(captured).hasSize(4);
        return IntStream.range(0, captured.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        Vectors.text(captured.get(i), "from") + " " + i,
                        () -> check(HexFormat.of().parseHex(Vectors.text(captured.get(i), "boc_hex")))));
    }

    private static void check(byte[] boc) {
        boolean charge = SignedPayment.parse(boc).kind() == Kind.CLIENT_CHARGE;
        Kind kind = charge ? Kind.CLIENT_CHARGE : Kind.WORKER_PAYOUT;
        TonAddress contract = charge ? CLIENT_CONTRACT : WORKER_CONTRACT;

        PaymentVerification verified = SignedPayment.verify(boc, kind, contract, SIGNER.publicKey());

        assertThat(verified).isInstanceOf(Valid.class);
        SignedPayment payment = ((Valid) verified).payment();
        TokenCount tokens = payment.tokens();
        assertThat(SignedPayment.sign(kind, SIGNER, payment.queryId(), tokens, contract, PROXY_WALLET)
                        .toBoc())
                .isEqualTo(boc);
    }
}
