package dev.cocoonsdk.core.internal.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextSplitterTest {

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "Word",
                        " ",
                        ". ",
                        "! ",
                        "\n",
                        "\r\n",
                        "\n\n",
                        "\n \r\n",
                        "Ein Satz. ",
                        "这是一句话。",
                        "12345",
                        "longwordwithoutanyborder",
                        "😀",
                        "👩‍👩‍👧‍👦",
                        "🇩🇪",
                        "e\u0301",
                        "\u0301\u0302",
                        "👍🏽",
                        "กำ",
                        "한",
                        "\ud83d",
                        "\udc4d",
                        "\u2029",
                        "\t")
                .list()
                .ofMaxSize(120)
                .map(pieces -> String.join("", pieces));
    }

    @Property
    void the_parts_joined_are_the_text(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 60) int size) {
        List<TextRange> parts = TextSplitter.split(text, size, Locale.ENGLISH);
        assertThat(String.join("", parts.stream().map(part -> part.of(text)).toList()))
                .isEqualTo(text);
        assertThat(parts.get(0).start()).isZero();
        for (int i = 1; i < parts.size(); i++) {
            assertThat(parts.get(i).start()).isEqualTo(parts.get(i - 1).end());
        }
    }

    @Property
    void no_part_is_too_large_unless_it_is_one_grapheme(
            @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 60) int size) {
        for (TextRange part : TextSplitter.split(text, size, Locale.ENGLISH)) {
            String content = part.of(text);
            assertThat(TokenEstimate.of(content) <= size || graphemes(content) == 1)
                    .isTrue();
        }
    }

    @Property
    void no_grapheme_is_cut(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 60) int size) {
        long inParts = TextSplitter.split(text, size, Locale.ENGLISH).stream()
                .mapToLong(part -> graphemes(part.of(text)))
                .sum();
        assertThat(inParts).isEqualTo(graphemes(text));
    }

    @Property
    void no_surrogate_pair_is_cut(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 20) int size) {
        for (TextRange part : TextSplitter.split(text, size, Locale.ENGLISH)) {
            boolean cut = part.start() > 0
                    && part.start() < text.length()
                    && Character.isLowSurrogate(text.charAt(part.start()))
                    && Character.isHighSurrogate(text.charAt(part.start() - 1));
            assertThat(cut).isFalse();
        }
    }

    @Test
    void a_text_that_fits_is_one_part() {
        assertThat(split("Short. Text.", 100)).containsExactly("Short. Text.");
        assertThat(split("", 100)).containsExactly("");
    }

    @Test
    void paragraphs_stay_whole_where_they_fit() {
        String first = "One two three four five six seven eight.\n\n";
        String second = "Nine ten eleven twelve thirteen fourteen.\r\n \r\n";
        String third = "Fifteen sixteen seventeen eighteen.";
        assertThat(split(first + second + third, 24)).containsExactly(first, second, third);
    }

    @Test
    void a_long_paragraph_is_cut_between_sentences() {
        assertThat(split("Alpha beta gamma delta. Epsilon zeta eta theta. Iota kappa lambda my.", 12))
                .containsExactly("Alpha beta gamma delta. ", "Epsilon zeta eta theta. ", "Iota kappa lambda my.");
    }

    @Test
    void sentences_of_languages_without_spaces_are_recognised() {
        assertThat(split("今天天气很好。我们去公园吧。明天再说。", 16)).containsExactly("今天天气很好。", "我们去公园吧。", "明天再说。");
    }

    @Test
    void a_long_sentence_is_cut_between_words() {
        assertThat(split("alpha beta gamma delta", 5))
                .allSatisfy(part -> assertThat(part.strip()).matches("[a-z]+( [a-z]+)?"));
    }

    @Test
    void the_parts_are_about_equally_large() {
        String text = "Alpha beta gamma delta. ".repeat(110);
        List<String> parts = split(text, 500);
        long smallest = parts.stream().mapToLong(TokenEstimate::of).min().orElseThrow();
        long largest = parts.stream().mapToLong(TokenEstimate::of).max().orElseThrow();
        assertThat(smallest).isGreaterThan(largest / 2);
    }

    private static List<String> split(String text, int size) {
        return TextSplitter.split(text, size, Locale.ENGLISH).stream()
                .map(part -> part.of(text))
                .toList();
    }

    private static long graphemes(String text) {
        return Pattern.compile("\\X").matcher(text).results().count();
    }
}
