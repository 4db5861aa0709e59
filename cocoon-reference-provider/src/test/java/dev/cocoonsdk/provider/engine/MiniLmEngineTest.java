package dev.cocoonsdk.provider.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.task.InputForm;
import dev.cocoonsdk.core.task.LanguageTag;
import dev.cocoonsdk.core.task.SummarizeInstruction;
import dev.cocoonsdk.core.task.SummaryStyle;
import dev.cocoonsdk.core.task.TextLength;
import dev.cocoonsdk.core.task.TranslateInstruction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MiniLmEngineTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String TEXT = "The harbour of Brimvale was closed on Monday after a ferry lost its rudder. "
            + "Two hundred passengers were brought ashore by fishing boats, and nobody was hurt. "
            + "Engineers expect the repair to take nine days. "
            + "Until then the islands are served by a smaller ship that carries no cars. "
            + "The ferry company offers refunds to everyone who booked for this week.";

    private static MiniLmEngine engine;

    @BeforeAll
    static void load() {
        engine = MiniLmEngine.create();
    }

    @AfterAll
    static void unload() {
        engine.close();
    }

    @Test
    void says_what_it_serves() {
        assertThat(engine.describe().model()).isEqualTo(MiniLmEngine.DEFAULT_MODEL);
        assertThat(engine.describe().endpoints()).containsExactly("/v1/chat/completions", "/v1/embeddings");
        assertThat(engine.describe().tasks()).containsExactly("embeddings", "summarize");
        assertThat(engine.health().ready()).isTrue();
    }

    @Test
    void puts_related_words_near_and_unrelated_words_far() {
        List<JsonValue> data = embed(JsonValue.array(
                        List.of(JsonValue.of("cat"), JsonValue.of("kitten"), JsonValue.of("stock market"))))
                .array("data");

        double near = cosine(vector(data.get(0)), vector(data.get(1)));
        double far = cosine(vector(data.get(0)), vector(data.get(2)));

        assertThat(near).isGreaterThan(0.55);
        assertThat(far).isLessThan(0.3);
        assertThat(cosine(vector(data.get(0)), vector(data.get(0)))).isBetween(0.999, 1.001);
    }

    @Test
    void gives_a_text_the_same_vector_whatever_its_neighbours_are() {
        JsonObject alone = embed(JsonValue.of(TEXT));
        JsonObject among = embed(JsonValue.array(List.of(JsonValue.of("hello"), JsonValue.of(TEXT))));

        assertThat(vector(among.array("data").get(1)))
                .isEqualTo(vector(alone.array("data").get(0)));
    }

    @Test
    void counts_every_token_of_a_text_longer_than_the_models_window() {
        JsonObject answer = embed(JsonValue.of("word ".repeat(1_000)));

        assertThat(answer.object("usage").integer("prompt_tokens")).isEqualTo(1_000L);
        assertThat(answer.object("usage").integer("total_tokens")).isEqualTo(1_000L);
    }

    @Test
    void encodes_vectors_as_little_endian_base64_when_asked() {
        JsonObject numbers = embed(JsonValue.of("rain"));
        CollectingSink sink =
                post("/v1/embeddings", JsonValue.object("model", "m", "input", "rain", "encoding_format", "base64"));
        String base64 = ((JsonObject) sink.json().array("data").get(0)).string("embedding");

        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        double[] decoded = new double[384];
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = bytes.getFloat();
        }
        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(cosine(decoded, vector(numbers.array("data").get(0)))).isBetween(0.9999, 1.0001);
    }

    @Test
    void refuses_dimensions_that_it_does_not_have() {
        CollectingSink sink =
                post("/v1/embeddings", JsonValue.object("model", "m", "input", "rain", "dimensions", 128));

        assertThat(sink.status()).isEqualTo(400);
        assertThat(sink.json().object("error").string("param")).isEqualTo("dimensions");
        assertThat(sink.json().object("error").string("hint")).isEqualTo("384");
    }

    @Test
    void summarises_to_the_asked_number_of_sentences_in_their_order() {
        CollectingSink sink = summarize(instruction(TextLength.sentences(2), SummaryStyle.PARAGRAPH, null), false);

        List<String> sentences = List.of(sink.content().split("(?<=\\.) "));
        assertThat(sentences).hasSize(2).allSatisfy(sentence -> assertThat(TEXT).contains(sentence));
        assertThat(TEXT.indexOf(sentences.get(0))).isLessThan(TEXT.indexOf(sentences.get(1)));
    }

    @Test
    void streams_the_same_summary_sentence_by_sentence_with_role_reason_and_usage() {
        SummarizeInstruction task = instruction(TextLength.sentences(3), SummaryStyle.BULLETS, null);
        CollectingSink whole = summarize(task, false);
        CollectingSink streamed = summarize(task, true);

        assertThat(streamed.content()).isEqualTo(whole.content());
        assertThat(streamed.text()).endsWith("data: [DONE]\n\n");
        List<JsonObject> events = streamed.events();
        assertThat(events).hasSize(6);
        assertThat(choice(events.get(0)).object("delta").string("role")).isEqualTo("assistant");
        assertThat(choice(events.get(4)).string("finish_reason")).isEqualTo("stop");
        assertThat(events.get(5).object("usage")).isEqualTo(whole.json().object("usage"));
    }

    @Test
    void reports_the_tokens_of_all_messages_and_of_the_summary() {
        SummarizeInstruction task = instruction(TextLength.sentences(1), SummaryStyle.PARAGRAPH, null);
        CollectingSink sink = summarize(task, false);
        JsonObject usage = sink.json().object("usage");

        assertThat(usage.integer("prompt_tokens")).isEqualTo(tokens(task.toSystemMessage()) + tokens(TEXT));
        assertThat(usage.integer("completion_tokens")).isEqualTo(tokens(sink.content()));
    }

    @Test
    void lets_the_focus_question_move_the_choice() {
        String repair = summarize(
                        instruction(TextLength.sentences(1), SummaryStyle.PARAGRAPH, "How long will the repair take?"),
                        false)
                .content();
        String money = summarize(
                        instruction(
                                TextLength.sentences(1), SummaryStyle.PARAGRAPH, "Do customers get their money back?"),
                        false)
                .content();

        assertThat(repair).contains("nine days");
        assertThat(money).contains("refunds");
    }

    @Test
    void stops_before_the_sentence_that_exceeds_max_tokens() {
        JsonObject body = chat(instruction(TextLength.sentences(3), SummaryStyle.PARAGRAPH, null), TEXT, false)
                .with("max_tokens", JsonValue.of(25));
        CollectingSink sink = post("/v1/chat/completions", body);

        assertThat(choice(sink.json()).string("finish_reason")).isEqualTo("length");
        assertThat(sink.json().object("usage").integer("completion_tokens")).isBetween(1L, 25L);
    }

    @Test
    void summarises_the_last_user_message_when_there_is_no_instruction() {
        JsonObject body = JsonValue.object(
                "model", "m", "messages", JsonValue.array(List.of(JsonValue.object("role", "user", "content", TEXT))));

        assertThat(TEXT).contains(post("/v1/chat/completions", body).content());
    }

    @Test
    void says_which_tasks_it_cannot_do() {
        TranslateInstruction translate = new TranslateInstruction(LanguageTag.of("de"), null, null, List.of(), null);
        CollectingSink sink = post("/v1/chat/completions", messages(translate.toSystemMessage(), TEXT, false));

        assertThat(sink.status()).isEqualTo(422);
        assertThat(sink.json().object("error").string("code")).isEqualTo("unsupported_by_model");
        assertThat(sink.json().object("error").string("message")).contains("cannot translate");
        assertThat(sink.text()).doesNotContain("usage");
    }

    @Test
    void refuses_another_language_than_the_inputs() {
        SummarizeInstruction german = new SummarizeInstruction(
                InputForm.TEXT, null, SummaryStyle.PARAGRAPH, LanguageTag.of("de"), null, null);
        SummarizeInstruction english = new SummarizeInstruction(
                InputForm.TEXT, null, SummaryStyle.PARAGRAPH, LanguageTag.of("en-GB"), null, null);

        assertThat(summarize(german, false).status()).isEqualTo(422);
        assertThat(summarize(english, false).status()).isEqualTo(200);
    }

    @Test
    void refuses_a_malformed_task_block_and_an_empty_input() {
        CollectingSink malformed =
                post("/v1/chat/completions", messages("<cocoon-task version=\"1\">{}</cocoon-task>", TEXT, false));
        CollectingSink empty = post("/v1/chat/completions", messages("Be brief.", "  \n ", false));

        assertThat(malformed.status()).isEqualTo(400);
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.json().object("error").string("param")).isEqualTo("messages");
    }

    @Test
    void ends_a_cancelled_call_and_serves_the_next_one() {
        CollectingSink sink = new CollectingSink();
        JsonObject body = chat(instruction(null, SummaryStyle.PARAGRAPH, null), (TEXT + " ").repeat(50), true);
        engine.start(EngineRequest.post("/v1/chat/completions", body, MINUTE), sink)
                .cancel();

        sink.await();
        assertThat(embed(JsonValue.of("next")).array("data")).hasSize(1);
    }

    @Test
    void fails_calls_after_it_was_closed() {
        MiniLmEngine other = MiniLmEngine.create();
        other.close();
        CollectingSink sink = new CollectingSink();
        other.start(EngineRequest.post("/v1/embeddings", JsonValue.object("input", "x"), MINUTE), sink);

        assertThat(sink.failure().kind()).isEqualTo(EngineFailure.Kind.NOT_READY);
    }

    private static JsonObject embed(JsonValue input) {
        return post("/v1/embeddings", JsonValue.object("model", "m", "input", input))
                .json();
    }

    private static long tokens(String text) {
        return embed(JsonValue.of(text)).object("usage").integer("prompt_tokens");
    }

    private static SummarizeInstruction instruction(TextLength length, SummaryStyle style, String focus) {
        return new SummarizeInstruction(InputForm.TEXT, length, style, null, focus, null);
    }

    private static CollectingSink summarize(SummarizeInstruction task, boolean stream) {
        return post("/v1/chat/completions", chat(task, TEXT, stream)).await();
    }

    private static JsonObject chat(SummarizeInstruction task, String text, boolean stream) {
        return messages(task.toSystemMessage(), text, stream);
    }

    private static JsonObject messages(String system, String user, boolean stream) {
        return JsonValue.object(
                "model",
                "m",
                "messages",
                JsonValue.array(List.of(
                        JsonValue.object("role", "system", "content", system),
                        JsonValue.object("role", "user", "content", user))),
                "stream",
                stream,
                "stream_options",
                JsonValue.object("include_usage", true));
    }

    private static CollectingSink post(String path, JsonObject body) {
        CollectingSink sink = new CollectingSink();
        engine.start(EngineRequest.post(path, body, MINUTE), sink);
        return sink.await();
    }

    private static JsonObject choice(JsonObject answer) {
        return (JsonObject) answer.array("choices").get(0);
    }

    private static double[] vector(JsonValue item) {
        return ((JsonObject) item)
                .array("embedding").stream()
                        .mapToDouble(number -> ((JsonNumber) number).toDouble())
                        .toArray();
    }

    private static double cosine(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
