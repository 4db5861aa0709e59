package dev.cocoonsdk.core.internal.error;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an error answer in one shape, from the three forms in use: our broker's object, OpenAI's object, and the client-runner's
 * {@code {"error":"text","error_code":n}}.
 *
 * @param status HTTP status, 200 for an error within a stream
 * @param text what the server says, possibly empty; not yet fit to be shown
 * @param slug the kind in the server's words, or null
 * @param code the network's error code, or null
 * @param retryAfter or null
 * @param object the error object, empty if the server sent a text
 */
record ErrorFacts(
        int status,
        String text,
        @Nullable String slug,
        @Nullable Integer code,
        @Nullable Duration retryAfter,
        JsonObject object) {

    private static final JsonObject NOTHING = new JsonObject(Map.<String, JsonValue>of());

    static ErrorFacts of(int status, @Nullable JsonObject body, @Nullable Duration retryAfterHeader) {
        if (body == null) {
            return new ErrorFacts(status, "", null, null, retryAfterHeader, NOTHING);
        }
        JsonObject error = body.object("error");
        String text = error == null ? body.string("error") : error.string("message");
        JsonObject facts = error == null ? body : error;
        if (text == null) {
            String message = facts.string("message");
            text = message == null ? firstNonNull(body.string("detail")) : message;
        }
        Long retry = facts.integer("retry_after_ms");
        Duration retryAfter = retry == null || retry < 0 ? retryAfterHeader : Duration.ofMillis(retry);
        String hint = facts.string("hint");
        String whole = hint == null || text.contains(hint) ? text : text + " (" + hint + ")";
        return new ErrorFacts(status, whole, slug(facts), code(body, facts), retryAfter, facts);
    }

    private static String firstNonNull(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String slug(JsonObject facts) {
        String code = facts.string("code");
        return code != null && !code.isEmpty() ? code : facts.string("type");
    }

    private static @Nullable Integer code(JsonObject body, JsonObject facts) {
        Long code = body.integer("error_code");
        code = code == null ? facts.integer("error_code") : code;
        return code == null ? null : (Integer) code.intValue();
    }

    /** Whether the server said that nothing ran. */
    boolean notAccepted() {
        return object.get("not_accepted") instanceof JsonBoolean flag && flag.value();
    }

    /** Whether the server said whether something ran. */
    boolean saysAcceptance() {
        return object.get("not_accepted") instanceof JsonBoolean;
    }

    @Nullable
    NanoTon nanoTon(String name) {
        Long value = object.integer(name);
        return value == null || value < 0 ? null : NanoTon.of(value);
    }

    @Nullable
    TokenCount tokens(String name) {
        Long value = object.integer(name);
        return value == null || value < 0 ? null : TokenCount.of(value);
    }

    @Nullable
    Integer integer(String name) {
        Long value = object.integer(name);
        return value == null || value < 0 || value > Integer.MAX_VALUE ? null : (Integer) value.intValue();
    }

    List<ModelId> models(String name) {
        return object.array(name).stream()
                .filter(item -> item instanceof JsonString text && isModel(text.value()))
                .map(item -> ModelId.of(((JsonString) item).value()))
                .toList();
    }

    private static boolean isModel(String text) {
        return !text.isEmpty()
                && text.length() <= ModelId.MAX_LENGTH
                && text.indexOf('@') < 0
                && text.chars().noneMatch(Character::isISOControl);
    }
}
