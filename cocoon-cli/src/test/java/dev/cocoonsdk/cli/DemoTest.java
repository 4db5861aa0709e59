package dev.cocoonsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.sealed.ReceiptArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as it is shipped: embedded model, bundled texts. */
class DemoTest {

    @Test
    void settlesOnTheChainToTheNanoton() {
        CliRun run = CliRun.of("demo", "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        JsonObject demo = (JsonObject) JsonValue.parse(run.out().strip());
        assertThat(demo.members()).containsOnlyKeys("summaries", "settlement");
        JsonObject settlement = Objects.requireNonNull(demo.object("settlement"));
        assertThat(settlement.members())
                .containsOnlyKeys(
                        "before", "after", "charge_nanoton", "payout_nanoton", "withdrawal_nanoton", "fees_nanoton");
        Map<String, Long> before = balances(settlement, "before");
        Map<String, Long> after = balances(settlement, "after");
        assertThat(after.keySet()).isEqualTo(before.keySet());
        long differences = after.entrySet().stream()
                .mapToLong(account -> account.getValue() - before.get(account.getKey()))
                .sum();
        assertThat(differences + settlement.integer("fees_nanoton")).isZero();
        long charge = settlement.integer("charge_nanoton");
        long spent = demo.array("summaries").stream()
                .mapToLong(summary -> ((JsonObject) summary).integer("price_nanoton"))
                .sum();
        assertThat(charge).as("the jobs' prices").isEqualTo(spent).isPositive();
        assertThat(settlement.integer("payout_nanoton") + settlement.integer("withdrawal_nanoton"))
                .as("provider's and broker's parts")
                .isEqualTo(charge);
    }

    private static Map<String, Long> balances(JsonObject settlement, String name) {
        Map<String, Long> balances = new LinkedHashMap<>();
        for (JsonValue value : settlement.array(name)) {
            JsonObject account = (JsonObject) value;
            assertThat(account.members()).containsOnlyKeys("account", "balance_nanoton");
            Long other = balances.put(account.string("account"), account.integer("balance_nanoton"));
            assertThat(other).as("each account once").isNull();
        }
        return balances;
    }

    @Test
    void printsOneJsonObjectWithTheDocumentedMembersWithoutAChain() {
        CliRun run = CliRun.of("demo", "--json", "--no-chain");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.err()).isEmpty();
        JsonObject demo = (JsonObject) JsonValue.parse(run.out().strip());
        assertThat(demo.members()).containsOnlyKeys("summaries");
        List<JsonValue> summaries = demo.array("summaries");
        assertThat(summaries).hasSize(2).allSatisfy(DemoTest::assertSummary);
    }

    private static void assertSummary(JsonValue value) {
        JsonObject summary = (JsonObject) value;
        assertThat(summary.members())
                .containsOnlyKeys(
                        "text",
                        "model",
                        "usage",
                        "price_nanoton",
                        "first_token_ms",
                        "total_ms",
                        "verification",
                        "receipt");
        assertSealed(summary);
        assertThat(summary.string("text")).isNotBlank();
        assertThat(summary.string("model")).isEqualTo("all-MiniLM-L6-v2");
        JsonObject usage = Objects.requireNonNull(summary.object("usage"));
        assertThat(usage.members())
                .containsOnlyKeys(
                        "prompt_tokens", "cached_tokens", "completion_tokens", "reasoning_tokens", "total_tokens");
        assertThat(usage.integer("prompt_tokens")).isGreaterThan(100);
        assertThat(usage.integer("completion_tokens")).isPositive();
        assertThat(usage.integer("total_tokens"))
                .isEqualTo(usage.integer("prompt_tokens") + usage.integer("completion_tokens"));
        assertThat(summary.integer("price_nanoton"))
                .as("2 nanoton a token")
                .isEqualTo(2 * usage.integer("total_tokens"));
        assertThat(summary.integer("first_token_ms")).isBetween(0L, summary.integer("total_ms"));
    }

    private static void assertSealed(JsonObject summary) {
        JsonObject verification = Objects.requireNonNull(summary.object("verification"));
        assertThat(verification.string("confidentiality")).isEqualTo("SEALED_TO_PROVIDER");
        assertThat(verification.array("proofs"))
                .isNotEmpty()
                .allSatisfy(proof ->
                        assertThat(((JsonObject) proof).string("assurance")).isEqualTo("simulated"));
        JsonObject receipt = Objects.requireNonNull(summary.object("receipt"));
        ReceiptArchive archive = ReceiptArchive.parse(Bytes.wrap(receipt.toJsonBytes()));
        assertThat(archive.rootKind()).isEqualTo("simulated");
    }

    @Test
    void writesReceiptsThatCanBeReadAgain(@TempDir Path folder) throws IOException {
        CliRun run = CliRun.of("demo", "--no-chain", "--receipts", folder.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("simulated TEE", "Receipt, signed in the enclave", "verify receipt --allow-simulated");
        ReceiptArchive archive = ReceiptArchive.parse(Bytes.wrap(Files.readAllBytes(folder.resolve("receipt-1.json"))));
        assertThat(archive.receipt().receipt().model()).startsWith("all-MiniLM-L6-v2");
        Path extracted = folder.resolve("extracted.json");
        Files.writeString(extracted, Files.readString(folder.resolve("receipt-1.json")) + "\n");
        CliRun verified = CliRun.of("verify", "receipt", "--allow-simulated", extracted.toString());
        assertThat(verified.exitCode()).as(verified.out()).isZero();
    }

    @Test
    void printsSummariesPricesAndWhatToTryNext() {
        CliRun run = CliRun.of("demo");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "An article (",
                        "A group chat (",
                        "all-MiniLM-L6-v2 · ",
                        " TON · first token after ",
                        "Settlement on the local chain",
                        "worker contract",
                        "Differences and fees add up to 0 TON.",
                        "Try next")
                .doesNotContain("\u001b");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void summarisesTheArticleWithSentencesOfTheArticleInTheirOrder() throws IOException {
        String article = resource("article.txt");

        CliRun run = CliRun.withInput(article, Map.of(), "summarize", "-", "--sentences", "3");

        assertThat(run.exitCode()).as(run.err()).isZero();
        String flat = article.replaceAll("\\s+", " ");
        int position = -1;
        for (String sentence : run.out().strip().split("(?<=[.!?])\\s+", -1)) {
            int found = flat.indexOf(sentence);
            assertThat(found)
                    .as("\"%s\" stands in the article, after the one before", sentence)
                    .isGreaterThan(position);
            position = found;
        }
    }

    @Test
    void saysThatTheEmbeddedModelWritesNoOtherLanguage() throws IOException {
        CliRun run = CliRun.withInput(resource("article.txt"), Map.of(), "summarize", "-", "--language", "de");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err().lines()).singleElement().asString().contains("--language de", "all-MiniLM-L6-v2");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(DemoTest.class.getResourceAsStream("/demo/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
