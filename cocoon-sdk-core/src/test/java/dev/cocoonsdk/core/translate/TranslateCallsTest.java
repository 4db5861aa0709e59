package dev.cocoonsdk.core.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.error.UnsupportedByModelException;
import dev.cocoonsdk.core.support.ScriptedTransport;
import dev.cocoonsdk.core.support.ScriptedTransport.Call;
import dev.cocoonsdk.core.task.Formality;
import dev.cocoonsdk.core.task.GlossaryTerm;
import dev.cocoonsdk.core.task.LanguageTag;
import dev.cocoonsdk.core.task.TaskInstruction;
import dev.cocoonsdk.core.task.TranslateInstruction;
import dev.cocoonsdk.core.translate.TranslateEvent.Done;
import dev.cocoonsdk.core.translate.TranslateEvent.PartFinished;
import dev.cocoonsdk.core.translate.TranslateEvent.PartStarted;
import dev.cocoonsdk.core.translate.TranslateEvent.TextDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TranslateCallsTest {

    private static final LanguageTag GERMAN = LanguageTag.of("de");
    private static final String LONG_TEXT = "  One sentence of some words. Another sentence.\n\n".repeat(300);

    /** Translates by shouting, and adds white space as models do. */
    private final ScriptedTransport server = ScriptedTransport.answering(TranslateCallsTest::shout);

    private static String shout(Call call) {
        return "\n" + call.user().toUpperCase(Locale.ROOT) + " ";
    }

    @Test
    void a_text_that_fits_is_one_request() {
        TranslateResult result = server.client()
                .translate()
                .call(TranslateRequest.builder(" Some text.\n", GERMAN)
                        .source(LanguageTag.of("en"))
                        .formality(Formality.FORMAL)
                        .term("text", "Text")
                        .build());

        assertThat(server.calls).hasSize(1);
        assertThat(server.last().user()).isEqualTo("Some text.");
        assertThat(TaskInstruction.parse(server.last().system()))
                .isEqualTo(new TranslateInstruction(
                        GERMAN,
                        LanguageTag.of("en"),
                        Formality.FORMAL,
                        List.of(new GlossaryTerm("text", "Text")),
                        null));
        assertThat(result.text()).isEqualTo(" SOME TEXT.\n");
        assertThat(result.parts()).containsExactly(new TranslatedPart(0, 12, 0, 12));
        assertThat(result.model()).isEqualTo(ModelId.of("model"));
        assertThat(result.usage().totalTokens()).isEqualTo(15);
        assertThat(result.timings().firstToken()).isNotNull();
    }

    @Test
    void a_long_text_is_translated_part_by_part_and_keeps_its_white_space() {
        TranslateResult result = server.client()
                .translate()
                .call(TranslateRequest.builder(LONG_TEXT, GERMAN)
                        .contextTokens(2048)
                        .build());
        assertThat(server.calls).hasSizeGreaterThan(3);
        assertThat(result.parts()).hasSameSizeAs(server.calls);
        assertThat(result.text()).isEqualTo(LONG_TEXT.toUpperCase(Locale.ROOT));
        assertThat(server.calls)
                .allSatisfy(call -> assertThat(((TranslateInstruction) TaskInstruction.parse(call.system()))
                                .part()
                                .total())
                        .isEqualTo(result.parts().size()));
        assertThat(result.attempts()).isEqualTo(result.parts().size());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("Word ", "\n\n", "   ", "Sentence one. ", "😀", "\t", "这是一句话。")
                .list()
                .ofMinSize(1)
                .ofMaxSize(400)
                .map(pieces -> String.join("", pieces))
                .filter(text -> !text.isBlank());
    }

    @Property(tries = 40)
    void the_parts_cover_source_and_translation_exactly(@ForAll("texts") String text) {
        TranslateResult result = server.client()
                .translate()
                .call(TranslateRequest.builder(text, GERMAN).contextTokens(1024).build());
        assertThat(result.text()).isEqualTo(text.toUpperCase(Locale.ROOT));
        int source = 0;
        int target = 0;
        for (TranslatedPart part : result.parts()) {
            assertThat(part.sourceStart()).isEqualTo(source);
            assertThat(part.start()).isEqualTo(target);
            source = part.sourceEnd();
            target = part.end();
        }
        assertThat(source).isEqualTo(text.length());
        assertThat(target).isEqualTo(result.text().length());
    }

    @Test
    void the_text_of_the_stream_is_the_result_in_order() {
        List<TranslateEvent> events = new ArrayList<>();
        TranslateResult result;
        try (EventStream<TranslateEvent, TranslateResult> stream = server.client().translate().stream(
                TranslateRequest.builder(LONG_TEXT, GERMAN).contextTokens(2048).build())) {
            stream.forEachRemaining(events::add);
            result = stream.result();
        }
        assertThat(events.stream().map(TranslateEvent::text).collect(Collectors.joining()))
                .isEqualTo(result.text());
        assertThat(events).filteredOn(PartStarted.class::isInstance).hasSameSizeAs(result.parts());
        assertThat(events).filteredOn(PartFinished.class::isInstance).hasSameSizeAs(result.parts());
        assertThat(events).last().isEqualTo(new Done(result));
    }

    @Test
    void cancelling_the_future_cancels_every_part() {
        ScriptedTransport silent = ScriptedTransport.serving(call -> {});
        CompletableFuture<TranslateResult> future = silent.client()
                .translate()
                .callAsync(TranslateRequest.builder(LONG_TEXT, GERMAN)
                        .contextTokens(2048)
                        .parallelism(3)
                        .build());
        assertThat(silent.calls).hasSize(3);
        future.cancel(true);
        await().untilAsserted(() -> assertThat(silent.cancelled).hasValue(3));
    }

    @Test
    void parts_have_idempotency_keys_of_their_own() {
        server.client()
                .translate()
                .call(
                        TranslateRequest.builder(LONG_TEXT, GERMAN)
                                .contextTokens(2048)
                                .build(),
                        CallOptions.builder().idempotencyKey("order-7").build());
        assertThat(server.calls)
                .extracting(call -> call.request().idempotencyKey())
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key).startsWith("order-7."));
    }

    @Test
    void a_model_that_cannot_translate_is_refused_with_those_that_can() {
        ScriptedTransport extractive = server.with(
                ScriptedTransport.model("model", 4096, "summarize"),
                ScriptedTransport.model("writer", 4096, "chat", "translate"));
        assertThatExceptionOfType(UnsupportedByModelException.class)
                .isThrownBy(() -> extractive.client().translate().call("Text.", GERMAN))
                .satisfies(e -> assertThat(e.feature()).isEqualTo("translate"))
                .satisfies(e -> assertThat(e.candidates()).containsExactly(ModelId.of("writer")));
    }

    @Test
    void an_answer_without_text_is_a_failure_of_the_provider() {
        ScriptedTransport empty = ScriptedTransport.answering(call -> " ");
        assertThatExceptionOfType(ProviderFailureException.class)
                .isThrownBy(() -> empty.client().translate().call("Text.", GERMAN));
    }

    @Test
    void a_glossary_that_fills_the_context_is_refused() {
        TranslateRequest.Builder request =
                TranslateRequest.builder("Text.", GERMAN).contextTokens(2048);
        for (int i = 0; i < 200; i++) {
            request.term("a term with the number " + i, "eine Übersetzung mit der Nummer " + i);
        }
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> server.client().translate().call(request.build()))
                .satisfies(e -> assertThat(e.field()).isEqualTo("contextTokens"));
    }

    @Test
    void blank_text_is_refused_and_nothing_prints_text() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> TranslateRequest.of(" ", GERMAN))
                .satisfies(e -> assertThat(e.field()).isEqualTo("text"));
        TranslateRequest request = TranslateRequest.builder("secret", GERMAN)
                .term("secret", "geheim")
                .build();
        TranslateResult result = server.client().translate().call(request);
        assertThat(request + " " + result + " " + new TextDelta("secret") + new Done(result))
                .doesNotContainIgnoringCase("secret")
                .doesNotContain("geheim");
    }
}
