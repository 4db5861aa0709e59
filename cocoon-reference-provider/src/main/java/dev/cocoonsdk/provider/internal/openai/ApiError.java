package dev.cocoonsdk.provider.internal.openai;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.provider.engine.EngineHeader;
import dev.cocoonsdk.provider.engine.EngineSink;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that travels as an HTTP answer, in the form that our broker uses too, so that it also reaches the client through
 * unmodified proxies. It costs nothing: it carries no usage.
 */
public final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int PROTOCOL_VIOLATION = 621;

    private final int status;
    private final String code;
    private final @Nullable String param;
    private final String hint;

    private ApiError(int status, String code, @Nullable String param, String message, String hint) {
        super(message);
        this.status = status;
        this.code = code;
        this.param = param;
        this.hint = hint;
    }

    /**
     * The request has a value that cannot be served.
     *
     * @param param the member that is wrong
     * @param expected what would be right
     */
    public static ApiError invalid(String param, String message, String expected) {
        return new ApiError(400, "invalid_request", param, message, expected);
    }

    /** The request is right, but this model cannot do it. */
    public static ApiError unsupported(String message, String hint) {
        return new ApiError(422, "unsupported_by_model", null, message, hint);
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The error as JSON. */
    public JsonObject toJson() {
        Map<String, JsonValue> error = new TreeMap<>();
        error.put("message", JsonValue.of(getMessage() == null ? code : getMessage()));
        error.put("type", JsonValue.of(code));
        error.put("code", JsonValue.of(code));
        error.put("param", param == null ? JsonValue.JsonNull.INSTANCE : JsonValue.of(param));
        error.put("hint", JsonValue.of(hint));
        error.put("not_accepted", JsonValue.of(true));
        return JsonValue.object("error", new JsonObject(error), "error_code", PROTOCOL_VIOLATION);
    }

    /** Sends the error as the whole answer. */
    public void send(EngineSink sink) {
        sink.head(status, List.of(new EngineHeader("Content-Type", "application/json")));
        sink.body(ByteBuffer.wrap(toJson().toSortedJsonBytes()));
        sink.end();
    }
}
