package dev.cocoonsdk.core.chat;

import dev.cocoonsdk.core.json.JsonValue;

/**
 * Whether the model calls tools.
 *
 * @param json as it stands in the request
 */
public record ToolChoice(JsonValue json) {

    /** The model decides. */
    public static final ToolChoice AUTO = new ToolChoice(JsonValue.of("auto"));

    /** It calls none. */
    public static final ToolChoice NONE = new ToolChoice(JsonValue.of("none"));

    /** It calls at least one. */
    public static final ToolChoice REQUIRED = new ToolChoice(JsonValue.of("required"));

    /** It calls this one. */
    public static ToolChoice function(String name) {
        return new ToolChoice(JsonValue.object("type", "function", "function", JsonValue.object("name", name)));
    }
}
