package dev.cocoonsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.http.DevnetHttp;
import dev.cocoonsdk.ton.TonAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wallets, roots and accounts from the command line, on a local chain over HTTP. */
class ChainCommandsTest {

    private static final String TOKEN = "only for this test";

    @TempDir
    private static Path folder;

    private static Devnet devnet;
    private static DevnetHttp http;
    private static String key;
    private static String address;

    @BeforeAll
    static void start() {
        devnet = Devnet.open();
        http = DevnetHttp.start(devnet, 0, Secret.of(TOKEN));
        key = folder.resolve("wallet.key").toString();
        CliRun made = run("wallet", "new", key, "--testnet", "--json");
        assertThat(made.exitCode()).as(made.err()).isZero();
        address = Objects.requireNonNull(json(made).string("v5r1"));
        devnet.fund(TonAddress.parse(address), NanoTon.ofTon(20));
    }

    @AfterAll
    static void stop() {
        http.close();
        devnet.close();
    }

    private static CliRun run(String... args) {
        Map<String, String> environment = Map.of(
                TonOptions.VARIABLE,
                http.uri().toString(),
                DevnetRemote.TOKEN_VARIABLE,
                TOKEN,
                PassphraseOptions.VARIABLE,
                "correct horse");
        return CliRun.withInput("", environment, args);
    }

    private static JsonObject json(CliRun run) {
        return (JsonObject) JsonValue.parse(run.out().strip());
    }

    @Test
    void showsAnAddressAndItsBalanceByEitherVersion() {
        CliRun shown = run("wallet", "address", "--key", key, "--testnet");
        CliRun two = run("wallet", "balance", address, "--json");
        CliRun three =
                run("wallet", "balance", address, "--json", "--ton", http.v3().toString());

        assertThat(shown.out().strip()).isEqualTo(address);
        assertThat(two.exitCode()).as(two.err()).isZero();
        assertThat(three.out()).isEqualTo(two.out());
        assertThat(json(two).integer("balance_nanoton")).isPositive();
    }

    @Test
    void aDryRunSendsNothing() {
        TonAddress receiver = TonAddress.parse("0:" + "1".repeat(64));

        CliRun dry = run("wallet", "send", receiver.toString(), "1.5", "--no-bounce", "--key", key, "--dry-run");

        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("1.5 TON", "nothing was sent");
        assertThat(devnet.account(receiver).balance()).isEqualTo(NanoTon.ZERO);
    }

    @Test
    void sendsCoinsAndSaysWhatBecameOfThem() {
        TonAddress receiver = TonAddress.parse("0:" + "2".repeat(64));

        CliRun sent = run("wallet", "send", receiver.toString(), "1.5", "--no-bounce", "--key", key, "--json");

        assertThat(sent.exitCode()).as(sent.err()).isZero();
        assertThat(json(sent).string("transaction")).hasSize(64);
        assertThat(devnet.account(receiver).balance().value()).isBetween(1_490_000_000L, 1_500_000_000L);
    }

    @Test
    void coinsThatComeBackAreNoSuccess() {
        TonAddress receiver = TonAddress.parse("0:" + "4".repeat(64));

        CliRun sent = run("wallet", "send", receiver.toString(), "0.5", "--key", key);

        assertThat(devnet.account(receiver).balance()).isEqualTo(NanoTon.ZERO);
        assertThat(sent.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(sent.out()).contains("no contract", "come back").doesNotContain("done");
    }

    @Test
    void anAddressThatIsSpelledForItDoesNotBounce() {
        TonAddress receiver = TonAddress.parse("0:" + "5".repeat(64));

        CliRun sent = run("wallet", "send", WalletAddresses.friendly(receiver, true), "0.5", "--key", key);

        assertThat(sent.exitCode()).as(sent.out()).isZero();
        assertThat(devnet.account(receiver).balance()).isNotEqualTo(NanoTon.ZERO);
    }

    @Test
    void aSecretFileMayEndWithALineBreak() throws IOException {
        CliRun made = run("wallet", "new", "--words", "--testnet", "--json");
        String words = Objects.requireNonNull(json(made).string("words"));
        Path file = Files.writeString(folder.resolve("words"), words.replace(' ', '\n') + "\n");

        CliRun shown = run("wallet", "address", "--secret-file", file.toString());

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out().strip()).isEqualTo(json(made).string("v5r1"));
    }

