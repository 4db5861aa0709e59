package dev.cocoonsdk.network.tl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** A second, minimal reader of the schema, so that the tests do not trust the generator. */
final class Schema {

    private Schema() {}

    /** One combinator; {@code explicitId} is empty if the id is the CRC-32 of {@code text}. */
    record Line(String name, String explicitId, List<String> fields, String text) {

        Class<?> type() {
            String simpleName = Arrays.stream(name.split("\\."))
                    .map(word -> word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1))
                    .collect(Collectors.joining());
            try {
                return Class.forName(Schema.class.getPackageName() + "." + simpleName);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }

        int generatedId() {
            try {
                return type().getField("ID").getInt(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        int crc32() {
            CRC32 crc = new CRC32();
            crc.update(text.getBytes(StandardCharsets.UTF_8));
            return (int) crc.getValue();
        }
    }

    static List<Line> lines() {
        return Stream.of("cocoon.tl", "extensions.tl")
                .map(Path.of("src", "codegen", "tl")::resolve)
                .flatMap(Schema::linesOf)
                .filter(line -> line.endsWith(";"))
                .map(Schema::line)
                .toList();
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String source) {
        String plain = source.substring(0, source.length() - 1).replace("(", "").replace(")", "");
        String head = plain.substring(0, plain.indexOf(' '));
        String[] named = head.split("#");
        String text = plain.replace(head, named[0]);
        String left = text.substring(0, text.indexOf(" =")).replace("vector ", "vector~");
        List<String> fields = Arrays.stream(left.split(" "))
                .skip(1)
                .map(field -> field.replace('~', ' '))
                .toList();
        return new Line(named[0], named.length == 1 ? "" : named[1], fields, text);
    }
}
