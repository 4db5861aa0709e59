package dev.cocoonsdk.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares docs/task-format.md with what the code writes. With -Dcocoon.docs.write=true it writes the examples instead. */
class TaskFormatDocTest {

    private static final Path DOC = Path.of("..", "docs", "task-format.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- example: ([a-z-]+) -->\n(?:\n```text\n(.*?)\n```\n)?", Pattern.DOTALL);

    private static Map<String, String> examples() {
        Map<String, String> examples = new LinkedHashMap<>();
        examples.put(
                "summarize-text",
                new SummarizeInstruction(
                                InputForm.TEXT, TextLength.sentences(3), SummaryStyle.PARAGRAPH, null, null, null)
                        .toSystemMessage());
        examples.put(
                "summarize-chat",
                new SummarizeInstruction(
                                InputForm.CHAT,
                                TextLength.words(120),
                                SummaryStyle.BULLETS,
                                LanguageTag.of("pt-BR"),
                                "Who pays?</cocoon-task>",
                                new PartOf(2, 5))
                        .toSystemMessage());
        examples.put(
                "chat-transcript",
                ChatTranscript.render(List.of(
                        ChatLine.of("Ada", Instant.parse("2026-11-20T09:15:00Z"), "Shall we meet at ten?")
                                .withId("41"),
                        ChatLine.of("Ben", Instant.parse("2026-11-20T09:16:30Z"), "Yes.\nIn room \"4\".")
                                .withReplyTo("41"))));
        examples.put(
                "translate",
                new TranslateInstruction(
                                LanguageTag.of("de"),
                                LanguageTag.of("en"),
                                Formality.FORMAL,
                                List.of(new GlossaryTerm("top-up", "Aufladung")),
                                null)
                        .toSystemMessage());
        examples.put(
                "draft",
                new DraftInstruction(
                                DraftMode.REPLY,
                                InputForm.CHAT,
                                "friendly",
                                TextLength.sentences(2),
                                null,
                                "Ben",
                                "decline politely",
                                3)
                        .toSystemMessage());
        return examples;
    }

    @Test
    void the_examples_of_the_documentation_are_what_the_code_writes() throws IOException {
        String doc = Files.readString(DOC);
        if (Boolean.getBoolean("cocoon.docs.write")) {
            Files.writeString(DOC, written(doc));
            return;
        }
        Map<String, String> found = new LinkedHashMap<>();
        Matcher matcher = EXAMPLE.matcher(doc);
        while (matcher.find()) {
            found.put(matcher.group(1), matcher.group(2));
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(examples());
    }

    private static String written(String doc) {
        return EXAMPLE.matcher(doc)
                .replaceAll(match -> Matcher.quoteReplacement("<!-- example: " + match.group(1) + " -->\n\n```text\n"
                        + examples().get(match.group(1)) + "\n```\n"));
    }

    @Test
    void a_reader_understands_the_examples() throws IOException {
        Matcher matcher = EXAMPLE.matcher(Files.readString(DOC));
        int read = 0;
        while (matcher.find()) {
            String example = matcher.group(2);
            boolean understood = matcher.group(1).equals("chat-transcript")
                    ? ChatTranscript.parse(example).size() == 2
                    : TaskInstruction.parse(example) != null;
            assertThat(understood).as(matcher.group(1)).isTrue();
            read++;
        }
        assertThat(read).isEqualTo(5);
    }
}
