package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.PaymentNumbers;
import dev.cocoonsdk.network.ProxySettings;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.TonAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;

/** The fake-TON network of the wire captures: published test keys, price 2. */
public final class TestNetwork {

    public static final TonAddress ROOT = TonAddress.parse("EQBT4hy4vMEZ9uxSCuhw_gBKh9_AwmHXLe7Wo0O4Vh-4kRjJ");
    public static final TonAddress OWNER = TonAddress.parse("UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m");
    static final Ed25519Key PROXY_KEY = Ed25519Key.ofBase64("ml+7xELuOQtfp9q9mSWtHiSWx5aSBV6p3xCfwPmHOwY=");
    public static final RootConfig CONFIG = RootConfig.ofPseudoJson(
                    (JsonObject) JsonValue.parse(resource("fake-ton-config.json")), Instant.EPOCH)
            .config();
    public static final Provider.Network NETWORK = new Provider.Network(ROOT, CONFIG, true, false);
    static final ContractAddresses CONTRACTS =
            ContractAddresses.of(CONFIG.params(), ROOT, OWNER, PROXY_KEY.publicKey());

    private TestNetwork() {}

    static ProxySettings proxy() {
        return ProxySettings.of(CONTRACTS, OWNER, true, false);
    }

    static PaymentNumbers noPayments() {
        SignedPayment payment = SignedPayment.sign(
                SignedPayment.Kind.WORKER_PAYOUT, PROXY_KEY, 7, TokenCount.ZERO, CONTRACTS.worker(OWNER), OWNER);
        return new PaymentNumbers(payment, TokenCount.ZERO, TokenCount.ZERO);
    }

    public static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(TestNetwork.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