    @Test
    void theAddressIsThatOfTheNetworkThatTheVariableNames() {
        assertThat(run("wallet", "address", "--key", key).out().strip()).isEqualTo(address);
    }

    @Test
    void theSameServerTwiceIsNoQuorum() {
        String root = "0:" + "6".repeat(64);
        String again = http.v3().toString().replace("127.0.0.1", "localhost");

        CliRun inspected = run("root", "inspect", root, "--also", again);

        assertThat(inspected.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(inspected.err()).contains("--also: a server twice");
    }

    @Test
    void aServerThatDoesNotAnswerAndARootThatIsNoneAreToldApart() {
        CliRun none = run("root", "inspect", address);
        CliRun silent = run("root", "inspect", address, "--ton", "http://127.0.0.1:1");

        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err()).contains("no root contract at");
        assertThat(silent.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(silent.err()).contains("no answer from 127.0.0.1:1");
    }

    @Test
    void tooFewCoinsAreRefusedBeforeAnythingIsSent() {
        CliRun refused = run("wallet", "send", address, "1000", "--key", key);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.PAYMENT);
        assertThat(refused.err().lines()).singleElement().asString().contains("expected: at least");
    }

    @Test
    void deploysChangesAndInspectsARoot() {
        CliRun deployed = run("root", "deploy", "--key", key, "--price", "0.000002", "--fee", "0.000001", "--json");
        assertThat(deployed.exitCode()).as(deployed.err()).isZero();
        String root = Objects.requireNonNull(json(deployed).string("to"));

        CliRun changed = run("root", "change", root, "add-model", "all-MiniLM-L6-v2", "--key", key);
        CliRun inspected = run("root", "inspect", root, "--json");
        CliRun text = run("root", "inspect", root);
        CliRun quorum;
        try (DevnetHttp second = DevnetHttp.start(devnet, 0)) {
            quorum = run(
                    "root", "inspect", root, "--also", second.v3().toString(), "--also", "http://127.0.0.1:1/api/v2");
        }

        assertThat(changed.exitCode()).as(changed.err() + changed.out()).isZero();
        assertThat(inspected.exitCode()).as(inspected.err()).isZero();
        JsonObject config = json(inspected);
        assertThat(config.integer("version")).isEqualTo(1);
        assertThat(config.integer("price_per_token_nanoton")).isEqualTo(2_000);
        assertThat(config.array("models")).hasSize(1);
        assertThat(Objects.requireNonNull(config.object("provenance")).string("kind"))
                .isEqualTo("single_endpoint");
        assertThat(text.out())
                .contains("one server's word (localhost:" + http.uri().getPort() + ")", "0.000002 TON", "client code");
        assertThat(quorum.out()).contains("2 of 3 servers say the same: localhost:", "; no answer: localhost:1\n");
    }

    @Test
    void filesWithKeysAreForTheirOwnerOnly() throws IOException {
        Path configs = folder.resolve("configs");

        DevnetSetup unused = DevnetSetup.of(devnet, configs, http.v2());

        try (Stream<Path> files = Files.list(configs)) {
            assertThat(files.filter(file -> !file.toString().endsWith(".boc")))
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void noContractAtAnAddressIsWrongInput() {
        CliRun status = run("account", "status", address);

        assertThat(status.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(status.err().lines()).hasSize(1);
    }

    @Test
    void fundsAccountsAndMovesTheClockOfARunningDevnet() {
        TonAddress account = TonAddress.parse("0:" + "3".repeat(64));
        long before = devnet.clock().instant().getEpochSecond();

        CliRun funded = run("devnet", "fund", account.toString(), "2.5");
        CliRun advanced = run("devnet", "advance", "3600", "--json");

        assertThat(funded.exitCode()).as(funded.err()).isZero();
        assertThat(devnet.account(account).balance()).isEqualTo(NanoTon.parse("2.5"));
        assertThat(json(advanced).integer("now")).isGreaterThanOrEqualTo(before + 3600);
    }

    @Test
    void namesTheServerThatIsMissing() {
        CliRun run = CliRun.of("wallet", "balance", address);

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--ton mainnet", "./cocoon devnet");
    }
}
