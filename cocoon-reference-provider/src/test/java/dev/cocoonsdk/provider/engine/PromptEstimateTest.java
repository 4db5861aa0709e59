package dev.cocoonsdk.provider.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptEstimateTest {

    private static final String WORDS = "sixteen letters. ".repeat(16);

    private static long of(String json) {
        return PromptEstimate.of((JsonObject) JsonValue.parse(json));
    }

    @Test
    void counts_a_token_for_every_sixteen_bytes_of_letters_and_digits() {
        assertThat(of("{\"messages\":[{\"role\":\"user\",\"content\":\"" + WORDS + "\"}]}"))
                .isEqualTo(14);
        assertThat(of("{\"prompt\":\"" + "\u00e9".repeat(16) + "\"}")).isEqualTo(2);
        assertThat(of("{\"input\":[\"12345678\",\"12345678\"]}")).isEqualTo(1);
    }

    @Test
    void pictures_tools_and_white_space_cost_nothing() {
        assertThat(of("{\"messages\":[{\"content\":[{\"type\":\"text\",\"text\":\"1234567812345678\"},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:" + "A".repeat(999) + "\"}}]}],"
                        + "\"tools\":[{\"description\":\"" + "A".repeat(999) + "\"}]}"))
                .isEqualTo(1);
        assertThat(of("{\"prompt\":\"" + " =".repeat(999) + "\"}")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"messages\":{}}",
                "{\"messages\":[1,[\"x\"]]}",
                "{\"prompt\":[1,2,3]}",
                "{\"input\":null}"
            })
    void other_shapes_are_nothing(String body) {
        assertThat(of(body)).isZero();
        assertThat(PromptEstimate.of(null)).isZero();
    }
}
