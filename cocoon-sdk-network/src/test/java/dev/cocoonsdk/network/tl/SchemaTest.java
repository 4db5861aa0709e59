package dev.cocoonsdk.network.tl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SchemaTest {

    private static final List<String> BUILT_IN = List.of("boolTrue", "boolFalse", "vector");

    @TestFactory
    List<DynamicTest> everyGeneratedIdIsTheCrc32OfItsTextUnlessExplicit() {
        return Schema.lines().stream()
                .map(line -> DynamicTest.dynamicTest(line.name(), () -> {
                    int expected = line.explicitId().isEmpty()
                            ? line.crc32()
                            : Integer.parseUnsignedInt(line.explicitId(), 16);
                    assertThat(line.generatedId()).isEqualTo(expected);
                    assertThat(TlObjects.isKnown(expected)).isTrue();
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> everyRowOfTheProtocolTableHasItsIdAndFields() {
        Map<String, Schema.Line> schema = new LinkedHashMap<>();
        Schema.lines().forEach(line -> schema.put(line.name(), line));
        return table().stream()
                .filter(row -> !BUILT_IN.contains(row[0]))
                .map(row -> DynamicTest.dynamicTest(row[0], () -> {
                    Schema.Line line = Objects.requireNonNull(schema.get(row[0]), row[0]);
                    assertThat(String.format("%08x", line.generatedId())).isEqualTo(row[1]);
                    assertThat(String.join(" ", line.fields())).isEqualTo(row[2].replace("!", ""));
                }))
                .toList();
    }

    @Test
    void onlyFourConstructorsHaveAnExplicitId() {
        assertThat(Schema.lines().stream().filter(line -> !line.explicitId().isEmpty()))
                .extracting(Schema.Line::name)
                .containsExactlyInAnyOrder("worker.params", "proxy.params", "client.params", "client.workerInstanceV2");
    }

    @Test
    void theSchemaHoldsTheProtocolTableAndTwoExtensionsOnly() {
        List<String> rows = table().stream()
                .map(row -> row[0])
                .filter(name -> !BUILT_IN.contains(name))
                .collect(Collectors.toList());
        rows.add("cocoonsdk.hello");
        rows.add("cocoonsdk.cancel");
        rows.add("cocoonsdk.evidence");
        assertThat(Schema.lines()).extracting(Schema.Line::name).containsExactlyInAnyOrderElementsOf(rows);
    }

    private static List<String[]> table() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SchemaTest.class.getResourceAsStream("table.txt")), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", -1))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
