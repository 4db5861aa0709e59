package dev.cocoonsdk.devnet;

import dev.cocoonsdk.devnet.internal.emulator.EmulatorException;
import dev.cocoonsdk.devnet.internal.emulator.TonEmulator;
import dev.cocoonsdk.ton.cell.Cell;
import java.util.function.Function;

/** Keeps an emulator, and takes a new one when one has failed or has grown large. */
final class EmulatorHolder {

    private static final long MAX_BYTES = 512L << 20;

    private final Cell config;
    private TonEmulator emulator;

    EmulatorHolder(Cell config) {
        this.config = config;
        emulator = new TonEmulator(config);
    }

    <T> T use(Function<TonEmulator, T> task) {
        if (emulator.memoryBytes() > MAX_BYTES) {
            emulator = new TonEmulator(config);
        }
        try {
            return task.apply(emulator);
        } catch (EmulatorException e) {
            emulator = new TonEmulator(config);
            throw e;
        }
    }
}
