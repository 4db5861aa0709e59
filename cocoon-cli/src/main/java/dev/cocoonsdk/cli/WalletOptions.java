package dev.cocoonsdk.cli;

import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.WalletCode;
import dev.cocoonsdk.ton.wallet.WalletContract;
import dev.cocoonsdk.ton.wallet.WalletV4R2;
import dev.cocoonsdk.ton.wallet.WalletV5R1;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which wallet contract a key belongs to. */
final class WalletOptions {

    /** Kinds of wallets. */
    enum Type {
        COCOON,
        V4R2,
        V5R1
    }

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description =
                    "cocoon (a node's wallet; needs --owner), v4r2 or v5r1 (ordinary wallets). Default: cocoon if --owner is"
                            + " given, else v5r1.")
    private @Nullable Type type;

    @Option(names = "--owner", paramLabel = "ADDRESS", description = "Who may withdraw from the Cocoon wallet.")
    private @Nullable String owner;

    @Option(
            names = "--wallet-code",
            paramLabel = "FILE",
            description =
                    "Code of the live Cocoon wallet as a bag of cells, needed to deploy one; or the word devnet for the local"
                            + " chain's own code, which gives other addresses.")
    private @Nullable String code;

    /**
     * The wallet of a key.
     *
     * @param testnet whether a v5r1 wallet is of the test network, on which its address depends
     */
    WalletContract wallet(Ed25519PublicKey key, boolean testnet) throws IOException {
        Type kind = type != null ? type : owner != null ? Type.COCOON : Type.V5R1;
        return switch (kind) {
            case V4R2 -> WalletV4R2.of(key);
            case V5R1 -> WalletV5R1.of(key, testnet ? WalletV5R1.TESTNET : WalletV5R1.MAINNET);
            default -> {
                if (owner == null) {
                    throw CliException.usage("a Cocoon wallet's address depends on its owner (give --owner ADDRESS)");
                }
                yield CocoonWallet.of(key, ChainCall.address("--owner", owner), code());
            }
        };
    }

    private WalletCode code() throws IOException {
        if (code == null) {
            return WalletCode.LIVE;
        }
        return code.equals("devnet")
                ? WalletCode.of(DevnetContracts.wallet())
                : WalletCode.liveFrom(RunnerOptions.readable(Path.of(code)));
    }
}
