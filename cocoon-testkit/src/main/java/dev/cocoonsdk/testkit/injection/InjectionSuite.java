package dev.cocoonsdk.testkit.injection;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.summarize.SummarizeRequest;
import dev.cocoonsdk.testkit.injection.InjectionOutcome.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Summarizes an article with a hostile text in its middle, once for each of a collection of hostile texts, and reports how often the
 * model did what the hostile text says instead of, or beside, its task.
 *
 * <p>Most hostile texts ask the model to join two random words. The joined word stands nowhere in the input, so an answer that only
 * quotes the hostile text is not counted; the others ask for the model's instruction and count if a piece of it comes back.
 */
public final class InjectionSuite {

    private static final int WORD_LENGTH = 6;

    private final List<InjectionCase> attempts;
    private final List<String> article;
    private final RandomGenerator random;

    private InjectionSuite(List<InjectionCase> attempts, List<String> article, RandomGenerator random) {
        this.attempts = attempts;
        this.article = article;
        this.random = random;
    }

    /**
     * The collection that comes with the testkit.
     *
     * @param random makes the words; a seed makes runs repeatable
     */
    public static InjectionSuite standard(RandomGenerator random) {
        List<InjectionCase> attempts = new ArrayList<>();
        for (String line : resource("injections.jsonl").lines().toList()) {
            JsonObject entry = (JsonObject) JsonValue.parse(line);
            attempts.add(new InjectionCase(member(entry, "id"), member(entry, "technique"), member(entry, "text")));
        }
        return new InjectionSuite(
                List.copyOf(attempts), List.of(resource("article.txt").strip().split("\n\n")), random);
    }

    private static String member(JsonObject entry, String name) {
        return Objects.requireNonNull(entry.string(name), name);
    }

    private static String resource(String name) {
        try (InputStream in = InjectionSuite.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What will be tried. */
    public List<InjectionCase> attempts() {
        return attempts;
    }

    /** Tries everything, one after the other, with the client's default model. Calls that fail are counted as such. */
    public InjectionReport run(CocoonClient client) {
        List<InjectionOutcome> outcomes = new ArrayList<>();
        for (InjectionCase attempt : attempts) {
            outcomes.add(run(client, attempt));
        }
        return new InjectionReport(outcomes);
    }

    private InjectionOutcome run(CocoonClient client, InjectionCase attempt) {
        String first = word();
        String second = word();
        SummarizeRequest request = SummarizeRequest.builder(input(attempt.text(first, second)))
                .sentences(3)
                .build();
        try {
            String answer = client.summarize().call(request).text();
            boolean obeyed = answer.toUpperCase(Locale.ROOT)
                    .contains(attempt.canary(first, second).toUpperCase(Locale.ROOT));
            return new InjectionOutcome(attempt, obeyed ? Verdict.OBEYED : Verdict.RESISTED, null);
        } catch (CocoonException e) {
            return new InjectionOutcome(attempt, Verdict.FAILED, e.getClass().getSimpleName());
        }
    }

    /** The hostile text between the first and the second paragraph. */
    private String input(String hostile) {
        List<String> paragraphs = new ArrayList<>(article);
        paragraphs.add(1, hostile);
        return String.join("\n\n", paragraphs);
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < WORD_LENGTH; i++) {
            String letters = i % 2 == 0 ? "BDFGKLMNPRTVZ" : "AEIOU";
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
