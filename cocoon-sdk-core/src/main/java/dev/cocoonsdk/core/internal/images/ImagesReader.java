package dev.cocoonsdk.core.internal.images;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.images.GeneratedImage;
import dev.cocoonsdk.core.images.ImagesResult;
import dev.cocoonsdk.core.internal.call.AnswerReader;
import dev.cocoonsdk.core.internal.call.CallInfo;
import dev.cocoonsdk.core.internal.chat.ChatAnswerReader;
import dev.cocoonsdk.core.internal.error.ErrorMapper;
import dev.cocoonsdk.core.internal.json.JsonTree;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads {@code {"data":[{"b64_json"|"url","revised_prompt"}],"usage":{…}}}. */
final class ImagesReader implements AnswerReader<GeneratedImage, ImagesResult> {

    private final ModelId requestedModel;
    private final ErrorMapper errors;
    private final List<GeneratedImage> images = new ArrayList<>();
    private final Map<String, JsonValue> others = new LinkedHashMap<>();
    private @Nullable Usage usage;
    private @Nullable String model;

    ImagesReader(ModelId requestedModel, ErrorMapper errors) {
        this.requestedModel = requestedModel;
        this.errors = errors;
    }

    @Override
    public void read(Buffer json, Consumer<? super GeneratedImage> events) throws IOException {
        if (!(JsonTree.read(JsonReader.of(json)) instanceof JsonObject answer)) {
            throw new JsonDataException("the answer is no object");
        }
        errors.throwIfError(answer.members());
        for (JsonValue entry : answer.array("data")) {
            if (entry instanceof JsonObject object) {
                GeneratedImage image = image(images.size(), object);
                images.add(image);
                events.accept(image);
            }
        }
        JsonObject reported = answer.object("usage");
        usage = reported == null ? usage : usage(reported);
        model = answer.string("model") == null ? model : answer.string("model");
        others.putAll(answer.without("data").without("usage").without("model").members());
    }

    private static GeneratedImage image(int index, JsonObject entry) {
        String base64 = entry.string("b64_json");
        String url = entry.string("url");
        if (base64 == null && url == null) {
            throw new JsonDataException("data[" + index + "] has neither b64_json nor url");
        }
        return new GeneratedImage(
                index,
                base64 == null ? null : decode(index, base64),
                url == null ? null : link(index, url),
                entry.string("revised_prompt"));
    }

    private static Bytes decode(int index, String base64) {
        try {
            return Bytes.wrap(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new JsonDataException("data[" + index + "].b64_json is no base64", e);
        }
    }

    private static URI link(int index, String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // Without its cause, whose message repeats the link.
            throw new JsonDataException("data[" + index + "].url is no URL");
        }
    }

    /** Image endpoints of OpenAI name the counts differently from all others. */
    private static Usage usage(JsonObject reported) {
        Long cost = reported.integer("total_cost");
        return new Usage(
                count(reported, "prompt_tokens", "input_tokens"),
                0,
                count(reported, "completion_tokens", "output_tokens"),
                0,
                cost == null || cost < 0 ? null : NanoTon.of(cost));
    }

    private static long count(JsonObject reported, String name, String otherName) {
        Long value = reported.integer(name) == null ? reported.integer(otherName) : reported.integer(name);
        return value == null ? 0 : Math.max(0, value);
    }

    @Override
    public @Nullable Usage usage() {
        return usage;
    }

    @Override
    public boolean isComplete() {
        return !images.isEmpty();
    }

    @Override
    public ImagesResult finish(CallInfo info) {
        return new ImagesResult(
                images,
                ChatAnswerReader.modelOf(model, requestedModel),
                info.usage(usage),
                info.timings(),
                info.attempts(),
                info.verification(),
                new JsonObject(others));
    }
}
