package dev.cocoonsdk.provider.engine;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.provider.internal.openai.ChatAnswer;
import dev.cocoonsdk.provider.internal.openai.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link ScriptedEngine} answers, step by step; a script without {@link #end} and {@link #fail} hangs after its last
 * step. Immutable; reusable for any number of requests.
 */
public final class Script {

    /** One step, after waiting. */
    record Step(Duration delay, Action action) {}

    /** What a step does. */
    @FunctionalInterface
    interface Action {
        void play(EngineSink sink);
    }

    private final List<Step> steps;
    private final Duration nextDelay;

    private Script(List<Step> steps, Duration nextDelay) {
        this.steps = List.copyOf(steps);
        this.nextDelay = nextDelay;
    }

    /** A script that does nothing, for ever. */
    public static Script empty() {
        return new Script(List.of(), Duration.ZERO);
    }

    /** Waits before the next step. */
    public Script delay(Duration delay) {
        return new Script(steps, nextDelay.plus(delay));
    }

    /** Sends the head. */
    public Script head(int status, EngineHeader... headers) {
        List<EngineHeader> list = List.of(headers);
        return with(sink -> sink.head(status, list));
    }

    /** Sends a piece of the body. */
    public Script body(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return with(sink -> sink.body(ByteBuffer.wrap(bytes).asReadOnlyBuffer()));
    }

    /** Ends well. */
    public Script end() {
        return with(EngineSink::end);
    }

    /** Ends badly. */
    public Script fail(EngineFailure failure) {
        return with(sink -> sink.fail(failure));
    }

    /** The same script with a pause before each piece of the body. */
    public Script paced(Duration pause) {
        List<Step> paced = new ArrayList<>();
        for (Step step : steps) {
            paced.add(new Step(step.delay().plus(pause), step.action()));
        }
        return new Script(paced, nextDelay);
    }

    /** A whole JSON answer with status 200. */
    public static Script json(String body) {
        return empty().head(200, new EngineHeader("Content-Type", "application/json"))
                .body(body)
                .end();
    }

    /** A chat answer as one JSON object. */
    public static Script chat(ModelId model, List<String> pieces, long promptTokens, long completionTokens) {
        return recorded(model, pieces, promptTokens, completionTokens, false);
    }

    /** A chat answer as server-sent events, one for each piece. */
    public static Script streamedChat(ModelId model, List<String> pieces, long promptTokens, long completionTokens) {
        return recorded(model, pieces, promptTokens, completionTokens, true);
    }

    private static Script recorded(ModelId model, List<String> pieces, long prompt, long completion, boolean stream) {
        Recorder recorder = new Recorder();
        ChatAnswer answer = new ChatAnswer(recorder, "chatcmpl-scripted", model.value(), 0, stream, true);
        answer.begin();
        pieces.forEach(answer::piece);
        answer.end("stop", new Usage(prompt, completion));
        return recorder.script;
    }

    private Script with(Action action) {
        List<Step> more = new ArrayList<>(steps);
        more.add(new Step(nextDelay, action));
        return new Script(more, Duration.ZERO);
    }

    List<Step> steps() {
        return steps;
    }

    /** Makes a script of what a writer sends. */
    private static final class Recorder implements EngineSink {
        private Script script = Script.empty();

        @Override
        public void head(int status, List<EngineHeader> headers) {
            script = script.head(status, headers.toArray(new EngineHeader[0]));
        }

        @Override
        public void body(ByteBuffer bytes) {
            script = script.body(StandardCharsets.UTF_8.decode(bytes).toString());
        }

        @Override
        public void end() {
            script = script.end();
        }

        @Override
        public void fail(EngineFailure failure) {
            script = script.fail(failure);
        }
    }
}
