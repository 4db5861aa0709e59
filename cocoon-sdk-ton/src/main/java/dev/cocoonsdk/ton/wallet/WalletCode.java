package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WalletAddress;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/**
 * Code of Cocoon wallets, on which their addresses depend ({@code docs/protocol/contracts.md} 12.1). The one in use on mainnet is known by
 * its hash, which is enough unless a wallet is to be deployed. Immutable and thread-safe.
 */
public final class WalletCode {

    /** The code in use on mainnet, by its hash: for wallets that are deployed. */
    public static final WalletCode LIVE = new WalletCode(WalletAddress.CODE);

    private static final long MAX_FILE = 65_536;

    private final Cell code;

    private WalletCode(Cell code) {
        this.code = code;
    }

    /** Any code with the interface of the Cocoon wallet, such as the local chain's own. */
    public static WalletCode of(Cell code) {
        return new WalletCode(code);
    }

    /**
     * The code in use on mainnet.
     *
     * @param code the code itself
     * @throws IllegalArgumentException if it has another hash
     */
    public static WalletCode live(Cell code) {
        return new WalletCode(WalletCells.checked("wallet", code, WalletAddress.CODE.hash()));
    }

    /**
     * The code in use on mainnet, from a file.
     *
     * @param boc a bag of cells
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it holds anything else
     */
    public static WalletCode liveFrom(Path boc) throws IOException {
        if (Files.size(boc) > MAX_FILE) {
            throw new IllegalArgumentException(
                    boc + ": longer than " + MAX_FILE + " bytes (expected: a wallet's code)");
        }
        byte[] bytes = Files.readAllBytes(boc);
        try {
            return live(BagOfCells.parseSingle(bytes));
        } catch (CellException e) {
            throw new IllegalArgumentException(boc + ": no bag of cells", e);
        }
    }

    /**
     * The code in use on mainnet, read from a wallet that is deployed.
     *
     * @param wallet anybody's Cocoon wallet
     * @return fails with {@link TonApiException} if there is no wallet with this code
     */
    public static CompletionStage<WalletCode> liveFrom(TonApi api, TonAddress wallet) {
        return api.account(wallet).thenApply(account -> {
            Cell code = account.code();
            if (code == null || !code.equals(WalletAddress.CODE)) {
                throw new TonApiException("account " + wallet + ": is no deployed Cocoon wallet", false);
            }
            return new WalletCode(code);
        });
    }

    /** The code's cell; opaque if only its hash is known. */
    public Cell cell() {
        return code;
    }
}
