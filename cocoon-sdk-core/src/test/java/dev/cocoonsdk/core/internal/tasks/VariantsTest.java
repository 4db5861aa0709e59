package dev.cocoonsdk.core.internal.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariantsTest {

    @Provide
    Arbitrary<List<String>> drafts() {
        return Arbitraries.of("Yes.", "\"No\"", "a\\b", "[x]", "line\nbreak", "😀", ",", "\\\"")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(pieces -> String.join(" ", pieces))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Property
    void an_array_of_strings_is_read_exactly_however_it_arrives(
            @ForAll("drafts") List<String> drafts, @ForAll @IntRange(min = 1, max = 9) int pieceLength) {
        String json =
                JsonValue.array(drafts.stream().map(JsonValue::of).toList()).toJson();
        List<String> found = new ArrayList<>();
        VariantScanner scanner = new VariantScanner(found::add);
        for (int i = 0; i < json.length(); i += pieceLength) {
            scanner.accept(json.substring(i, Math.min(i + pieceLength, json.length())));
        }
        assertThat(found).isEqualTo(drafts);
        assertThat(Variants.parse(json, 10)).isEqualTo(drafts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"Yes.\", \"No.\"]",
                "```json\n[\n  \"Yes.\",\n  \"No.\"\n]\n```",
                "Here are two drafts:\n[\"Yes.\",\"No.\"]\nI hope they help!",
                "[\"Yes.\", \"No.\", \"May",
                "{\"drafts\": [\"Yes.\", \"No.\"]}",
                "[{\"text\": \"Yes.\"}, {\"text\": \"No.\"}]",
                "{\"count\": 2, \"drafts\": [{\"draft\": \"Yes.\"}, {\"draft\": \"No.\"}]}",
                "1. Yes.\n2. No.",
                "Sure:\n\n1) Yes.\n\n2) No.\n",
                "Draft 1: Yes.\nDraft 2: No.",
                "Yes.\n---\nNo.",
                "  \n***\nYes.\n***\nNo.\n"
            })
    void the_forms_that_models_answer_in_are_understood(String answer) {
        assertThat(Variants.parse(answer, 10)).containsExactly("Yes.", "No.");
    }

    @Test
    void a_line_break_that_the_model_did_not_escape_stays_in_the_draft() {
        assertThat(Variants.parse("[\"Dear Ada,\nyes.\", \"No.\"]", 10)).containsExactly("Dear Ada,\nyes.", "No.");
    }

    @Test
    void items_of_a_numbered_list_may_have_several_lines() {
        assertThat(Variants.parse("1. Dear Ada,\nyes.\n2. Dear Ada,\nno.", 10))
                .containsExactly("Dear Ada,\nyes.", "Dear Ada,\nno.");
    }

    @Test
    void anything_else_is_one_draft() {
        assertThat(Variants.parse("Just one answer.", 3)).containsExactly("Just one answer.");
        assertThat(Variants.parse("A list [of things] and {more}.", 3))
                .containsExactly("A list [of things] and {more}.");
    }

    @Test
    void more_drafts_than_asked_for_are_dropped() {
        assertThat(Variants.parse("[\"a\",\"b\",\"c\"]", 2)).containsExactly("a", "b");
    }

    @Property
    void any_text_that_is_not_blank_gives_a_draft(@ForAll String answer) {
        assertThat(Variants.parse(answer, 3))
                .hasSizeLessThanOrEqualTo(3)
                .allSatisfy(text -> assertThat(text).isNotBlank());
        assertThat(Variants.parse("x" + answer, 3)).isNotEmpty();
    }
}
