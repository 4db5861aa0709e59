package dev.cocoonsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.sealed.EnclaveKeys;
import dev.cocoonsdk.crypto.sealed.Exchange;
import dev.cocoonsdk.crypto.sealed.Metering;
import dev.cocoonsdk.crypto.sealed.ProviderVerifier;
import dev.cocoonsdk.crypto.sealed.ReceiptArchive;
import dev.cocoonsdk.crypto.sealed.SignedReceipt;
import dev.cocoonsdk.crypto.sealed.TokenUse;
import dev.cocoonsdk.crypto.sealed.VerifiedProvider;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.tee.RootKeyFile;
import dev.cocoonsdk.tee.SimulatedImage;
import dev.cocoonsdk.tee.SimulatedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyReceiptTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private static Path folder;

    private static SimulatedPlatform platform;
    private static byte[] archive;
    private static Path file;

    @BeforeAll
    static void makeAReceipt() throws IOException {
        platform = SimulatedPlatform.create(Bytes.utf8("receipts of the command"), CLOCK);
        try (TlsIdentitySource identity = TlsIdentitySource.attested(
                        platform.quotes(SimulatedImage.named("test")), CLOCK, problem -> {});
                EnclaveKeys keys = EnclaveKeys.builder(identity, CLOCK)
                        .model("test/model")
                        .claim("gpu", "confidential")
                        .build()) {
            VerifiedProvider provider = ProviderVerifier.of(
                            TdxPolicy.simulated(platform.rootKey(), platform.collateral())
                                    .build())
                    .verify(keys.evidence(), "provider", CLOCK.instant());
            archive = ReceiptArchive.of(receipt(keys), provider, platform.currentCollateral())
                    .encoded()
                    .toByteArray();
        }
        file = write("receipt.json", archive);
    }

    private static SignedReceipt receipt(EnclaveKeys keys) {
        TokenUse use = new TokenUse(TokenCount.of(10), TokenCount.of(0), TokenCount.of(5), TokenCount.of(0));
        return keys.receiptSigner()
                .sign(
                        new Exchange(Hash256.ZERO, Hash256.ZERO, Hash256.ZERO),
                        "test/model",
                        new Metering(use, use, TokenCount.of(15), 1000, NanoTon.of(20)),
                        CLOCK.instant(),
                        CLOCK.instant(),
                        7);
    }

    private static Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static CliRun verify(Path path, String... options) {
        String[] args = new String[3 + options.length];
        args[0] = "verify";
        args[1] = "receipt";
        args[2] = path.toString();
        System.arraycopy(options, 0, args, 3, options.length);
        return CliRun.of(args);
    }

    @Test
    void explainsAReceiptOfASimulatorAndSaysThatItProvesNothing() {
        CliRun run = verify(file, "--allow-simulated");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("SIMULATED: proves nothing about hardware", "15 tokens", "300 nanoton", "test/model")
                .contains("gpu = confidential (unverified)", "root key simulated");
    }

    @Test
    void refusesASimulatorUnlessToldOtherwise() throws IOException {
        assertThat(verify(file).exitCode()).isEqualTo(VerifyExit.REFUSED);
        assertThat(verify(file).out()).contains("REFUSED", "--allow-simulated");

        Path root = folder.resolve("root.hex");
        RootKeyFile.write(root, platform.rootKey());
        assertThat(verify(file, "--simulated-root", root.toString()).exitCode()).isZero();

        RootKeyFile.write(
                root,
                SimulatedPlatform.create(Bytes.utf8("another simulator of receipts"), CLOCK)
                        .rootKey());
        assertThat(verify(file, "--simulated-root", root.toString()).exitCode()).isEqualTo(VerifyExit.FORGED);
    }

    @Test
    void refusesTheFileAfterAnyChange() throws IOException {
        for (int i = 0; i < archive.length; i += 997) {
            byte[] changed = archive.clone();
            changed[i] ^= 1;
            CliRun run = verify(write("changed.json", changed), "--allow-simulated");
            assertThat(run.exitCode()).as("offset %s: %s", i, run.out()).isIn(VerifyExit.MALFORMED, VerifyExit.FORGED);
        }
    }

    @Test
    void judgesForAnotherTimeIfAsked() {
        CliRun run = verify(file, "--allow-simulated", "--at", "2026-11-23T13:00:00Z", "--json");

        assertThat(run.exitCode()).isEqualTo(VerifyExit.REFUSED);
        assertThat(run.out()).contains("\"class\":\"CLOCK\"", "\"accepted\":false");
    }

    @Test
    void tellsTheSameInJson() {
        CliRun run = verify(file, "--allow-simulated", "--json");

        assertThat(run.out())
                .contains("\"accepted\":true", "\"assurance\":\"SIMULATED\"", "\"root_config_version\":7")
                .contains("\"cost_nanoton\":\"300\"");
        assertThat(run.out().lines()).hasSize(1);
    }

    private static Path policy(String name, String more) throws IOException {
        String root = HexFormat.of().formatHex(platform.rootKey().point().toByteArray());
        String text = "{\"policy\": \"simulated_tdx\", \"root_key\": \"" + root + "\"" + more + "}";
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void judgesByTheDemandsOfAPolicyFile() throws IOException {
        Path other = policy("other.json", ", \"image_hashes\": [\"" + Hash256.ZERO.toHex() + "\"]");
        Path any = policy("any.json", "");

        assertThat(verify(file, "--policy", any.toString()).exitCode()).isZero();
        assertThat(verify(file, "--policy", other.toString()).exitCode()).isEqualTo(VerifyExit.REFUSED);
    }
}
