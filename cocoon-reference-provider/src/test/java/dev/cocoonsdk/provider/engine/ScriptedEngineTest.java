package dev.cocoonsdk.provider.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.provider.engine.EngineFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptedEngineTest {

    private static final ModelId MODEL = ModelId.of("scripted");
    private static final JsonObject STREAMED = JsonValue.object("stream", true);

    private final List<Duration> delays = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();

    @Test
    void answers_as_json_or_as_events_as_the_request_wants() {
        try (ScriptedEngine engine =
                ScriptedEngine.builder(MODEL).chat(List.of("a", "b"), 3, 2).build()) {
            CollectingSink whole = ask(engine, JsonValue.object());
            CollectingSink streamed = ask(engine, STREAMED);

            assertThat(whole.await().content()).isEqualTo("ab");
            assertThat(whole.json().object("usage").integer("total_tokens")).isEqualTo(5);
            assertThat(streamed.await().content()).isEqualTo("ab");
            assertThat(engine.played()).hasSize(2);
        }
    }

    @Test
    void sends_as_many_chunks_as_the_script_has() {
        List<String> pieces =
                IntStream.range(0, 50).mapToObj(i -> "piece " + i + " ").toList();
        try (ScriptedEngine engine =
                ScriptedEngine.builder(MODEL).chat(pieces, 1, 50).build()) {
            CollectingSink sink = ask(engine, STREAMED).await();

            assertThat(sink.content()).isEqualTo(pieces.stream().collect(Collectors.joining()));
            assertThat(sink.parts()).isEqualTo(54);
        }
    }

    @Test
    void waits_between_steps_on_the_given_scheduler() {
        ScriptedEngine engine = byHand(Script.json("{}").paced(Duration.ofSeconds(2)));
        CollectingSink sink = ask(engine, STREAMED);

        assertThat(sink.parts()).isZero();
        runNext();
        runNext();
        assertThat(sink.text()).isEqualTo("{}");
        assertThat(engine.played().get(0).finished()).isNotDone();
        runNext();
        assertThat(engine.played().get(0).finished()).isDone();
        assertThat(delays).containsOnly(Duration.ofSeconds(2)).hasSize(3);
    }

    @Test
    void plays_nothing_more_after_it_was_cancelled_and_says_so() {
        ScriptedEngine engine = byHand(Script.empty()
                .head(200)
                .delay(Duration.ofSeconds(1))
                .body("late")
                .end());
        CollectingSink sink = new CollectingSink();
        EngineCall call = engine.start(EngineRequest.post("/v1/chat/completions", STREAMED, Duration.ZERO), sink);
        runNext();

        call.cancel();
        runNext();

        assertThat(sink.text()).isEmpty();
        assertThat(engine.played().get(0).cancelled()).isDone();
        assertThat(waiting).isEmpty();
    }

    @Test
    void fails_when_the_script_does() {
        ScriptedEngine engine = byHand(Script.empty().fail(new EngineFailure(Kind.FAILED, "as planned")));
        CollectingSink sink = ask(engine, STREAMED);
        runNext();

        assertThat(sink.failure().message()).isEqualTo("as planned");
    }

    @Test
    void forgets_requests_when_told_to() {
        try (ScriptedEngine engine = ScriptedEngine.builder(MODEL).forgetful().build()) {
            ask(engine, STREAMED).await();

            assertThat(engine.played()).isEmpty();
        }
    }

    private ScriptedEngine byHand(Script script) {
        return ScriptedEngine.builder(MODEL)
                .script(script)
                .scheduler((delay, task) -> {
                    delays.add(delay);
                    waiting.add(task);
                })
                .build();
    }

    private void runNext() {
        waiting.remove(0).run();
    }

    private static CollectingSink ask(ScriptedEngine engine, JsonObject body) {
        CollectingSink sink = new CollectingSink();
        engine.start(EngineRequest.post("/v1/chat/completions", body, Duration.ofMinutes(1)), sink);
        return sink;
    }
}
