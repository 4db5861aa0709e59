package dev.cocoonsdk.provider.internal.request;

import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.http.FormFormatException;
import dev.cocoonsdk.network.http.MultipartForm;
import dev.cocoonsdk.provider.engine.EngineDescription;
import dev.cocoonsdk.provider.engine.EngineDescription.Endpoints;
import dev.cocoonsdk.provider.engine.EngineHeader;
import dev.cocoonsdk.provider.engine.EngineRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes engine requests out of what brokers send, or refuses them with the texts of the official worker ({@code
 * docs/protocol/http-api.md} 3, {@code docs/protocol/wire.md} 9.5). What is accepted beyond that is what the engine declares.
 */
public final class RequestRules {

    /** Belong to a connection, or would hide the answer's usage from the counter. Compared in any letter case. */
    private static final Set<String> NOT_FORWARDED = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** What can stand in a request line; which one it is does not matter (http-api.md 3). */
    private static final Pattern METHOD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}");

    private static final Pattern NAME_BREAKER = Pattern.compile("[ \\t\\r\\n:]");
    private static final Pattern VALUE_BREAKER = Pattern.compile("[\\r\\n]");

    private final EngineDescription engine;

    /** The rules for one engine. */
    public RequestRules(EngineDescription engine) {
        this.engine = engine;
    }

    /**
     * Checks a request.
     *
     * @param url as the broker sent it; what stands before the first slash is ignored
     * @param headers name and value pairs in order
     * @param timeout how long the answer may take
     * @return the request for the engine, its body rewritten
     * @throws RequestRefusedException if the request breaks a rule
     */
    public EngineRequest check(
            String method, String url, List<Map.Entry<String, String>> headers, byte[] body, Duration timeout)
            throws RequestRefusedException {
        int slash = url.indexOf('/');
        String path = slash < 0 ? "" : url.substring(slash);
        if (!engine.endpoints().contains(path)) {
            throw new RequestRefusedException("unsupported method");
        }
        if (!METHOD.matcher(method).matches()) {
            throw new RequestRefusedException("malformed method");
        }
        List<EngineHeader> forwarded = forwarded(headers);
        String contentType = EngineHeader.find(forwarded, "Content-Type");
        if (path.equals(Endpoints.IMAGE_EDITS) && contentType != null && MultipartForm.isForm(contentType)) {
            requireModel(models(contentType, body));
            return EngineRequest.bytes(method, path, forwarded, body, timeout);
        }
        JsonObject checked = checked(path, body);
        return EngineRequest.json(method, path, forwarded, checked, timeout);
    }

    private JsonObject checked(String path, byte[] body) throws RequestRefusedException {
        JsonValue value;
        try {
            value = JsonValue.parse(body);
        } catch (JsonFormatException e) {
            throw new RequestRefusedException("failed to parse json");
        }
        if (!StrictJson.isStrict(body)) {
            throw new RequestRefusedException("failed to parse json");
        }
        if (!(value instanceof JsonObject object)) {
            throw new RequestRefusedException("expected json object");
        }
        BodyRules rules = BodyRules.of(path);
        rules.check(object, engine.acceptedMembers(path));
        String model = object.string("model");
        requireModel(model == null ? List.of() : List.of(model));
        return rules.rewritten(object);
    }

    /** Of all parts of the name, whatever they are: the model server must find the one that was looked at here. */
    private static List<String> models(String contentType, byte[] form) throws RequestRefusedException {
        try {
            return MultipartForm.parse(contentType, form).parts().stream()
                    .filter(part -> part.name().equals("model"))
                    .map(part -> part.text() == null ? "" : part.text())
                    .toList();
        } catch (FormFormatException e) {
            throw new RequestRefusedException("malformed form");
        }
    }

    private void requireModel(List<String> models) throws RequestRefusedException {
        if (models.isEmpty()) {
            throw new RequestRefusedException("missing option 'model' in request");
        }
        if (models.size() > 1 || !models.get(0).equals(engine.model().value())) {
            throw new RequestRefusedException("model name mismatch");
        }
    }

    private static List<EngineHeader> forwarded(List<Map.Entry<String, String>> headers)
            throws RequestRefusedException {
        List<EngineHeader> forwarded = new ArrayList<>();
        for (Map.Entry<String, String> header : headers) {
            if (NAME_BREAKER.matcher(header.getKey()).find()
                    || VALUE_BREAKER.matcher(header.getValue()).find()) {
                throw new RequestRefusedException("malformed header");
            }
            if (NOT_FORWARDED.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                continue;
            }
            try {
                forwarded.add(new EngineHeader(header.getKey(), header.getValue()));
            } catch (IllegalArgumentException e) {
                throw new RequestRefusedException("malformed header");
            }
        }
        return forwarded;
    }
}
