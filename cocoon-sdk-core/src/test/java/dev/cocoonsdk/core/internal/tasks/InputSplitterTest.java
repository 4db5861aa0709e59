package dev.cocoonsdk.core.internal.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.summarize.SourceRange.OfMessage;
import dev.cocoonsdk.core.summarize.SourceRange.OfMessages;
import dev.cocoonsdk.core.task.ChatLine;
import dev.cocoonsdk.core.task.ChatTranscript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class InputSplitterTest {

    @Provide
    Arbitrary<List<ChatLine>> chats() {
        Arbitrary<String> text = Arbitraries.of(
                        "Hello there. ", "\n", "\u0000", "\"", "😀", "这是一句话。", "longwordwithoutborder")
                .list()
                .ofMaxSize(25)
                .map(pieces -> String.join("", pieces));
        return Combinators.combine(Arbitraries.of("Ada", "Ben", ""), text)
                .as(ChatLine::of)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Property
    void the_parts_of_a_chat_joined_are_the_chat(
            @ForAll("chats") List<ChatLine> chat, @ForAll @IntRange(min = 40, max = 200) int size) {
        assertThat(rejoin(split(chat, size), chat)).isEqualTo(chat);
    }

    @Property
    void no_part_of_a_chat_is_too_large(
            @ForAll("chats") List<ChatLine> chat, @ForAll @IntRange(min = 40, max = 200) int size) {
        assertThat(split(chat, size))
                .allSatisfy(part -> assertThat(TokenEstimate.of(part.content())).isLessThanOrEqualTo(size));
    }

    @Test
    void a_chat_is_cut_between_messages() {
        List<ChatLine> chat =
                List.of(ChatLine.of("Ada", "One two."), ChatLine.of("Ben", "Three."), ChatLine.of("Cy", "Four."));
        long two = TokenEstimate.of(ChatTranscript.render(chat.subList(0, 2))) + 2;
        assertThat(split(chat, two))
                .extracting(InputPart::source)
                .containsExactly(new OfMessages(0, 2), new OfMessages(2, 3));
    }

    @Test
    void a_message_longer_than_a_part_becomes_parts_that_name_its_author() {
        List<ChatLine> chat = List.of(
                ChatLine.of("Ada", "Short."),
                ChatLine.of("Ben", "A sentence of words. ".repeat(20)),
                ChatLine.of("Cy", "End."));
        List<InputPart> parts = split(chat, 100);
        assertThat(parts.get(0).source()).isEqualTo(new OfMessages(0, 1));
        assertThat(parts.get(parts.size() - 1).source()).isEqualTo(new OfMessages(2, 3));
        assertThat(parts.subList(1, parts.size() - 1))
                .hasSizeGreaterThan(1)
                .allSatisfy(part -> assertThat(part.source()).isInstanceOf(OfMessage.class))
                .allSatisfy(part -> assertThat(part.content()).startsWith("{\"author\":\"Ben\",\"text\":\"A sentence"));
    }

    @Test
    void a_part_prints_none_of_its_content() {
        assertThat(split(List.of(ChatLine.of("Ada", "secret")), 100).toString()).doesNotContain("secret");
    }

    private static List<InputPart> split(List<ChatLine> chat, long size) {
        return new InputSplitter(size, Locale.ENGLISH).split(chat);
    }

    private static List<ChatLine> rejoin(List<InputPart> parts, List<ChatLine> chat) {
        List<ChatLine> joined = new ArrayList<>();
        int lastPiece = -1;
        for (InputPart part : parts) {
            List<ChatLine> lines = ChatTranscript.parse(part.content());
            if (part.source() instanceof OfMessage piece && piece.message() == lastPiece) {
                ChatLine sofar = joined.remove(joined.size() - 1);
                assertThat(piece.text().start()).isEqualTo(sofar.text().length());
                joined.add(sofar.withText(sofar.text() + lines.get(0).text()));
            } else {
                joined.addAll(lines);
            }
            lastPiece = part.source() instanceof OfMessage piece ? piece.message() : -1;
            assertThat(joined).hasSizeLessThanOrEqualTo(chat.size());
        }
        return joined;
    }
}
