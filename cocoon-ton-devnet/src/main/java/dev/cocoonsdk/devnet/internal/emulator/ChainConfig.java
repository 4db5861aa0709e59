package dev.cocoonsdk.devnet.internal.emulator;

import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Cells that the build takes from the emulator's npm package. */
public final class ChainConfig {

    private ChainConfig() {}

    /** Mainnet's configuration without what contracts do not need, such as validators: quick to parse. */
    public static Cell slim() {
        return read("config-slim.boc");
    }

    /** Mainnet's whole configuration. */
    public static Cell full() {
        return read("config-full.boc");
    }

    /** Code of a contract that sends whatever messages it is told to. */
    public static Cell faucetCode() {
        return read("faucet.boc");
    }

    private static Cell read(String name) {
        try (InputStream in = ChainConfig.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new EmulatorException(name + " is missing: delete cocoon-ton-devnet/.emulator and build again");
            }
            return BagOfCells.parseSingle(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
