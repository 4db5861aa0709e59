package dev.cocoonsdk.provider.internal.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.provider.internal.summary.Blocks.Block;
import dev.cocoonsdk.provider.internal.summary.Blocks.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlocksTest {

    @Test
    void parts_markdown_and_leaves_out_what_is_no_prose() {
        List<Block> blocks = Blocks.of("""
                ---
                title: x
                ---
                <!-- a comment
                over lines -->
                # The **title** #

                [![badge](https://x/y.svg)](https://x)

                A [link](https://example.org/a_(b)) and `code`,
                wrapped over two lines (https://example.org).

                ```java
                int hidden = 1;
                ```

                | a | b |
                |---|---|
                | 1 | 2 |

                Second heading
                --------------
                - first item
                  goes on
                - second *item*

                1. numbered

                    indented code
                > quoted words here
                ***
                [ref]: https://example.org
                Tom &amp; Jerry<br>say <b>hi</b> to List<String>.
                """);

        assertThat(blocks)
                .containsExactly(
                        new Block(Kind.HEADING, 1, "The title"),
                        new Block(Kind.PARAGRAPH, 0, "A link and code, wrapped over two lines."),
                        new Block(Kind.HEADING, 2, "Second heading"),
                        new Block(Kind.ITEM, 0, "first item goes on"),
                        new Block(Kind.ITEM, 0, "second item"),
                        new Block(Kind.ITEM, 0, "numbered"),
                        new Block(Kind.PARAGRAPH, 0, "indented code quoted words here"),
                        new Block(Kind.PARAGRAPH, 0, "Tom & Jerrysay hi to List<String>."));
    }

    @Test
    void recognises_headings_of_plain_text_and_joins_wrapped_lines() {
        List<Block> blocks =
                Blocks.of("A plain title\r\n\r\nThis paragraph is wrapped at a\r\nwidth that somebody chose.\r\n");

        assertThat(blocks)
                .containsExactly(
                        new Block(Kind.HEADING, 1, "A plain title"),
                        new Block(Kind.PARAGRAPH, 0, "This paragraph is wrapped at a width that somebody chose."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-", "- ", "=", "*", "_", "**a", "[", "![", "](", "<!--", "<a ", "`", "(", ".", "\"", "> ", "# ", "|",
                "&", "~~~\n", "\u3002"
            })
    void takes_hostile_repetition_in_its_stride(String piece) {
        String text = piece.repeat(200_000 / piece.length()) + " end";

        Assertions.assertTimeout(Duration.ofSeconds(30), () -> {
            Material material = TextReader.text(text);
            assertThat(material.passages().size()).isLessThan(200_000);
        });
    }
}
