package dev.cocoonsdk.core.internal.chat;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.internal.call.AnswerReader;
import dev.cocoonsdk.core.internal.call.CallInfo;
import dev.cocoonsdk.core.internal.error.ErrorMapper;
import dev.cocoonsdk.core.internal.json.JsonFields;
import dev.cocoonsdk.core.internal.json.JsonTree;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads chat answers: the chunks of a stream and whole documents alike. */
public final class ChatAnswerReader implements AnswerReader<ChatEvent, ChatResult> {

    private static final JsonReader.Options MEMBERS =
            JsonReader.Options.of("choices", "id", "model", "usage", "error", "object");
    private static final int MAX_CHOICES = 128;

    private final ModelId requestedModel;
    private final int wanted;
    private final ErrorMapper errors;
    private final TreeMap<Integer, ChoiceAccumulator> choices = new TreeMap<>();
    private final Map<String, JsonValue> others = new LinkedHashMap<>();
    private final UsageReader usage = new UsageReader();
    private final ChoiceReader choiceReader;
    private @Nullable String id;
    private @Nullable String model;
    private int finished;
    private boolean closingUsage;

    /**
     * For the answer to one request.
     *
     * @param wanted how many choices were asked for
     */
    public ChatAnswerReader(ModelId requestedModel, int wanted, ErrorMapper errors) {
        this.wanted = wanted;
        this.requestedModel = requestedModel;
        this.errors = errors;
        this.choiceReader = new ChoiceReader(this::accumulator);
    }

    private ChoiceAccumulator accumulator(int index) {
        ChoiceAccumulator known = choices.get(index);
        if (known != null) {
            return known;
        }
        if (index < 0 || index >= MAX_CHOICES) {
            throw new JsonDataException("choices.index");
        }
        ChoiceAccumulator created = new ChoiceAccumulator(index);
        choices.put(index, created);
        return created;
    }

    @Override
    public void read(Buffer json, Consumer<? super ChatEvent> events) throws IOException {
        JsonReader reader = JsonReader.of(json);
        boolean anyChoice = false;
        boolean anyUsage = false;
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.selectName(MEMBERS)) {
                case 0 -> anyChoice |= readChoices(reader, events);
                case 1 -> id = firstString(reader, id);
                case 2 -> model = firstString(reader, model);
                case 3 -> anyUsage |= readUsage(reader);
                case 4 -> readError(reader, others);
                case 5 -> reader.skipValue();
                default -> JsonFields.collect(reader, others);
            }
        }
        reader.endObject();
        errors.throwIfError(others);
        if (anyUsage) {
            closingUsage |= !anyChoice;
            reportUsage(events);
        }
    }

    private boolean readChoices(JsonReader reader, Consumer<? super ChatEvent> events) throws IOException {
        if (!JsonFields.beginArray(reader)) {
            return false;
        }
        boolean any = false;
        while (reader.hasNext()) {
            any = true;
            finished += choiceReader.read(reader, events) ? 1 : 0;
        }
        reader.endArray();
        return any;
    }

    private static @Nullable String firstString(JsonReader reader, @Nullable String known) throws IOException {
        if (known != null && !known.isEmpty()) {
            reader.skipValue();
            return known;
        }
        return JsonFields.stringOrNull(reader);
    }

    private boolean readUsage(JsonReader reader) throws IOException {
        boolean present = reader.peek() == JsonReader.Token.BEGIN_OBJECT;
        usage.read(reader);
        return present;
    }

    private static void readError(JsonReader reader, Map<String, JsonValue> into) throws IOException {
        if (reader.peek() == JsonReader.Token.NULL) {
            reader.skipValue();
        } else {
            into.put("error", JsonTree.read(reader));
        }
    }

    private void reportUsage(Consumer<? super ChatEvent> events) {
        Usage current = usage.usage();
        if (current != null) {
            events.accept(new ChatEvent.UsageReported(current));
        }
    }

    @Override
    public @Nullable Usage usage() {
        return usage.usage();
    }

    @Override
    public boolean isComplete() {
        return !choices.isEmpty()
                && (finished >= Math.max(wanted, choices.size()) || closingUsage || choiceReader.sawWholeMessage());
    }

    @Override
    public ChatResult finish(CallInfo info) {
        if (choices.isEmpty()) {
            throw new ProtocolViolationException("choices: none (expected: at least one)", null, Acceptance.ACCEPTED);
        }
        usage.addOthers(others);
        return new ChatResult(
                id == null ? "" : id,
                modelOf(model, requestedModel),
                choices.values().stream().map(ChoiceAccumulator::toChoice).toList(),
                info.usage(usage.usage()),
                info.timings(),
                info.attempts(),
                info.verification(),
                new JsonObject(others));
    }

    /** The model that the server names if that is a routing name, else the one asked for. */
    public static ModelId modelOf(@Nullable String answered, ModelId requested) {
        if (answered == null || answered.isEmpty()) {
            return requested;
        }
        try {
            return ModelId.ofFullName(answered);
        } catch (IllegalArgumentException e) {
            return requested;
        }
    }
}
