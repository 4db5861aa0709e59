package dev.cocoonsdk.core.internal.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextTrimmerTest {

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of("word", " ", "\n", "  two words ", "\u2003", "", ".")
                .list()
                .ofMaxSize(12);
    }

    @Property
    void the_pieces_joined_are_the_stripped_text(@ForAll("pieces") List<String> pieces) {
        List<String> out = new ArrayList<>();
        pieces.forEach(new TextTrimmer(out::add));
        assertThat(String.join("", out)).isEqualTo(String.join("", pieces).strip());
        assertThat(out).doesNotContain("");
    }
}
