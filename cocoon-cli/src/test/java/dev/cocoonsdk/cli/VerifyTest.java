package dev.cocoonsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.collateral.CollateralBundle;
import dev.cocoonsdk.crypto.tls.TlsIdentity;
import dev.cocoonsdk.tee.CollateralServer;
import dev.cocoonsdk.tee.RootKeyFile;
import dev.cocoonsdk.tee.SimulatedImage;
import dev.cocoonsdk.tee.SimulatedPlatform;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyTest {

    private static final String DAY = "2026-11-23";
    private static final Clock CLOCK = Clock.fixed(Instant.parse(DAY + "T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final SimulatedPlatform platform =
            SimulatedPlatform.create(Bytes.utf8("a seed of 16 bytes, for tests"), CLOCK);

    @BeforeEach
    void writeWhatTheSimulatorPublishes() throws Exception {
        RootKeyFile.write(folder.resolve("root.hex"), platform.rootKey());
        CollateralBundle.of(Map.of(platform.id(), platform.currentCollateral())).write(folder.resolve("bundle.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "quote_v4_uptodate.dat, collateral-2025, 2025-07-01, 0, TRUSTED",
        "quote_v4_uptodate.dat, collateral-2025, 2025-08-01, 30, Fetch newer collateral",
        "quote_v4_spr.dat, collateral-2023, 2023-07-01, 30, updates",
        "cocoon_quote_v4.dat, collateral-2025, 2025-08-01, 40, Give collateral",
        "quote_v5.dat, collateral-2025, 2025-08-01, 40, Give collateral",
        "README.md, collateral-2025, 2025-07-01, 10, quote format"
    })
    void givesThePublishedSamplesTheirExitCode(String quote, String collateral, String at, int exitCode, String says) {
        CliRun run = CliRun.of("verify", "quote", tdx(quote), "--collateral", tdx(collateral), "--at", at);

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
        assertThat(run.out()).contains(says);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void reportsMissingCollateralWithoutAnySource() {
        CliRun run = CliRun.of("verify", "quote", tdx("cocoon_quote_v4.dat"));

        assertThat(run.exitCode()).isEqualTo(VerifyExit.NO_COLLATERAL);
        assertThat(run.out())
                .contains("04b3afd931d28680af91a15b09d672c40ad6b141f7f9089a8d67d595220f7436", "ok    quote signature")
                .contains("not proved");
    }

    @Test
    void namesAChangedByteBeforeEverythingElse() throws Exception {
        byte[] quote = Files.readAllBytes(Path.of(tdx("quote_v4_uptodate.dat")));
        quote[200] ^= 1;
        Path changed = Files.write(folder.resolve("changed.dat"), quote);

        CliRun run = CliRun.of("verify", "quote", changed.toString());
        assertThat(run.exitCode()).isEqualTo(VerifyExit.FORGED);
        assertThat(run.out()).contains("FAIL  quote signature", "-     collateral");
    }

    @Test
    void refusesAFileThatIsTooLong() throws Exception {
        Path file = Files.write(folder.resolve("long.dat"), new byte[40_000]);

        assertThat(CliRun.of("verify", "quote", file.toString()).exitCode()).isEqualTo(VerifyExit.MALFORMED);
    }

    @Test
    void saysEverythingInJson() {
        CliRun run = CliRun.of(
                "verify",
                "quote",
                tdx("quote_v4_uptodate.dat"),
                "--collateral",
                tdx("collateral-2025"),
                "--at",
                "2025-07-01",
                "--json");

        JsonObject json = (JsonObject) JsonValue.parse(run.out());
        assertThat(json.get("trusted")).isEqualTo(JsonValue.of(true));
        assertThat(json.string("assurance")).isEqualTo("HARDWARE_TEE");
        assertThat(Objects.requireNonNull(json.object("facts")).string("status"))
                .isEqualTo("UpToDate");
        assertThat(json.array("steps")).isNotEmpty();
        assertThat(run.out().lines()).hasSize(1);
    }

    @Test
    void judgesASimulatedQuoteOnlyWithItsRootAndSaysSo() throws Exception {
        Path quote =
                write("quote.dat", platform.quotes(SimulatedImage.named("demo")).quote(Bytes.wrap(new byte[64])));

        CliRun trusted = simulated("verify", "quote", quote.toString());
        assertThat(trusted.exitCode()).as(trusted.out() + trusted.err()).isZero();
        assertThat(trusted.out()).startsWith("SIMULATED").contains("proves nothing");
        CliRun production =
                CliRun.of("verify", "quote", quote.toString(), "--bundle", path("bundle.json"), "--at", DAY);
        assertThat(production.exitCode()).isEqualTo(VerifyExit.FORGED);
    }

    @Test
    void fetchesCollateralFromAService() throws Exception {
        Path quote =
                write("quote.dat", platform.quotes(SimulatedImage.named("demo")).quote(Bytes.wrap(new byte[64])));
        try (CollateralServer server = CollateralServer.start(platform)) {
            CliRun run = CliRun.of(
                    "verify",
                    "quote",
                    quote.toString(),
                    "--simulated-root",
                    path("root.hex"),
                    "--pccs",
                    server.uri().toString(),
                    "--at",
                    DAY + "T12:00:00Z");

            assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
            assertThat(server.requests()).isPositive();
        }
    }

    @Test
    void explainsTheRegistersByAnEventLogAndSaysWhatIsNotMeasured() throws Exception {
        Path quote =
                write("quote.dat", platform.quotes(SimulatedImage.named("demo")).quote(Bytes.wrap(new byte[64])));
        Path log = write("ccel", eventLog("cocoon:tdx_inited"));

        CliRun run = simulated("verify", "quote", quote.toString(), "--event-log", log.toString());
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("EV_SEPARATOR: cocoon:tdx_inited")
                .contains("the log's words; not measured")
                .doesNotContain("end of a phase of the boot")
                .contains("RTMR3: THE LOG GIVES ANOTHER VALUE");
    }

    /** A log of one event in RTMR3, a separator whose digest is not that of its data. */
    private static Bytes eventLog(String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer log = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        log.putInt(1).putInt(3).put(new byte[20]).putInt(33);
        log.put("Spec ID Event03\0".getBytes(StandardCharsets.US_ASCII));
        log.put(new byte[] {0, 0, 0, 0, 0, 2, 0, 2}).putInt(1);
        log.putShort((short) 0x000c).putShort((short) 48).put((byte) 0);
        log.putInt(4).putInt(4).putInt(1).putShort((short) 0x000c).put(new byte[48]);
        log.putInt(data.length).put(data);
        return Bytes.wrap(Arrays.copyOf(log.array(), log.position()));
    }

    @Test
    void judgesACertificateWithItsQuoteAndTheirBinding() throws Exception {
        TlsIdentity identity = TlsIdentity.attested(platform.quotes(SimulatedImage.named("demo")), CLOCK);
        byte[] der = identity.certificate().getEncoded();
        Path derFile = write("cert.der", Bytes.wrap(der));
        String pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
        Path pemFile = write("cert.pem", Bytes.utf8(pem));

        for (Path file : new Path[] {derFile, pemFile}) {
            CliRun run = simulated("verify", "cert", file.toString());
            assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
            assertThat(run.out()).contains("ok    binding");
        }
    }

    @Test
    void refusesACertificateWhoseQuoteBelongsToAnotherKey() throws Exception {
        TlsIdentity identity = TlsIdentity.attested(
                reportData -> platform.quotes(SimulatedImage.named("demo")).quote(Bytes.wrap(new byte[64])), CLOCK);
        Path file = write("cert.der", Bytes.wrap(identity.certificate().getEncoded()));

        CliRun run = simulated("verify", "cert", file.toString());
        assertThat(run.exitCode()).isEqualTo(VerifyExit.FORGED);
        assertThat(run.out()).contains("FAIL  binding");
    }

    @Test
    void tellsBrokenExpiredAndForeignCertificatesApart() throws Exception {
        byte[] der = TlsIdentity.attested(platform.quotes(SimulatedImage.named("demo")), CLOCK)
                .certificate()
                .getEncoded();
        Path good = write("good.der", Bytes.wrap(der));
        byte[] changed = der.clone();
        changed[changed.length - 1] ^= 1;

        assertThat(simulated(
                                "verify",
                                "cert",
                                write("changed.der", Bytes.wrap(changed)).toString())
                        .exitCode())
                .isEqualTo(VerifyExit.FORGED);
        assertThat(simulated(
                                "verify",
                                "cert",
                                write("text.pem", Bytes.utf8("text")).toString())
                        .exitCode())
                .isEqualTo(VerifyExit.MALFORMED);
        CliRun later = CliRun.of(
                "verify",
                "cert",
                good.toString(),
                "--simulated-root",
                path("root.hex"),
                "--bundle",
                path("bundle.json"),
                "--at",
                "2026-11-28");
        assertThat(later.exitCode()).isEqualTo(VerifyExit.REFUSED);
        assertThat(later.out()).contains("FAIL  certificate");
        Path plain = write(
                "plain.der",
                Bytes.wrap(TlsIdentity.withoutQuote(CLOCK).certificate().getEncoded()));
        assertThat(simulated("verify", "cert", plain.toString()).exitCode()).isEqualTo(VerifyExit.REFUSED);
    }

    @Test
    void asksForWhatAPolicyFileSays() throws Exception {
        String other = "00".repeat(32);
        Path policy = write("policy.json", Bytes.utf8("{\"policy\": \"tdx\", \"image_hashes\": [\"" + other + "\"]}"));
        CliRun run = CliRun.of(
                "verify",
                "quote",
                tdx("quote_v4_uptodate.dat"),
                "--collateral",
                tdx("collateral-2025"),
                "--at",
                "2025-07-01",
                "--policy",
                policy.toString());

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(VerifyExit.REFUSED);
        assertThat(run.out()).contains("FAIL  policy");
        Path misspelt = write("misspelt.json", Bytes.utf8("{\"policy\": \"tdx\", \"image_hash\": []}"));
        assertThat(CliRun.of("verify", "quote", tdx("quote_v5.dat"), "--policy", misspelt.toString())
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void namesUnusableOptions() {
        String quote = tdx("quote_v5.dat");

        assertThat(CliRun.of("verify", "quote", quote, "--at", "noon").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(CliRun.of("verify", "quote", quote, "--collateral", quote).exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(CliRun.of("verify", "quote", quote, "--event-log", quote).exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(CliRun.of("verify", "quote", "/nowhere").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(CliRun.of("verify", "quote", quote, "--simulated-root", quote)
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void explainsItselfWithoutASubcommand() {
        assertThat(CliRun.of("verify").out()).contains("quote", "cert", "Exit codes");
    }

    private CliRun simulated(String... command) {
        String[] args = Arrays.copyOf(command, command.length + 6);
        System.arraycopy(
                new String[] {
                    "--simulated-root", path("root.hex"), "--bundle", path("bundle.json"), "--at", DAY + "T12:00:00Z"
                },
                0,
                args,
                command.length,
                6);
        return CliRun.of(args);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private Path write(String name, Bytes content) throws Exception {
        return Files.write(folder.resolve(name), content.toByteArray());
    }

    private static String tdx(String name) {
        URL url = Objects.requireNonNull(VerifyTest.class.getResource("/tdx/" + name));
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
