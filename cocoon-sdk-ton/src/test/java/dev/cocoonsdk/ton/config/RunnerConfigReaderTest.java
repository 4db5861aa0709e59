package dev.cocoonsdk.ton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerConfigReaderTest {

    private static final String HASH = Hash256.sha256(new byte[1]).toBase64();

    private static RunnerConfigReader reader(String json) {
        return RunnerConfigReader.of((JsonObject) JsonValue.parse(json));
    }

    private static ConfigException refusal(String member, Consumer<RunnerConfigReader> read) {
        return catchThrowableOfType(ConfigException.class, () -> read.accept(reader("{" + member + "}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"x\":null}"})
    void whatIsMissingHasItsDefault(String json) {
        RunnerConfigReader reader = reader(json);

        assertThat(reader.has("x")).isFalse();
        assertThat(reader.flag("x")).isFalse();
        assertThat(reader.integer("x", 7, 0, 1)).isEqualTo(7);
        assertThat(reader.text("x", "usual")).isEqualTo("usual");
        assertThat(reader.secret("x")).isNull();
        assertThat(reader.bytes32("x")).isNull();
        assertThat(reader.hashes("x")).isEmpty();
        assertThat(reader.texts("x")).isEmpty();
        assertThat(reader.objects("x")).isEmpty();
        assertThat(reader.object("x").unknown()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "1,true", "'\"1\"',true", "'\"true\"',true", "false,false", "0,false", "'\"0\"',false"})
    void aFlagIsWrittenInManyWays(String value, boolean flag) {
        assertThat(reader("{\"x\":" + value + "}").flag("x")).isEqualTo(flag);
    }

    @ParameterizedTest
    @CsvSource({"5,5", "'\"5\"',5", "'\"-12\"',-12", "'\"9223372036854775807\"',9223372036854775807", "1e3,1000"})
    void anIntegerMayBeAString(String value, long number) {
        assertThat(reader("{\"x\":" + value + "}").integer("x", 0, -12, Long.MAX_VALUE))
                .isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.5", "\"\"", "\" 1\"", "\"1e3\"", "\"9223372036854775808\"", "true", "[1]", "{}", "11", "-1"})
    void everythingElseIsNoInteger(String value) {
        assertThat(refusal("\"x\":" + value, reader -> reader.integer("x", 0, 0, 10)))
                .hasMessageStartingWith("x: ")
                .hasMessageEndingWith("(expected: an integer from 0 to 10)");
    }

    @Test
    void aRefusalSaysWhichFieldWhatStandsThereAndWhatIsExpected() {
        ConfigException refusal = refusal(
                "\"a\":{\"b\":[{},{\"c\":2}]}",
                reader -> reader.object("a").objects("b").get(1).flag("c"));

        assertThat(refusal).hasMessage("a.b[1].c: 2 (expected: true, false, 0 or 1)");
        assertThat(refusal.field()).isEqualTo("a.b[1].c");
        assertThat(refusal.value()).isEqualTo("2");
        assertThat(refusal.expected()).isEqualTo("true, false, 0 or 1");
        assertThat(refusal.in("f.json")).hasMessageStartingWith("f.json: a.b[1].c: 2 (");
        assertThat(refusal("", reader -> reader.parsed("n", "a number", Integer::valueOf)))
                .hasMessage("n: missing (expected: a number)");
    }

    @Test
    void aRefusalShowsNoSecretNoContainerAndNothingLong() {
        assertThat(refusal("\"k\":\"c2VjcmV0\"", reader -> reader.bytes32("k")))
                .hasMessage("k: hidden (expected: 32 bytes in base64)");
        assertThat(refusal("\"k\":\"s*cret\"", reader -> reader.bytes32("k")))
                .hasMessage("k: hidden (expected: 32 bytes in base64)")
                .hasNoCause();
        assertThat(refusal("\"s\":\"se\\ncret\"", reader -> reader.secret("s")))
                .hasMessage("s: hidden (expected: one line of text)")
                .hasNoCause();
        assertThat(refusal("\"s\":815", reader -> reader.secret("s"))).hasMessageContaining("hidden");
        assertThat(refusal("\"s\":\"secret\"", reader -> reader.hide("s").integer("s", 0, 0, 1)))
                .hasMessageContaining("hidden");
        assertThat(refusal("\"o\":{\"key\":\"secret\"}", reader -> reader.text("o", "")))
                .hasMessage("o: an object (expected: a string)");
        assertThat(refusal("\"t\":\"" + "x".repeat(200) + "\"", reader -> reader.flag("t")))
                .hasMessageStartingWith("t: 202 characters (");
    }

    @Test
    void readsTextsSecretsHashesAndKeys() {
        RunnerConfigReader reader =
                reader("{\"t\":[\"a\",\"b\"],\"s\":\"open\",\"h\":[\"%s\"],\"k\":\"%s\"}".formatted(HASH, HASH));

        assertThat(reader.texts("t")).containsExactly("a", "b");
        assertThat(reader.secret("s")).isEqualTo(Secret.of("open"));
        assertThat(reader.hashes("h")).containsExactly(Hash256.ofBase64(HASH));
        assertThat(reader.bytes32("k")).hasSize(32);
        assertThat(refusal("\"h\":[\"AA==\"]", r -> r.hashes("h"))).hasMessageStartingWith("h[0]: \"AA==\" (");
        assertThat(refusal("\"t\":[1]", r -> r.texts("t"))).hasMessageStartingWith("t[0]: 1 (");
        assertThat(refusal("\"t\":[1]", r -> r.objects("t"))).hasMessageStartingWith("t[0]: 1 (");
        assertThat(refusal("\"t\":1", r -> r.texts("t"))).hasMessageContaining("an array of strings");
        assertThat(refusal("\"t\":1", r -> r.object("t"))).hasMessageContaining("an object");
    }

    @Test
    void namesWhatNobodyAskedForInTheFilesOrder() {
        RunnerConfigReader reader =
                reader("{\"@type\":\"x\",\"z\":1,\"a\":{\"u\":1,\"l\":[{\"v\":1,\"w\":2}]},\"b\":{\"c\":1},\"d\":1}");
        reader.object("a").objects("l").get(0).has("w");
        reader.object("a").objects("l");
        reader.integer("d", 0, 0, 1);

        assertThat(reader.unknown()).containsExactly("z", "a.u", "a.l[0].v", "b");
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path directory) throws Exception {
        Path good = Files.writeString(directory.resolve("good.json"), "{\"a\":1}");
        Path array = Files.writeString(directory.resolve("array.json"), "[]");
        Path broken = Files.writeString(directory.resolve("broken.json"), "{");

        assertThat(RunnerConfigReader.parseFile(good).integer("a")).isEqualTo(1);
        for (Path file : List.of(array, broken, directory, directory.resolve("missing.json"))) {
            assertThatThrownBy(() -> RunnerConfigReader.parseFile(file))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith(file + ": ");
        }
    }
}
