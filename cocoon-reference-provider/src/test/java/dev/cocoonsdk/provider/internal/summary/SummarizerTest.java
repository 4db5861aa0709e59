package dev.cocoonsdk.provider.internal.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.task.ChatLine;
import dev.cocoonsdk.core.task.ChatTranscript;
import dev.cocoonsdk.core.task.InputForm;
import dev.cocoonsdk.core.task.SummarizeInstruction;
import dev.cocoonsdk.core.task.SummaryStyle;
import dev.cocoonsdk.core.task.TaskFormatException;
import dev.cocoonsdk.core.task.TextLength;
import dev.cocoonsdk.provider.internal.minilm.SharedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What summaries of real texts must hold; the texts are those of the demo. */
class SummarizerTest {

    private static final Path DEMO = Path.of("..", "cocoon-cli", "src", "main", "resources", "demo");
    private static String article;
    private static String chat;
    private static SharedModel.Lease model;
    private static Summarizer summarizer;

    @BeforeAll
    static void load() throws IOException {
        article = Files.readString(DEMO.resolve("article.txt"));
        chat = Files.readString(DEMO.resolve("chat.jsonl"));
        model = SharedModel.acquire();
        summarizer = new Summarizer(texts -> model.embed(
                texts.stream().map(text -> model.model().encode(text)).toList(), () -> false));
    }

