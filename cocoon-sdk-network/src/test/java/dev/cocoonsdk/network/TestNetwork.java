package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.TonAddress;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The fake-TON network of the captures: published test keys, empty contract codes. */
final class TestNetwork {

    static final TonAddress ROOT = TonAddress.parse("EQBT4hy4vMEZ9uxSCuhw_gBKh9_AwmHXLe7Wo0O4Vh-4kRjJ");
    static final TonAddress OWNER = TonAddress.parse("UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m");
    static final Ed25519Key PROXY_KEY = Ed25519Key.ofBase64("ml+7xELuOQtfp9q9mSWtHiSWx5aSBV6p3xCfwPmHOwY=");
    static final RootConfig CONFIG = config();
    static final ContractAddresses CONTRACTS =
            ContractAddresses.of(CONFIG.params(), ROOT, OWNER, PROXY_KEY.publicKey());
    static final TonAddress WORKER_CONTRACT = CONTRACTS.worker(OWNER);
    static final String MODEL = "Qwen/Qwen3-8B@abc123def456:" + "0".repeat(64);
    /** The wallet of the client in the captures. */
    static final TonAddress WALLET = TonAddress.parse("UQCdj43bBDyeJlfe6FVSpWLfsDMp4YHbmz5lca5-tNz-fx20");

    static final TonAddress CLIENT_CONTRACT = CONTRACTS.client(WALLET);
    static final int CONFIG_VERSION = 3;
    static final TonAddress CLIENT = TonAddress.basechain(Hash256.ofHex("11".repeat(32)));

    private static final Map<Long, SignedPayment> CHARGES = new ConcurrentHashMap<>();
    private static final Map<Long, SignedPayment> PAYOUTS = new ConcurrentHashMap<>();

    private TestNetwork() {}

    static ProxyDirectory directory() {
        return new ProxyDirectory(CONFIG.params(), ROOT, OWNER, false);
    }

    static ProxySettings proxy() {
        return ProxySettings.of(CONTRACTS, OWNER, true, false);
    }

    static WorkerSettings worker() {
        return WorkerSettings.of(MODEL, 1000, true, 60);
    }

    static ClientDirectory clientDirectory() {
        return new ClientDirectory(CONFIG.params(), ROOT);
    }

    static ClientSettings client() {
        return ClientSettings.of(WALLET, true, false, CONFIG_VERSION, Secret.of("secret"));
    }

    static PaymentNumbers charges(long signed, long database, long memory) {
        return new PaymentNumbers(charge(signed), TokenCount.of(database), TokenCount.of(memory));
    }

    static SignedPayment charge(long tokens) {
        return CHARGES.computeIfAbsent(
                tokens,
                count -> SignedPayment.sign(
                        SignedPayment.Kind.CLIENT_CHARGE, PROXY_KEY, 7, TokenCount.of(count), CLIENT_CONTRACT, OWNER));
    }

    static SignedPayment signed(long tokens) {
        return PAYOUTS.computeIfAbsent(
                tokens,
                count -> SignedPayment.sign(
                        SignedPayment.Kind.WORKER_PAYOUT, PROXY_KEY, 7, TokenCount.of(count), WORKER_CONTRACT, OWNER));
    }

    static PaymentNumbers numbers(long signed, long database, long memory) {
        return new PaymentNumbers(signed(signed), TokenCount.of(database), TokenCount.of(memory));
    }

    private static RootConfig config() {
        try (InputStream in =
                Objects.requireNonNull(TestNetwork.class.getResourceAsStream("wire/fake-ton-config.json"))) {
            JsonValue json = JsonValue.parse(in.readAllBytes());
            return RootConfig.ofPseudoJson((JsonValue.JsonObject) json, Instant.EPOCH)
                    .config();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
