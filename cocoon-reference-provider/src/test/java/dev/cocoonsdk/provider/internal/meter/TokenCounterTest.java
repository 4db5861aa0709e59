package dev.cocoonsdk.provider.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TokenPricing;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCounterTest {

    private static final TokenPricing PRICE_2 =
            new TokenPricing(NanoTon.of(2), NanoTon.of(1), TokenMultipliers.DEFAULT);
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":34,\"total_tokens\":134,\"completion_tokens\":100,"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":10},\"prompt_tokens_details\":{\"cached_tokens\":11}}";

    @Test
    void writes_a_json_answer_sorted_and_compact_with_its_cost() {
        TokenCounter counter = counter(1000);
        String out = pass(counter, "{ \"object\":\"x\",\n" + USAGE + " }\n", 1_000);

        assertThat(out)
                .isEqualTo("{\"object\":\"x\",\"usage\":{\"completion_tokens\":100,\"completion_tokens_details\":"
                        + "{\"reasoning_tokens\":10},\"completion_total_cost\":200,\"prompt_tokens\":34,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":11},\"prompt_total_cost\":68,\"total_cost\":268,"
                        + "\"total_tokens\":134}}\n");
        assertThat(counter.usage().promptTokens()).isEqualTo(34);
        assertThat(counter.usage().cachedTokens()).isEqualTo(11);
        assertThat(counter.usage().completionTokens()).isEqualTo(100);
        assertThat(counter.usage().reasoningTokens()).isEqualTo(10);
        assertThat(counter.adjusted().total()).isEqualTo(134);
    }

    @Test
    void passes_events_at_once_and_unchanged_until_usage_comes() {
        TokenCounter counter = counter(1000);
        String delta = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}],\"usage\":null}\n\n";

        assertThat(accept(counter, delta)).isEqualTo(delta);
        assertThat(accept(counter, ": keep-alive\n\n")).isEqualTo(": keep-alive\n\n");
        assertThat(accept(counter, "data: {\"choices\":[]," + USAGE + "}\r\n\r\n"))
                .startsWith("data: {\"choices\":[],\"usage\":{")
                .contains("\"total_cost\":268", "}}\n\n");
        assertThat(accept(counter, "data: [DONE]\n\n")).endsWith("data: [DONE]\n\n");
        assertThat(counter.adjusted().total()).isEqualTo(134);
    }

    @Test
    void keeps_the_other_lines_of_an_event_and_joins_data_lines() {
        String out =
                pass(counter(1000), "event: chunk\nid: 7\ndata: {\"usage\":\ndata: {\"prompt_tokens\":1}}\n\n", 1_000);

        assertThat(out)
                .isEqualTo("event: chunk\nid: 7\ndata: {\"usage\":{\"completion_total_cost\":0,\"prompt_tokens\":1,"
                        + "\"prompt_total_cost\":2,\"total_cost\":2}}\n\n");
    }

    @Test
    void counts_json_values_one_per_line() {
        TokenCounter counter = counter(1000);
        String out = pass(
                counter,
                "{\"a\":1}\n{\"usage\":{\"completion_tokens\":1}}\n{\"usage\":{\"completion_tokens\":5}}\n[DONE]",
                1_000);

        assertThat(out.lines()).hasSize(4);
        assertThat(counter.usage().completionTokens()).isEqualTo(5);
    }

    @Test
    void keeps_the_greatest_count_and_prices_only_what_grew() {
        TokenCounter counter = counter(1000);
        accept(counter, "data: {\"usage\":{\"completion_tokens\":9}}\n\n");
        String smaller = "data: {\"usage\":{\"completion_tokens\":4}}\n\n";

        assertThat(accept(counter, smaller)).isEqualTo(smaller);
        assertThat(counter.usage().completionTokens()).isEqualTo(9);
    }

    @Test
    void applies_the_coefficient_of_the_request() {
        TokenCounter counter = counter(2500);
        pass(counter, "{" + USAGE + "}", 1_000);

        assertThat(counter.adjusted().prompt()).isEqualTo(57);
        assertThat(counter.adjusted().cached()).isEqualTo(27);
        assertThat(counter.adjusted().completion()).isEqualTo(225);
        assertThat(counter.adjusted().reasoning()).isEqualTo(25);
    }

    @Test
    void counts_an_event_that_the_end_cuts_short() {
        TokenCounter counter = counter(1000);
        pass(counter, "data: {\"usage\":{\"completion_tokens\":3}}", 1_000);

        assertThat(counter.usage().completionTokens()).isEqualTo(3);
    }

    @Test
    void counts_an_event_with_text_as_a_token_of_an_answer_that_is_cut_off() {
        TokenCounter counter = counter(2000);
        counter.promptTokens(7);
        accept(counter, "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n");
        accept(counter, "data: {\"choices\":[{\"delta\":{\"content\": \"Hi\"}}],\"usage\":null}\n\n");
        accept(counter, "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"\\n\"}}]}\r\n\r\n");
        accept(counter, "data: {\"choices\":[{\"text\":\"\\\"\"}]}\n\n");

        assertThat(counter.adjusted().total()).isZero();
        assertThat(counter.adjustedSoFar().prompt()).isEqualTo(14);
        assertThat(counter.adjustedSoFar().completion()).isEqualTo(6);
        accept(counter, "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":9}}\n\n");
        assertThat(counter.adjustedSoFar().prompt()).isEqualTo(14);
        assertThat(counter.adjustedSoFar().completion()).isEqualTo(18);
        assertThat(counter.adjusted().prompt()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[{\"delta\":{\"content\":null}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"other\":\"{\\\"content\\\":\\\"x\\\"}\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"type\":\"text\",\"x\":\"y\"}}]}\n\n",
                "data: {\"error\":{\"text\":\"out of order\"}}\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":",
                ": keep-alive\n\n",
                "data: [DONE]\n\n",
                "{\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}"
            })
    void counts_no_token_where_no_text_streams(String body) {
        TokenCounter counter = counter(1000);
        pass(counter, body, 1_000);

        assertThat(counter.adjustedSoFar().total()).isZero();
    }

    @Test
    void understands_the_names_of_image_endpoints() {
        TokenCounter counter = counter(1000);
        pass(counter, "{\"data\":[],\"usage\":{\"input_tokens\":50,\"output_tokens\":1000}}", 1_000);

        assertThat(counter.usage().promptTokens()).isEqualTo(50);
        assertThat(counter.usage().completionTokens()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"usage\":{\"prompt_tokens\":-5}}",
                "{\"usage\":{\"prompt_tokens\":1.5}}",
                "{\"usage\":{\"prompt_tokens\":\"7\"}}",
                "{\"usage\":{\"prompt_tokens\":99999999999999999999}}",
                "{\"usage\":[1]}",
                "{\"usage\":7}",
                "{\"other\":{\"usage\":{\"prompt_tokens\":7}}}",
                "123",
                "\"usage\"",
                "<html>\"usage\":{\"prompt_tokens\":7}</html>"
            })
    void counts_nothing_that_is_not_a_count(String body) {
        TokenCounter counter = counter(1000);
        pass(counter, body, 1_000);

        assertThat(counter.adjusted().total()).isZero();
    }

    @Test
    void survives_claims_beyond_all_measure() {
        TokenCounter counter = new TokenCounter(
                new TokenPricing(NanoTon.of(Long.MAX_VALUE), NanoTon.ZERO, TokenMultipliers.DEFAULT), 999_999_999);
        String out = pass(counter, "{\"usage\":{\"prompt_tokens\":9000000000000000000}}", 1_000);

        assertThat(out).doesNotContain("total_cost");
        assertThat(counter.adjusted().total()).isPositive();
    }

    @Test
    void passes_what_is_neither_json_nor_events_unchanged() {
        String text = "\u0000\u0001 plain {\"usage\":{\"prompt_tokens\":1}}\n\n}";

        assertThat(pass(counter(1000), text, 3)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1_000})
    void lets_no_value_pass_that_is_too_long_to_be_counted(int size) {
        StringBuilder out = new StringBuilder();
        BodyScanner scanner = new BodyScanner(new Recording(out), 10);
        byte[] bytes = "[1] [1,2,3,4,5,6,7,8] {}".getBytes(StandardCharsets.US_ASCII);

        assertThatExceptionOfType(AnswerTooLargeException.class).isThrownBy(() -> {
            for (int from = 0; from < bytes.length; from += size) {
                scanner.accept(bytes, from, Math.min(bytes.length, from + size));
            }
        });
        assertThat(out).hasToString("JSON");
    }

    @Property(tries = 300)
    void gives_the_same_output_and_counts_however_the_bytes_are_chunked(
            @ForAll("bodies") String body, @ForAll @IntRange(min = 1, max = 40) int size) {
        TokenCounter whole = counter(1234);
        TokenCounter chunked = counter(1234);

        assertThat(pass(chunked, body, size)).isEqualTo(pass(whole, body, Integer.MAX_VALUE));
        assertThat(chunked.usage()).isEqualTo(whole.usage());
    }

    @Property(tries = 500)
    void passes_any_bytes_without_failing_and_six_for_one_at_most(@ForAll @Size(max = 300) byte[] bytes) {
        TokenCounter counter = counter(1000);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(counter.accept(ByteBuffer.wrap(bytes)));
        out.writeBytes(counter.finish());

        // a control character inside a string is written anew as an escape of six
        assertThat(out.size()).isLessThanOrEqualTo(6 * bytes.length + 1);
    }

    @Provide
    Arbitrary<String> bodies() {
        List<String> pieces = List.of(
                "data: {\"usage\":{\"prompt_tokens\":3}}\n\n",
                "data: {\"usage\":{\"completion_tokens\":8}}\r\n\r\n",
                "data: {\"usage\" : null}\r\r",
                ": ping\n\n",
                "event: a\ndata: {\"x\":\"}\\\"\"}\n\n",
                "{\"usage\":{\"completion_tokens\":5}}",
                "{\"a\":\"\\\\\",\"b\":[1,{\"c\":\"]\"}]}\n",
                "[DONE]",
                "data: [DONE]\n\n",
                "12 ",
                "\"text with \\\" quote\"",
                " \t\r\n",
                "{broken",
                "garbage");
        return Arbitraries.of(pieces).list().ofMaxSize(12).map(list -> String.join("", list));
    }

    private record Recording(StringBuilder out) implements BodyScanner.Output {
        @Override
        public boolean json(byte[] bytes, int from, int to) {
            out.append("JSON");
            return true;
        }

        @Override
        public void event(byte[] bytes, int from, int to) {
            out.append("EVENT");
        }

        @Override
        public void raw(byte[] bytes, int from, int to) {
            out.append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
    }

    private static TokenCounter counter(long coefficient) {
        return new TokenCounter(PRICE_2, coefficient);
    }

    private static String accept(TokenCounter counter, String text) {
        return new String(
                counter.accept(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))), StandardCharsets.UTF_8);
    }

    private static String pass(TokenCounter counter, String body, int size) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; from += Math.min(size, bytes.length - from)) {
            out.writeBytes(counter.accept(ByteBuffer.wrap(bytes, from, Math.min(size, bytes.length - from))));
        }
        out.writeBytes(counter.finish());
        return out.toString(StandardCharsets.UTF_8);
    }
}
