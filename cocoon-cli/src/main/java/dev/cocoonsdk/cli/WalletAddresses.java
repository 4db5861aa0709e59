package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.AddressForm;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.wallet.WalletV4R2;
import dev.cocoonsdk.ton.wallet.WalletV5R1;
import java.io.PrintStream;
import java.util.Locale;

/** The addresses of a key's ordinary wallets. */
final class WalletAddresses {

    private WalletAddresses() {}

    static void print(PrintStream out, Ed25519PublicKey key, boolean testnet) {
        line(out, "public key", key.value().toBase64());
        line(out, "v4r2", friendly(WalletV4R2.of(key).address(), testnet));
        line(out, "v5r1", friendly(v5(key, testnet), testnet));
    }

    static JsonObject json(Ed25519PublicKey key, boolean testnet) {
        return JsonValue.object(
                "public_key", key.value().toBase64(),
                "v4r2", friendly(WalletV4R2.of(key).address(), testnet),
                "v5r1", friendly(v5(key, testnet), testnet));
    }

    private static TonAddress v5(Ed25519PublicKey key, boolean testnet) {
        return WalletV5R1.of(key, testnet ? WalletV5R1.TESTNET : WalletV5R1.MAINNET)
                .address();
    }

    /** Not bounceable: coins sent to a wallet that is not deployed yet stay there. */
    static String friendly(TonAddress address, boolean testnet) {
        return address.toFriendly(AddressForm.wire(testnet));
    }

    static void line(PrintStream out, String name, String value) {
        out.println(String.format(Locale.ROOT, "%-18s%s", name, value));
    }
}
