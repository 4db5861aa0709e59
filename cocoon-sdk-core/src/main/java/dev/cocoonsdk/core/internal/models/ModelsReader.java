package dev.cocoonsdk.core.internal.models;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenArithmetic;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.internal.call.AnswerReader;
import dev.cocoonsdk.core.internal.call.CallInfo;
import dev.cocoonsdk.core.internal.error.ErrorMapper;
import dev.cocoonsdk.core.internal.json.JsonTree;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.core.models.ModelCapabilities;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.models.ModelList;
import dev.cocoonsdk.core.models.ModelPricing;
import dev.cocoonsdk.core.models.WorkerInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads model lists. The official client-runner writes {@code object} twice ({@code docs/protocol/http-api.md} 2.2). */
final class ModelsReader implements AnswerReader<ModelInfo, ModelList> {

    private final ErrorMapper errors;
    private final boolean optional;
    private final List<ModelInfo> models = new ArrayList<>();
    private final List<JsonObject> otherEntries = new ArrayList<>();
    private JsonObject others = new JsonObject(Map.<String, JsonValue>of());
    private boolean complete;

    ModelsReader(ErrorMapper errors, boolean optional) {
        this.errors = errors;
        this.optional = optional;
    }

    @Override
    public void read(Buffer json, Consumer<? super ModelInfo> events) throws IOException {
        if (!(JsonTree.read(JsonReader.of(json)) instanceof JsonObject list)) {
            throw new JsonDataException("the model list is no object");
        }
        errors.throwIfError(list.members());
        if (!(list.get("data") instanceof JsonArray data)) {
            throw new JsonDataException("data is no array");
        }
        complete = true;
        others = list.without("data").without("object");
        for (JsonValue entry : data.items()) {
            if (entry instanceof JsonObject object) {
                readEntry(object, events);
            }
        }
    }

    private void readEntry(JsonObject entry, Consumer<? super ModelInfo> events) {
        ModelId id = routingName(entry.string("id"));
        if (id == null) {
            otherEntries.add(entry);
            return;
        }
        String owner = entry.string("owned_by");
        ModelInfo model = new ModelInfo(
                id,
                owner == null ? "" : owner,
                workers(entry.array("workers")),
                capabilities(entry.object("capabilities")),
                pricing(entry.object("pricing")),
                entry.without("id")
                        .without("object")
                        .without("owned_by")
                        .without("workers")
                        .without("capabilities")
                        .without("pricing"));
        models.add(model);
        events.accept(model);
    }

    private static @Nullable ModelId routingName(@Nullable String id) {
        if (id == null) {
            return null;
        }
        try {
            return ModelId.of(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static List<WorkerInfo> workers(List<JsonValue> entries) {
        return entries.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .map(worker -> new WorkerInfo(
                        integer(worker, "coefficient", TokenArithmetic.COEFFICIENT_ONE),
                        integer(worker, "running_requests", 0),
                        integer(worker, "max_running_requests", 0)))
                .sorted(Comparator.comparingInt(WorkerInfo::coefficient))
                .toList();
    }

    private static @Nullable ModelCapabilities capabilities(@Nullable JsonObject object) {
        if (object == null) {
            return null;
        }
        int context = integer(object, "context_tokens", 0);
        return new ModelCapabilities(
                strings(object, "endpoints"),
                strings(object, "tasks"),
                context == 0 ? null : (Integer) context,
                object.without("endpoints").without("tasks").without("context_tokens"));
    }

    private static @Nullable ModelPricing pricing(@Nullable JsonObject object) {
        Long price = object == null ? null : object.integer("price_per_token_nanoton");
        if (object == null || price == null || price < 0) {
            return null;
        }
        return new ModelPricing(
                NanoTon.of(price),
                integer(object, "prompt_multiplier", TokenArithmetic.MULTIPLIER_ONE),
                integer(object, "cached_multiplier", TokenArithmetic.MULTIPLIER_ONE),
                integer(object, "completion_multiplier", TokenArithmetic.MULTIPLIER_ONE),
                integer(object, "reasoning_multiplier", TokenArithmetic.MULTIPLIER_ONE),
                integer(object, "min_coefficient", TokenArithmetic.COEFFICIENT_ONE));
    }

    private static int integer(JsonObject object, String name, int otherwise) {
        Long value = object.integer(name);
        return value == null || value < 0 || value > Integer.MAX_VALUE ? otherwise : value.intValue();
    }

    private static List<String> strings(JsonObject object, String name) {
        return object.array(name).stream()
                .filter(JsonString.class::isInstance)
                .map(item -> ((JsonString) item).value())
                .toList();
    }

    @Override
    public @Nullable Usage usage() {
        return null;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public boolean takesForEmpty(int status) {
        return optional && (status == 404 || status == 405);
    }

    @Override
    public ModelList finish(CallInfo info) {
        return new ModelList(models, otherEntries, info.timings(), info.attempts(), info.verification(), others);
    }
}
