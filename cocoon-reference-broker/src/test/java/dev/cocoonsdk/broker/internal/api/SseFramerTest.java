package dev.cocoonsdk.broker.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SseFramerTest {

    private static String frame(String... pieces) {
        SseFramer framer = new SseFramer();
        StringBuilder out = new StringBuilder();
        for (String piece : pieces) {
            out.append(text(framer.next(piece.getBytes(StandardCharsets.UTF_8))));
        }
        return out.append(text(framer.end())).toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void events_pass_unchanged() {
        assertThat(frame("data: {\"a\":1}\n\n", "data: [DONE]\n\n")).isEqualTo("data: {\"a\":1}\n\ndata: [DONE]\n\n");
    }

    @Test
    void a_missing_done_is_added_as_an_event_of_its_own() {
        assertThat(frame("data: {\"a\":1}\n\n")).isEqualTo("data: {\"a\":1}\n\ndata: [DONE]\n\n");
        assertThat(frame("data: 1\n")).isEqualTo("data: 1\n\ndata: [DONE]\n\n");
        assertThat(frame("data: 1")).isEqualTo("data: 1\n\ndata: [DONE]\n\n");
    }

    @Test
    void a_done_that_arrives_in_two_pieces_is_seen() {
        assertThat(frame("data: 1\n\ndata: [DO", "NE]\n\n")).isEqualTo("data: 1\n\ndata: [DONE]\n\n");
    }

    @Test
    void json_lines_become_events() {
        assertThat(frame("{\"a\":1}\r\n{\"b\"", ":2}\n\n", "{\"c\":3}"))
                .isEqualTo("data: {\"a\":1}\n\ndata: {\"b\":2}\n\ndata: {\"c\":3}\n\ndata: [DONE]\n\n");
    }

    @Test
    void an_empty_stream_still_ends() {
        assertThat(frame()).isEqualTo("data: [DONE]\n\n");
    }

    @Test
    void an_error_becomes_an_event_even_in_the_middle_of_another() {
        SseFramer framer = new SseFramer();
        framer.next("data: {\"a\":".getBytes(StandardCharsets.UTF_8));

        assertThat(text(framer.event("{\"error\":1}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("\n\ndata: {\"error\":1}\n\n");
    }

    @Test
    void an_endless_line_is_refused() {
        SseFramer framer = new SseFramer();
        byte[] megabyte = "{".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        framer.next(megabyte);
                    }
                })
                .isInstanceOf(ApiException.class);
    }

    @Property
    void how_lines_are_cut_into_pieces_does_not_matter(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 999) Integer> values,
            @ForAll @IntRange(min = 1, max = 7) int cut) {
        StringBuilder lines = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int value : values) {
            lines.append("{\"v\":").append(value).append("}\n");
            expected.append("data: {\"v\":").append(value).append("}\n\n");
        }
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < lines.length(); i += cut) {
            pieces.add(lines.substring(i, Math.min(lines.length(), i + cut)));
        }

        assertThat(frame(pieces.toArray(String[]::new))).isEqualTo(expected + "data: [DONE]\n\n");
    }
}
