package dev.cocoonsdk.core.chat;

import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A function that the model may call.
 *
 * @param name 1 to 64 characters
 * @param description what it is good for, or null
 * @param parameters JSON Schema of its arguments, or null for none
 */
public record ChatTool(
        String name, @Nullable String description, @Nullable JsonObject parameters) {

    /**
     * Checks the name.
     *
     * @throws InvalidRequestException if it is empty or too long
     */
    public ChatTool {
        if (name.isEmpty() || name.length() > 64) {
            throw InvalidRequestException.of("tools.name", "length " + name.length(), "1 to 64 characters");
        }
    }
}