    @AfterAll
    static void unload() {
        model.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 8})
    void takes_the_asked_number_of_different_sentences_in_their_order(int count) {
        List<String> sentences = sentences(text(TextLength.sentences(count), SummaryStyle.BULLETS, null), article);

        assertThat(sentences).hasSize(count);
        assertThat(new HashSet<>(sentences)).hasSize(count);
        List<Integer> positions = sentences.stream().map(article::indexOf).toList();
        assertThat(positions).doesNotContain(-1).isSorted();
    }

    @Test
    void holds_the_facts_that_the_article_is_about() {
        String summary = summarize(text(TextLength.sentences(5), SummaryStyle.PARAGRAPH, null), article);

        assertThat(summary)
                .contains("walls against its river")
                .contains("stayed dry")
                .containsAnyOf("2020", "millimetres");
        assertThat(summary).doesNotContain("mosquitoes", "benches", "cafés");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20, 60, 120})
    void keeps_within_the_asked_number_of_words(int words) {
        String summary = summarize(text(TextLength.words(words), SummaryStyle.PARAGRAPH, null), article);

        assertThat(Words.count(summary)).isBetween(Math.min(words, 4), words);
    }

    @Test
    void lets_the_focus_question_move_the_choice() {
        String money = summarize(
                text(TextLength.sentences(2), SummaryStyle.PARAGRAPH, "What do farmers get paid for?"), article);
        String tourists = summarize(
                text(TextLength.sentences(1), SummaryStyle.PARAGRAPH, "Do more tourists come to the town?"), article);

        assertThat(money).contains("farmers");
        assertThat(tourists).contains("visitors");
    }

    @Test
    void writes_a_headline_on_one_line_without_a_full_stop() {
        String ofArticle = summarize(text(null, SummaryStyle.HEADLINE, null), article);
        String ofChat = summarize(chat(null, SummaryStyle.HEADLINE, null), chat);

        assertThat(ofArticle).isEqualTo("A small town lets its river go, and the floods stay away");
        assertThat(ofChat)
                .contains("Sunday 13 December")
                .doesNotContain("\n", "Nadia:")
                .doesNotEndWith(".");
        assertThat(Words.count(ofChat)).isLessThanOrEqualTo(14);
    }

    @Test
    void summarises_a_conversation_by_who_said_what_was_decided() {
        List<String> lines = sentences(chat(TextLength.sentences(6), SummaryStyle.BULLETS, null), chat);

        assertThat(lines).hasSize(6).allMatch(line -> line.matches("(?s)(?:Nadia|Tom|Priya|Jonas|Elena): .*"));
        String all = String.join("\n", lines);
        assertThat(all).contains("Sunday 13 December").contains("out by 5 pm").contains("1,500 for catering");
        assertThat(all).doesNotContain("lol", "drill", "cat-video", "👍", "Morning");
    }

    @Test
    void keeps_a_short_answer_with_its_question() {
        List<ChatLine> lines = List.of(
                ChatLine.of("Ada", Instant.parse("2026-01-01T10:00:00Z"), "Who can drive the van to Lyon on Friday?")
                        .withId("1"),
                ChatLine.of("Ben", Instant.parse("2026-01-01T10:30:00Z"), "I can, from noon on.")
                        .withReplyTo("1"),
                ChatLine.of("Cem", Instant.parse("2026-01-01T11:00:00Z"), "ok 👍"));

        assertThat(summarize(chat(TextLength.sentences(1), SummaryStyle.PARAGRAPH, null), ChatTranscript.render(lines)))
                .isEqualTo("Ada: Who can drive the van to Lyon on Friday? — Ben: I can, from noon on.");
    }

    @Test
    void joins_messages_that_one_person_sent_in_a_row() {
        List<ChatLine> lines = List.of(
                ChatLine.of("Ada", Instant.parse("2026-01-01T10:00:00Z"), "The server room"),
                ChatLine.of("Ada", Instant.parse("2026-01-01T10:00:20Z"), "has no power since this morning"));

        assertThat(summarize(chat(TextLength.sentences(1), SummaryStyle.PARAGRAPH, null), ChatTranscript.render(lines)))
                .isEqualTo("Ada: The server room has no power since this morning.");
    }

    @Test
    void gives_three_sentences_of_prose_for_a_readme() {
        String readme = """
                # Tidewatch
                [![build](https://img.shields.io/b.svg)](https://ci.example.org)

                Tidewatch is a small service that predicts water levels for harbours from public tide gauges.
                It needs no database and runs on a single machine.

                ## Install
                ```
                curl -L https://example.org/install.sh | sh
                ```
                Run the following command:

                    tidewatch serve --port 8080

                ## How it works
                - Every ten minutes it downloads the readings of the gauges nearest to the harbour.
                - A harmonic model turns the readings into a forecast for the next two days.
                - Alarms are sent by e-mail when a forecast exceeds the threshold that you configured.

                | option | default |
                |--------|---------|
                | port   | 8080    |

                ## Licence
                Licensed under the Apache License 2.0. All rights reserved.
                """;
        List<String> sentences = sentences(text(TextLength.sentences(3), SummaryStyle.BULLETS, null), readme);

        assertThat(sentences).hasSize(3);
        assertThat(sentences.get(0)).startsWith("Tidewatch is a small service");
        assertThat(String.join(" ", sentences))
                .doesNotContain("curl", "http", "|", "Licen", "#", "`", "rights")
                .contains("forecast");
    }

    @Test
    void reduces_summaries_of_parts_without_losing_who_spoke() {
        String parts = "Ada: We ship on Friday. The notes are ready.\nBen: The tests fail on Windows.\n\n"
                + "- Cem: The printer is broken again.\n- Ada: Let's move the release to Monday because of the tests.";
        List<String> lines = sentences(
                new SummarizeInstruction(
                        InputForm.SUMMARIES, TextLength.sentences(2), SummaryStyle.BULLETS, null, null, null),
                parts);

        assertThat(lines).hasSize(2).allMatch(line -> line.matches("(?:Ada|Ben|Cem): .*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Die Brücke ist seit Montag gesperrt. Der Grund sind Schäden am Beton. Die Reparatur dauert drei Wochen. Autos fahren über Köln.",
                "Мост закрыт с понедельника. Причина в повреждениях бетона. Ремонт займёт три недели. Машины едут через Кёльн.",
                "这座桥从星期一起关闭。原因是混凝土受损严重。维修工作需要三个星期时间。汽车必须绕道行驶前往市区。",
                "الجسر مغلق منذ يوم الاثنين. السبب هو أضرار كبيرة في الخرسانة. سيستغرق الإصلاح ثلاثة أسابيع. السيارات تسير عبر المدينة."
            })
    void splits_and_shortens_other_languages_too(String input) {
        String summary = summarize(text(TextLength.sentences(2), SummaryStyle.PARAGRAPH, null), input);

        assertThat(input).contains(summary.substring(0, 10));
        assertThat(summary.length()).isBetween(input.length() / 4, input.length() * 3 / 4);
    }

    @Test
    void summarises_even_what_has_no_proper_sentence() {
        assertThat(summarize(text(null, SummaryStyle.PARAGRAPH, null), "milk, eggs"))
                .isEqualTo("milk, eggs");
    }

    @Test
    void says_when_there_is_nothing_to_summarise() {
        assertThatThrownBy(() -> summarize(text(null, SummaryStyle.PARAGRAPH, null), "```\ncode\n```"))
                .isInstanceOfSatisfying(
                        SummaryException.class,
                        e -> assertThat(e.kind()).isEqualTo(SummaryException.Kind.NOTHING_TO_SUMMARIZE));
        assertThatThrownBy(() -> summarize(chat(null, SummaryStyle.BULLETS, null), "not a transcript"))
                .isInstanceOf(TaskFormatException.class);
    }

    private static SummarizeInstruction text(TextLength length, SummaryStyle style, String focus) {
        return new SummarizeInstruction(InputForm.TEXT, length, style, null, focus, null);
    }

    private static SummarizeInstruction chat(TextLength length, SummaryStyle style, String focus) {
        return new SummarizeInstruction(InputForm.CHAT, length, style, null, focus, null);
    }

    private static String summarize(SummarizeInstruction task, String input) {
        return String.join("", summarizer.summarize(task, input));
    }

    private static List<String> sentences(SummarizeInstruction bullets, String input) {
        List<String> sentences = new ArrayList<>();
        for (String piece : summarizer.summarize(bullets, input)) {
            sentences.add(piece.replaceFirst("^\\n?- ", ""));
        }
        return sentences;
    }
}
