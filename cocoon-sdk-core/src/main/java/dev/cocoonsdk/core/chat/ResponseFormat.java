package dev.cocoonsdk.core.chat;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;

/**
 * The form of the answer.
 *
 * @param json as it stands in the request
 */
public record ResponseFormat(JsonObject json) {

    /** Free text. */
    public static final ResponseFormat TEXT = new ResponseFormat(JsonValue.object("type", "text"));

    /** Some JSON object. */
    public static final ResponseFormat JSON_OBJECT = new ResponseFormat(JsonValue.object("type", "json_object"));

    /**
     * JSON of a schema.
     *
     * @param name of the schema
     * @param schema JSON Schema
     * @param strict whether the engine must hold the schema exactly
     */
    public static ResponseFormat jsonSchema(String name, JsonObject schema, boolean strict) {
        return new ResponseFormat(JsonValue.object(
                "type",
                "json_schema",
                "json_schema",
                JsonValue.object("name", name, "schema", schema, "strict", strict)));
    }
}
