package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A runner's configuration file, with what the command line sets in our part of it. */
final class RunnerJson {

    private RunnerJson() {}

    /**
     * Reads a file.
     *
     * @throws CliException if it is no JSON object
     */
    static JsonObject read(Path file) {
        try {
            if (JsonValue.parse(Files.readAllBytes(RunnerOptions.readable(file))) instanceof JsonObject object) {
                return object;
            }
            throw CliException.usage(file + ": not a JSON object (expected: a runner's configuration)");
        } catch (JsonFormatException e) {
            throw CliException.usage(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw CliException.usage(file + ": cannot be read", e);
        }
    }

    /** A copy of {@code config} in which these members of our object {@code section} are set. */
    static JsonObject with(JsonObject config, String section, Map<String, JsonValue> members) {
        JsonObject ours = config.object(section);
        JsonObject changed = ours == null ? new JsonObject(Map.<String, JsonValue>of()) : ours;
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            changed = changed.with(member.getKey(), member.getValue());
        }
        return config.with(section, changed);
    }
}
