package dev.cocoonsdk.core.internal.images;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.images.GeneratedImage;
import dev.cocoonsdk.core.images.ImageEditRequest;
import dev.cocoonsdk.core.images.ImageFile;
import dev.cocoonsdk.core.images.ImageGenerateRequest;
import dev.cocoonsdk.core.images.ImageOptions;
import dev.cocoonsdk.core.images.ImagesResult;
import dev.cocoonsdk.core.internal.call.AnswerReader;
import dev.cocoonsdk.core.internal.call.Operation;
import dev.cocoonsdk.core.internal.error.ErrorMapper;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.core.transport.QueryLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/images/generations} with JSON, {@code POST /v1/images/edits} with a form of several parts. */
final class ImagesOperation implements Operation<GeneratedImage, ImagesResult> {

    /** A boundary has 70 characters at most (RFC 2046 5.1.1). */
    private static final int BOUNDARY_DIGITS = 40;

    private final String path;
    private final String contentType;
    private final ModelId model;
    private final Bytes body;

    private ImagesOperation(String path, String contentType, ModelId model, Bytes body) {
        this.path = path;
        this.contentType = contentType;
        this.model = model;
        this.body = body;
    }

    static ImagesOperation generate(ImageGenerateRequest request, ModelId model) {
        JsonObject json = new JsonObject(members(model, request.prompt(), request.options()));
        return new ImagesOperation("/v1/images/generations", "application/json", model, Bytes.wrap(json.toJsonBytes()));
    }

    static ImagesOperation edit(ImageEditRequest request, ModelId model) {
        MultipartBody form = form(request, members(model, request.prompt(), request.options()));
        Buffer buffer = new Buffer();
        try {
            form.writeTo(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ImagesOperation(
                "/v1/images/edits", form.contentType().toString(), model, Bytes.wrap(buffer.readByteArray()));
    }

    private static Map<String, JsonValue> members(ModelId model, String prompt, ImageOptions options) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("model", JsonValue.of(model.value()));
        members.put("prompt", JsonValue.of(prompt));
        if (options.n() != null) {
            members.put("n", JsonValue.of(options.n().longValue()));
        }
        put(members, "size", options.size());
        put(members, "quality", options.quality());
        put(
                members,
                "response_format",
                options.delivery() == null ? null : options.delivery().wireName());
        members.putAll(options.additionalProperties().members());
        return members;
    }

    private static void put(Map<String, JsonValue> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, JsonValue.of(value.toString()));
        }
    }

    private static MultipartBody form(ImageEditRequest request, Map<String, JsonValue> members) {
        MultipartBody.Builder form = new MultipartBody.Builder(boundary(request)).setType(MultipartBody.FORM);
        members.forEach((name, value) ->
                form.addFormDataPart(name, value instanceof JsonString text ? text.value() : value.toJson()));
        String imageName = request.images().size() == 1 ? "image" : "image[]";
        for (int i = 0; i < request.images().size(); i++) {
            add(form, imageName, "image-" + (i + 1), request.images().get(i));
        }
        if (request.mask() != null) {
            add(form, "mask", "mask", request.mask());
        }
        return form.build();
    }

    private static void add(MultipartBody.Builder form, String name, String fileName, ImageFile file) {
        form.addFormDataPart(
                name,
                fileName + "." + file.extension(),
                RequestBody.create(file.bytes().toByteArray(), MediaType.get(file.mediaType())));
    }

    /** Made from the content: a repeat under an idempotency key must have the same bytes, and no content can hold its own hash. */
    private static String boundary(ImageEditRequest request) {
        List<byte[]> content = new ArrayList<>();
        content.add(request.prompt().getBytes(StandardCharsets.UTF_8));
        request.images().forEach(image -> content.add(image.bytes().toByteArray()));
        return "cocoon-"
                + Hash256.sha256(content.toArray(byte[][]::new)).toHex().substring(0, BOUNDARY_DIGITS);
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public ModelId model() {
        return model;
    }

    @Override
    public String contentType() {
        return contentType;
    }

    /** These requests have no member for it. */
    @Override
    public int maxTokens() {
        return QueryLimits.DEFAULT_MAX_TOKENS;
    }

    @Override
    public Bytes body(boolean withLimit) {
        return body;
    }

    @Override
    public AnswerReader<GeneratedImage, ImagesResult> newReader(ErrorMapper errors) {
        return new ImagesReader(model, errors);
    }
}
