package dev.cocoonsdk.devnet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.ton.TonAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages as a browser shows them. */
class ExplorerInChromiumTest {

    private static final String MISSING =
            "no Chromium on this machine (expected: chromium, chromium-browser or google-chrome in /usr/bin; Debian: apt install"
                    + " chromium)";
    private static final long LIMIT_SECONDS = 120;

    @Test
    void aBrowserShowsTheOverview(@TempDir Path folder) throws IOException, InterruptedException {
        Path browser = Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(browser != null, MISSING);
        try (Devnet devnet = Devnet.open();
                DevnetHttp http = DevnetHttp.start(devnet, 0)) {
            TonAddress account = TonAddress.basechain(Hash256.sha256(new byte[] {7}));
            devnet.fund(account, NanoTon.parse("12.5"));

            String page = run(
                    folder, String.valueOf(browser), "--dump-dom", http.uri().toString());
            String transactions =
                    run(folder, String.valueOf(browser), "--dump-dom", http.uri() + "/account/" + account);
            Path image = folder.resolve("page.png");
            run(
                    folder,
                    String.valueOf(browser),
                    "--screenshot=" + image,
                    "--window-size=1200,900",
                    http.uri().toString());

            assertThat(page).contains("A TON chain on this machine", "12.5 TON", "</table>");
            assertThat(transactions).contains("12.5 TON", "Transactions (1)");
            assertThat(Files.size(image)).isGreaterThan(10_000);
        }
    }

    private static String run(Path folder, String browser, String... arguments)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path errors = folder.resolve("errors");
        List<String> command = Stream.concat(
                        Stream.of(
                                browser,
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--user-data-dir=" + folder.resolve("profile")),
                        Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", browser)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(errors, StandardCharsets.UTF_8))
                .isZero();
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
