package dev.cocoonsdk.devnet.internal.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TonEmulatorTest {

    @Test
    void theEmulatorStartsAndSaysWhichOneItIs() {
        TonEmulator emulator = new TonEmulator(ChainConfig.slim());
        assertThat(emulator.version()).contains("f801e1c1");
    }
}
