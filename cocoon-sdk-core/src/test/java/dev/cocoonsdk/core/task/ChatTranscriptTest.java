package dev.cocoonsdk.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTranscriptTest {

    @Provide
    Arbitrary<List<ChatLine>> chats() {
        return Instructions.chatLine().list().ofMaxSize(6);
    }

    @Property
    void parsing_gives_back_exactly_what_was_rendered(@ForAll("chats") List<ChatLine> chat) {
        assertThat(ChatTranscript.parse(ChatTranscript.render(chat))).isEqualTo(chat);
    }

    @Property
    void every_message_is_one_line(@ForAll("chats") List<ChatLine> chat) {
        assertThat(ChatTranscript.render(chat).split("\n", -1)).hasSize(Math.max(1, chat.size()));
    }

    @Property
    void any_text_gives_lines_or_the_typed_error(@ForAll String text) {
        try {
            assertThat(ChatTranscript.parse(text)).hasSizeLessThanOrEqualTo(text.length());
        } catch (TaskFormatException e) {
            assertThat(e).hasMessageStartingWith("chat line ");
        }
    }

    @Test
    void the_lines_are_json_objects_that_a_reader_understands() {
        ChatLine question = ChatLine.of("Ada", Instant.parse("2026-11-20T09:15:00Z"), "Shall we meet at ten?")
                .withId("41");
        ChatLine answer = ChatLine.of("Ben", "Yes.\nIn room \"4\".").withReplyTo("41");
        assertThat(ChatTranscript.render(List.of(question, answer)))
                .isEqualTo("{\"author\":\"Ada\",\"time\":\"2026-11-20T09:15:00Z\",\"text\":\"Shall we meet at ten?\","
                        + "\"id\":\"41\"}\n"
                        + "{\"author\":\"Ben\",\"text\":\"Yes.\\nIn room \\\"4\\\".\",\"reply_to\":\"41\"}");
    }

    @Test
    void blank_lines_and_carriage_returns_are_white_space() {
        assertThat(ChatTranscript.parse("\n{\"author\":\"Ada\",\"text\":\"Hi\"}\r\n  \n"))
                .containsExactly(ChatLine.of("Ada", "Hi"));
        assertThat(ChatTranscript.parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada: Hi",
                "{\"author\":\"Ada\"}",
                "{\"author\":\"Ada\",\"text\":7}",
                "{\"author\":\"Ada\",\"text\":\"Hi\",\"time\":\"yesterday\"}",
                "{\"author\":\"Ada\",\"text\":\"Hi\",\"mood\":\"good\"}",
                "[]"
            })
    void a_line_of_another_form_is_refused_with_its_number(String line) {
        assertThatExceptionOfType(TaskFormatException.class)
                .isThrownBy(() -> ChatTranscript.parse("{\"author\":\"Ada\",\"text\":\"Hi\"}\n" + line))
                .withMessageStartingWith("chat line 2")
                .withMessageContaining("expected");
    }

    @Test
    void a_message_prints_only_its_length() {
        assertThat(ChatLine.of("Ada", "secret").toString()).isEqualTo("ChatLine[6 characters]");
    }
}
