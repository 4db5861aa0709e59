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
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        return noPayments(CONTRACTS);
    }

    static PaymentNumbers noPayments(ContractAddresses contracts) {
        SignedPayment payment = SignedPayment.sign(
                SignedPayment.Kind.WORKER_PAYOUT, PROXY_KEY, 7, TokenCount.ZERO, contracts.worker(OWNER), OWNER);
        return new PaymentNumbers(payment, TokenCount.ZERO, TokenCount.ZERO);
    }

    /** The same network at another moment, with these proxies. */
    static RootConfig root(long version, long paramsVersion, InetSocketAddress... proxies) {
        return root(version, paramsVersion, JsonValue.object(), proxies);
    }

    /** As above, with other members. */
    static RootConfig root(long version, long paramsVersion, JsonObject members, InetSocketAddress... proxies) {
        List<JsonValue> registered = new ArrayList<>();
        for (InetSocketAddress proxy : proxies) {
            String address = proxy.getAddress().getHostAddress() + ":" + proxy.getPort();
            registered.add(JsonValue.object("seqno", registered.size() + 1, "address", address));
        }
        JsonObject json = ((JsonObject) JsonValue.parse(resource("fake-ton-config.json")))
                .with("version", JsonValue.of(version))
                .with("params_version", JsonValue.of(paramsVersion))
                .with("registered_proxies", JsonValue.array(registered));
        for (Map.Entry<String, JsonValue> member : members.members().entrySet()) {
            json = json.with(member.getKey(), member.getValue());
        }
        return RootConfig.ofPseudoJson(json, Instant.EPOCH).config();
    }

    static ContractAddresses contracts(RootConfig root) {
        return ContractAddresses.of(root.params(), ROOT, OWNER, PROXY_KEY.publicKey());
    }

    public static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(TestNetwork.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
