package dev.cocoonsdk.testkit;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.charset.StandardCharsets;

/**
 * An account of a local marketplace.
 *
 * @param wallet the client's Cocoon wallet, which is the account's name
 * @param secret proves that a caller may use it
 * @param balance what is paid in
 */
public record TestAccount(TonAddress wallet, Secret secret, NanoTon balance) {

    /** The stake bounds what may be open between two charges; enough for any balance here. */
    private static final NanoTon STAKE = NanoTon.ofTon(1_000_000);

    /**
     * An account with a balance.
     *
     * @param name any name; the same name gives the same wallet and secret in every run
     */
    public static TestAccount of(String name, NanoTon balance) {
        return new TestAccount(
                MarketplaceConfig.address("account " + name),
                Secret.of(MarketplaceConfig.hash("secret of " + name).toHex()),
                balance);
    }

    /** The account that fake TON gives to every wallet: an empty secret and practically no limit. */
    static TestAccount unlimited() {
        return new TestAccount(MarketplaceConfig.address("account"), Secret.of(""), NanoTon.ofTon(1_000_000));
    }

    /** The bearer token {@code WALLET:SECRET}. */
    public Secret token() {
        return Secret.of(wallet + ":" + secret.reveal());
    }

    /** The account in a broker's configuration. */
    JsonObject json() {
        byte[] bytes = secret.reveal().getBytes(StandardCharsets.UTF_8);
        return JsonValue.object(
                "address", wallet.toWire(true),
                "secret_hash", Hash256.sha256(bytes).toBase64(),
                "balance_nanoton", balance.value(),
                "stake_nanoton", STAKE.value());
    }
}
