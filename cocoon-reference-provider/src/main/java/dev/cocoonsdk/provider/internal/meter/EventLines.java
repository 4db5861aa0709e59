package dev.cocoonsdk.provider.internal.meter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lines of one server-sent event (WHATWG HTML, 9.2).
 *
 * @param others lines that are not data, in order
 * @param dataLines the values of the data lines
 */
record EventLines(List<String> others, List<String> dataLines) {

    static EventLines of(byte[] bytes, int from, int to) {
        List<String> others = new ArrayList<>();
        List<String> data = new ArrayList<>();
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        text.lines().filter(line -> !line.isEmpty()).forEach(line -> {
            if (line.startsWith("data:")) {
                String value = line.substring(5);
                data.add(value.startsWith(" ") ? value.substring(1) : value);
            } else {
                others.add(line);
            }
        });
        return new EventLines(others, data);
    }

    /** The data as one text. */
    byte[] data() {
        return String.join("\n", dataLines).getBytes(StandardCharsets.UTF_8);
    }

    /** The event with other data on one line. */
    byte[] withData(byte[] data) {
        String head = others.stream().map(line -> line + "\n").collect(Collectors.joining());
        String line = "data: " + new String(data, StandardCharsets.UTF_8) + "\n\n";
        return (head + line).getBytes(StandardCharsets.UTF_8);
    }
}
