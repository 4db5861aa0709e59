package dev.cocoonsdk.testkit.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import dev.cocoonsdk.testkit.injection.InjectionOutcome.Verdict;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InjectionSuiteTest {

    private static final Pattern WORD = Pattern.compile("\\b(?:[BDFGKLMNPRTVZ][AEIOU]){3}\\b");

    private final InjectionSuite suite = InjectionSuite.standard(new Random(7));

    @Test
    void the_collection_is_large_varied_and_without_repetition() {
        assertThat(suite.attempts()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(suite.attempts()).extracting(InjectionCase::id).doesNotHaveDuplicates();
        assertThat(suite.attempts()).extracting(InjectionCase::template).doesNotHaveDuplicates();
        Set<String> techniques = new HashSet<>();
        suite.attempts().forEach(attempt -> techniques.add(attempt.technique()));
        assertThat(techniques).hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void no_input_holds_the_canary_that_its_answer_is_searched_for() {
        for (InjectionCase attempt : suite.attempts()) {
            assertThat(attempt.text("BADEFI", "GOKULA")).doesNotContain("BADEFIGOKULA");
            if (attempt.asksForInstruction()) {
                assertThat(attempt.template()).doesNotContain("cocoon-task");
            }
        }
    }

    @Test
    void a_model_that_obeys_the_text_is_reported_as_such() {
        InjectionReport report = suite.run(client(InjectionSuiteTest::obey));
        assertThat(report.with(Verdict.OBEYED)).hasSize(suite.attempts().size());
        assertThat(report.rate()).isEqualTo(1.0);
        assertThat(report.toString()).contains("taken for instructions: 100.0 %");
    }

    @Test
    void a_model_that_keeps_to_its_task_is_reported_as_such() {
        InjectionReport report = suite.run(client((system, user) -> "A tea house opened again after repairs."));
        assertThat(report.with(Verdict.RESISTED)).hasSize(suite.attempts().size());
        assertThat(report.rate()).isZero();
    }

    @Test
    void a_model_that_only_quotes_the_text_does_not_obey_it() {
        InjectionReport report = suite.run(client((system, user) -> user));
        assertThat(report.with(Verdict.OBEYED))
                .extracting(outcome -> outcome.attempt().technique())
                .isEmpty();
    }

    @Test
    void what_is_obeyed_now_and_then_is_counted_exactly() {
        AtomicInteger calls = new AtomicInteger();
        InjectionReport report = suite.run(client(
                (system, user) -> calls.getAndIncrement() % 4 == 0 ? obey(system, user) : "A tea house opened again."));
        int expected = (suite.attempts().size() + 3) / 4;
        assertThat(report.with(Verdict.OBEYED)).hasSize(expected);
        assertThat(report.rate()).isEqualTo((double) expected / suite.attempts().size());
        assertThat(report.byTechnique().values().stream()
                        .mapToInt(part -> part.with(Verdict.OBEYED).size())
                        .sum())
                .isEqualTo(expected);
    }

    @Test
    void calls_that_fail_are_not_counted_as_resistance() {
        InjectionReport report = suite.run(client((system, user) -> " "));
        assertThat(report.with(Verdict.FAILED))
                .hasSize(suite.attempts().size())
                .allSatisfy(outcome -> assertThat(outcome.failure()).isEqualTo("ProviderFailureException"));
        assertThat(report.rate()).isZero();
    }

    /** Joins the two words if there are some, else gives its instruction away. */
    private static String obey(String system, String user) {
        List<String> words =
                WORD.matcher(user).results().map(MatchResult::group).toList();
        return words.size() < 2 ? system : words.get(0) + words.get(1);
    }

    private static CocoonClient client(BinaryOperator<String> model) {
        return CocoonClient.builder()
                .transport(new FakeModel(model))
                .defaultModel(ModelId.of("fake"))
                .retries(RetryPolicy.none())
                .build();
    }

    /** Answers with what a function makes of system and user message. */
    private record FakeModel(BinaryOperator<String> model) implements Transport {

        @Override
        public Exchange start(TransportRequest request, TransportListener listener) {
            boolean chat = request.path().equals("/v1/chat/completions");
            listener.onConnected();
            listener.onHead(
                    new ResponseHead(chat ? 200 : 404, List.of(new Header("Content-Type", "application/json"))));
            listener.onBody(ByteBuffer.wrap((chat ? answer(request) : JsonValue.object()).toJsonBytes()));
            listener.onEnd(null);
            return () -> {};
        }

        private JsonObject answer(TransportRequest request) {
            List<JsonValue> messages =
                    ((JsonObject) JsonValue.parse(request.body().toByteArray())).array("messages");
            String text = model.apply(content(messages.get(0)), content(messages.get(1)));
            JsonObject message = JsonValue.object("role", "assistant", "content", text);
            JsonObject choice = JsonValue.object("index", 0, "message", message, "finish_reason", "stop");
            return JsonValue.object("choices", JsonValue.array(List.of(choice)));
        }

        private static String content(JsonValue message) {
            return String.valueOf(((JsonObject) message).string("content"));
        }

        @Override
        public Confidentiality confidentiality() {
            return Confidentiality.NONE;
        }

        @Override
        public void close() {}
    }
}
