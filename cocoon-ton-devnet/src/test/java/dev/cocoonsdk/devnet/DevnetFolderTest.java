package dev.cocoonsdk.devnet;

import static dev.cocoonsdk.devnet.DevnetTest.assertConserved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.BlockId;
import dev.cocoonsdk.ton.state.StateStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevnetFolderTest {

    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    private static final TonAddress NOBODY = TonAddress.basechain(Hash256.sha256(new byte[] {1}));

    @TempDir
    Path folder;

    private Devnet open() {
        return Devnet.builder()
                .clock(InstantSource.fixed(START))
                .seed(1)
                .folder(folder)
                .open();
    }

    @Test
    void aChainGoesOnWhereItEnded() {
        List<DevnetTransaction> before;
        BlockId newest;
        try (Devnet devnet = open()) {
            devnet.fund(NOBODY, NanoTon.ofTon(3));
            devnet.advance(Duration.ofHours(2));
            devnet.fund(NOBODY, NanoTon.ofTon(4));
            before = devnet.transactions(NOBODY);
            newest = devnet.newestBlock().id();
        }
        try (Devnet devnet = open()) {
            assertThat(devnet.newestBlock().id()).isEqualTo(newest);
            assertThat(devnet.transactions(NOBODY)).isEqualTo(before);
            assertThat(devnet.clock().instant()).isEqualTo(START.plus(Duration.ofHours(2)));
            assertThat(devnet.fund(NOBODY, NanoTon.ofTon(1))).hasSize(2);
            assertThat(devnet.account(NOBODY).balance())
                    .as("less rent for two hours")
                    .isBetween(NanoTon.parse("7.99999"), NanoTon.ofTon(8));
            assertConserved(devnet);
        }
    }

    @Test
    void aBlockThatWasCutOffAnywhereIsDroppedAndNothingElse() throws IOException {
        BlockId acknowledged;
        long lengthBefore;
        try (Devnet devnet = open()) {
            devnet.fund(NOBODY, NanoTon.ofTon(3));
            acknowledged = devnet.newestBlock().id();
            lengthBefore = Files.size(log());
            devnet.fund(NOBODY, NanoTon.ofTon(4));
        }
        byte[] whole = Files.readAllBytes(log());
        int step = (int) ((whole.length - lengthBefore) / 7);
        for (int length = (int) lengthBefore; length < whole.length; length += step) {
            Files.write(log(), Arrays.copyOf(whole, length));
            try (Devnet devnet = open()) {
                assertThat(devnet.newestBlock().id()).isEqualTo(acknowledged);
                assertThat(devnet.account(NOBODY).balance()).isEqualTo(NanoTon.ofTon(3));
                assertConserved(devnet);
            }
            assertThat(Files.size(log())).isEqualTo(lengthBefore);
        }
    }

    @Test
    void damageInTheMiddleIsAnError() throws IOException {
        try (Devnet devnet = open()) {
            devnet.fund(NOBODY, NanoTon.ofTon(3));
        }
        byte[] whole = Files.readAllBytes(log());
        whole[100] ^= 1;
        Files.write(log(), whole);
        assertThatThrownBy(this::open).isInstanceOf(StateStoreException.class);
        assertThatThrownBy(this::open).isInstanceOf(StateStoreException.class).hasMessageContaining("damaged");
    }

    @Test
    void aTailOfZeroesAsAFileSystemLeavesItIsDropped() throws IOException {
        BlockId newest;
        try (Devnet devnet = open()) {
            newest = devnet.fund(NOBODY, NanoTon.ofTon(3)).isEmpty()
                    ? null
                    : devnet.newestBlock().id();
        }
        Files.write(log(), new byte[500], StandardOpenOption.APPEND);
        try (Devnet devnet = open()) {
            assertThat(devnet.newestBlock().id()).isEqualTo(newest);
        }
    }

    @Test
    void aSecondChainInTheSameFolderIsRefused() {
        try (Devnet devnet = open()) {
            assertThat(devnet.newestBlock().seqno()).isEqualTo(1);
            assertThatThrownBy(this::open).isInstanceOf(StateStoreException.class);
        }
    }

    @Test
    void aChainOfAnotherConfigurationIsRefused() {
        open().close();
        assertThatThrownBy(() -> Devnet.builder().fullConfig().folder(folder).open())
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("configuration");
    }

    @Test
    void aRestoredSnapshotIsWhatIsFoundAgain() {
        try (Devnet devnet = open()) {
            devnet.fund(NOBODY, NanoTon.ofTon(1));
            Snapshot snapshot = devnet.snapshot();
            devnet.fund(NOBODY, NanoTon.ofTon(2));
            devnet.restore(snapshot);
            devnet.fund(NOBODY, NanoTon.ofTon(5));
        }
        try (Devnet devnet = open()) {
            assertThat(devnet.account(NOBODY).balance()).isEqualTo(NanoTon.ofTon(6));
            assertThat(devnet.newestBlock().seqno()).isEqualTo(3);
        }
    }

    private Path log() {
        return folder.resolve("blocks.log");
    }
}
