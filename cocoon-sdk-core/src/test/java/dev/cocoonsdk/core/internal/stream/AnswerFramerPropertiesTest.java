package dev.cocoonsdk.core.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.error.ProtocolViolationException;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every body. */
class AnswerFramerPropertiesTest {

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.of(
                        "data: ",
                        "data:",
                        "{\"a\":\"\\\"}\"}",
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"",
                        "\\",
                        "\n",
                        "\r",
                        "\r\n",
                        ": c",
                        "[DONE]",
                        "event: x",
                        " ",
                        "\uFEFF",
                        "é",
                        "null",
                        "{\"choices\":[{\"delta\":{\"content\":\"x\"}}]}")
                .list()
                .ofMaxSize(60)
                .map(pieces -> String.join("", pieces));
    }

    private static List<String> outcome(List<byte[]> chunks) {
        List<String> seen = new ArrayList<>();
        AnswerFramer framer = new AnswerFramer(200, json -> seen.add(json.readUtf8()));
        try {
            chunks.forEach(chunk -> framer.feed(ByteBuffer.wrap(chunk)));
            framer.end();
        } catch (EOFException e) {
            seen.add("<ends too early>");
        } catch (ProtocolViolationException e) {
            seen.add("<too long>");
        }
        seen.add(framer.isDone() + " " + framer.isJson());
        return seen;
    }

    private static List<byte[]> cut(byte[] bytes, List<Integer> sizes) {
        List<byte[]> chunks = new ArrayList<>();
        int at = 0;
        for (int i = 0; at < bytes.length; i++) {
            int size = sizes.isEmpty() ? 1 : sizes.get(i % sizes.size());
            int end = Math.min(bytes.length, at + size);
            chunks.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return chunks;
    }

    @Property(tries = 2000)
    void theSameBytesGiveTheSameValuesHoweverTheyAreCut(
            @ForAll("bodies") String body, @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 9) Integer> sizes) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        assertThat(outcome(cut(bytes, sizes))).isEqualTo(outcome(List.of(bytes)));
    }

    @Property(tries = 2000)
    void anyBytesGiveValuesOrATypedError(@ForAll @Size(max = 400) byte[] bytes) {
        assertThat(outcome(List.of(bytes))).isNotEmpty();
    }
}
