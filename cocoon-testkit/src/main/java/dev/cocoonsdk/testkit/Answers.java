package dev.cocoonsdk.testkit;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.provider.engine.EngineFailure;
import dev.cocoonsdk.provider.engine.EngineFailure.Kind;
import dev.cocoonsdk.provider.engine.EngineRequest;
import dev.cocoonsdk.provider.engine.Script;
import dev.cocoonsdk.provider.engine.ScriptedEngine;
import dev.cocoonsdk.provider.engine.ScriptedEngine.Played;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the scripted providers of a marketplace answer, and what they were asked. A setting holds for all requests that come after it, at
 * every provider. Thread-safe.
 *
 * <p>Token counts are easy to reckon with: every request counts {@value #PROMPT_TOKENS} prompt tokens, every answer one token per word.
 */
public final class Answers {

    /** The model that scripted providers serve. */
    public static final ModelId MODEL = ModelId.of("scripted");

    /** Prompt tokens of every request. */
    public static final int PROMPT_TOKENS = 10;

    private static final Pattern WORD_START = Pattern.compile("(?<=\\s)(?=\\S)");

    private final List<ScriptedEngine> engines = new CopyOnWriteArrayList<>();
    private volatile Function<EngineRequest, Script> scripts = always("ok", Duration.ZERO);

    Answers() {}

    /** Answers every chat request with this text, word by word if it is streamed. */
    public void answer(String text) {
        scripts = always(text, Duration.ZERO);
    }

    /** As {@link #answer(String)}, with a pause before the head and before each word. */
    public void answerSlowly(String text, Duration pause) {
        scripts = always(text, pause);
    }

    /** Accepts every request and never answers. */
    public void hang() {
        scripts = request -> Script.empty();
    }

    /** Fails every request as a broken engine does. */
    public void fail(String message) {
        Script failure = Script.empty().fail(new EngineFailure(Kind.FAILED, message));
        scripts = request -> failure;
    }

    /** Plays whatever {@code script} says for a request; it is called on the provider's thread and must return at once. */
    public void play(Function<EngineRequest, Script> script) {
        scripts = script;
    }

    /** The requests that the providers got, each provider's in the order they came; {@link Played} says whether they were cancelled. */
    public List<Played> requests() {
        List<Played> all = new ArrayList<>();
        engines.forEach(engine -> all.addAll(engine.played()));
        return all;
    }

    /** An engine that plays these answers. */
    ScriptedEngine newEngine() {
        ScriptedEngine engine = ScriptedEngine.builder(MODEL)
                .scripts(request -> scripts.apply(request))
                .build();
        engines.add(engine);
        return engine;
    }

    private static Function<EngineRequest, Script> always(String text, Duration pause) {
        List<String> words = List.of(WORD_START.split(text));
        Script whole =
                Script.chat(MODEL, List.of(text), PROMPT_TOKENS, words.size()).paced(pause);
        Script streamed =
                Script.streamedChat(MODEL, words, PROMPT_TOKENS, words.size()).paced(pause);
        return request -> isStreamed(request.json()) ? streamed : whole;
    }

    private static boolean isStreamed(@Nullable JsonObject body) {
        return body != null && body.get("stream") instanceof JsonBoolean flag && flag.value();
    }
}
