package dev.cocoonsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.testkit.CocoonMarketplace;
import dev.cocoonsdk.testkit.LocalMarketplace;
import dev.cocoonsdk.testkit.TestAccount;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that talk to a broker, here one with a scripted provider. */
@CocoonMarketplace
class RemoteCommandsTest {

    private static final String SUMMARY = "The council took the walls down.";

    @TempDir
    Path directory;

    private LocalMarketplace marketplace;
    private Path file;

    @BeforeEach
    void prepare(LocalMarketplace running) throws IOException {
        marketplace = running;
        marketplace.script().answer(SUMMARY);
        file = Files.writeString(directory.resolve("article.txt"), "A town lets its river go. The floods stay away.");
    }

    @Test
    void summarizePrintsTheSummaryAndNothingElse() {
        CliRun run = run("summarize", file.toString(), "--sentences", "1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(SUMMARY + System.lineSeparator());
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aCallThatIsNotSealedSaysSoUnlessTheUserDoes() {
        CliRun run = CliRun.withInput("", environment(), "summarize", file.toString(), "--sentences", "1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(SUMMARY + System.lineSeparator());
        assertThat(run.err().lines()).singleElement().asString().contains("not sealed", "--policy", "--insecure");
    }

    @Test
    void withAPolicyAndCollateralTheCallIsSealed() throws IOException {
        TrustFiles.write(directory, marketplace);
        String policy = directory.resolve(TrustFiles.POLICY).toString();
        String collateral = directory.resolve(TrustFiles.COLLATERAL).toString();

        CliRun run = CliRun.withInput(
                "", environment(), "summarize", file.toString(), "--policy", policy, "--collateral", collateral);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(SUMMARY + System.lineSeparator());
        assertThat(run.err()).isEmpty();
    }

    @Test
    void providersThatThePolicyDoesNotTrustGetNothing() throws IOException {
        TrustFiles.write(directory, marketplace);
        String collateral = directory.resolve(TrustFiles.COLLATERAL).toString();
        String trusted = Files.readString(directory.resolve(TrustFiles.POLICY));
        Path other = Files.writeString(
                directory.resolve("other-image.json"),
                trusted.replaceAll("\"[0-9a-f]{64}\"", '"' + "ab".repeat(32) + '"'));
        assertThat(other).content().isNotEqualTo(trusted);

        assertFailure(
                CliRun.withInput(
                        "",
                        environment(),
                        "summarize",
                        file.toString(),
                        "--policy",
                        other.toString(),
                        "--collateral",
                        collateral),
                ExitCode.FAILED,
                "no trusted provider");
    }

    @Test
    void collateralAloneDoesNotSayWhichImagesAreTrusted() throws IOException {
        TrustFiles.write(directory, marketplace);
        String collateral = directory.resolve(TrustFiles.COLLATERAL).toString();

        assertFailure(
                CliRun.withInput("", environment(), "summarize", file.toString(), "--collateral", collateral),
                ExitCode.USAGE,
                "which images are trusted");
    }

    @Test
    void aPolicyNeedsCollateralAndExcludesInsecure() {
        assertFailure(run("summarize", file.toString(), "--policy", "p.json"), ExitCode.USAGE, "--insecure");
        assertFailure(
                CliRun.withInput("", environment(), "summarize", file.toString(), "--policy", "p.json"),
                ExitCode.USAGE,
                "--collateral");
    }

    @Test
    void summarizeReadsStandardInput() {
        CliRun run = CliRun.withInput("A town lets its river go.", environment(), "summarize", "-");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().strip()).isEqualTo(SUMMARY);
    }

    @Test
    void summarizeTakesAConversation() throws IOException {
        Path chat = Files.writeString(
                directory.resolve("chat.jsonl"),
                "{\"author\":\"Ada\",\"text\":\"Ten?\",\"id\":\"1\"}\n{\"author\":\"Bo\",\"text\":\"Yes.\",\"reply_to\":\"1\"}\n");

        CliRun run = run("summarize", chat.toString(), "--focus", "When?", "--style", "bullets", "--words", "20");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().strip()).isEqualTo(SUMMARY);
    }

    @Test
    void chatAnswersAQuestion() {
        CliRun run = run("chat", "Why?");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(SUMMARY + System.lineSeparator());
    }

    @Test
    void chatKeepsAConversationLineByLine() {
        int before = marketplace.script().requests().size();

        CliRun run = CliRun.withInput("Why?\n\nAnd then?\n", environment(), "chat", "--system", "Be short.");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).containsExactly(SUMMARY, SUMMARY);
        assertThat(marketplace.script().requests()).hasSize(before + 2);
    }

    @Test
    void modelsShowsPlacesAndPrices() {
        CliRun run = run("models");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out().lines().skip(1).findFirst())
                .get()
                .asString()
                .contains("scripted", "0.002 TON", "summarize");
    }

    @Test
    void accountShowsTheBalance() {
        CliRun run = run("account");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("balance ", "running", "available tokens");
    }

    @Test
    void anUnknownModelIsAUsageError() {
        assertFailure(run("summarize", file.toString(), "--model", "nobody"), ExitCode.USAGE, "scripted");
    }

    @Test
    void aFailingProviderIsAFailure() {
        marketplace.script().fail("out of memory");

        assertFailure(run("chat", "Why?"), ExitCode.FAILED, "chat");
    }

    @Test
    void aTimeoutNamesTheOption() {
        marketplace.script().hang();

        assertFailure(run("chat", "Why?", "--timeout", "0.5"), ExitCode.UNREACHABLE, "--timeout");
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertFailure(
                CliRun.of("models", "--url", "http://127.0.0.1:" + port, "--timeout", "5"),
                ExitCode.UNREACHABLE,
                "127.0.0.1");
    }

    @Test
    void aMissingTokenIsAUsageError() {
        assertFailure(
                CliRun.of(
                        "chat",
                        "Why?",
                        "--model",
                        "scripted",
                        "--insecure",
                        "--url",
                        marketplace.apiUri().toString()),
                ExitCode.USAGE,
                "oken");
    }

    @Test
    void aPriceAboveTheCapIsRefused() {
        assertFailure(run("chat", "Why?", "--max-price", "0.000000001"), ExitCode.PAYMENT, "TON");
    }

    @Test
    void anEmptyAccountIsRefused() {
        try (LocalMarketplace poor = LocalMarketplace.builder()
                .account(TestAccount.of("poor", NanoTon.of(10)))
                .start()) {
            CliRun run = CliRun.withInput(
                    "",
                    Map.of(
                            "COCOON_URL", poor.apiUri().toString(),
                            "COCOON_TOKEN", poor.token().reveal()),
                    "chat",
                    "Why?",
                    "--insecure");

            assertFailure(run, ExitCode.PAYMENT, "balance");
        }
    }

    private CliRun run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--insecure");
        return CliRun.withInput("", environment(), all.toArray(String[]::new));
    }

    private Map<String, String> environment() {
        return Map.of(
                "COCOON_URL", marketplace.apiUri().toString(),
                "COCOON_TOKEN", marketplace.token().reveal());
    }

    private static void assertFailure(CliRun run, int exitCode, String part) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
        List<String> lines = new ArrayList<>(run.err().lines().toList());
        assertThat(lines).as("one line").hasSize(1);
        assertThat(lines.get(0)).startsWith("cocoon ").contains(part);
    }
}
