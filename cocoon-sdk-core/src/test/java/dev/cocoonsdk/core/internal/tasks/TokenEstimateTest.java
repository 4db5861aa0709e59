package dev.cocoonsdk.core.internal.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEstimateTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\",0",
                "the,1",
                "cat sat,2",
                "word,2",
                "camelCase,4",
                "aBcDe,3",
                "a  b,3",
                "2026,4",
                "\"a, b.\",4",
                "für,3",
                "你好,4",
                "😀,3"
            })
    void the_weights_are_those_of_the_documentation(String text, long tokens) {
        assertThat(TokenEstimate.of(text)).isEqualTo(tokens);
    }

    @Property
    void adjoining_stretches_add_up_to_at_least_the_whole(@ForAll String left, @ForAll String right) {
        String whole = left + right;
        long sum = TokenEstimate.of(whole, 0, left.length()) + TokenEstimate.of(whole, left.length(), whole.length());
        assertThat(sum).isGreaterThanOrEqualTo(TokenEstimate.of(whole));
    }

    @Property
    void a_stretch_by_itself_is_never_larger_than_within_its_text(@ForAll String left, @ForAll String right) {
        assertThat(TokenEstimate.of(right))
                .isLessThanOrEqualTo(TokenEstimate.of(left + right, left.length(), left.length() + right.length()));
    }
}
