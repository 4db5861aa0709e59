package dev.cocoonsdk.core.summarize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.core.error.UnknownModelException;
import dev.cocoonsdk.core.error.UnsupportedByModelException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.models.ModelPricing;
import dev.cocoonsdk.core.policy.Deadline;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.summarize.SourceRange.OfMessages;
import dev.cocoonsdk.core.summarize.SourceRange.OfText;
import dev.cocoonsdk.core.summarize.SummarizeEvent.Done;
import dev.cocoonsdk.core.summarize.SummarizeEvent.PartFinished;
import dev.cocoonsdk.core.summarize.SummarizeEvent.PartStarted;
import dev.cocoonsdk.core.summarize.SummarizeEvent.TextDelta;
import dev.cocoonsdk.core.support.ManualScheduler;
import dev.cocoonsdk.core.support.ScriptedTransport;
import dev.cocoonsdk.core.support.ScriptedTransport.Call;
import dev.cocoonsdk.core.task.ChatLine;
import dev.cocoonsdk.core.task.ChatTranscript;
import dev.cocoonsdk.core.task.InputForm;
import dev.cocoonsdk.core.task.LanguageTag;
import dev.cocoonsdk.core.task.PartOf;
import dev.cocoonsdk.core.task.SummarizeInstruction;
import dev.cocoonsdk.core.task.SummaryStyle;
import dev.cocoonsdk.core.task.TaskInstruction;
import dev.cocoonsdk.core.task.TextLength;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SummarizeCallsTest {

    private static final String LONG_TEXT =
            "A sentence of several words. Another one of some more words.\n\n".repeat(400);
    private static final Usage USAGE = new Usage(10, 0, 5, 0, NanoTon.of(ScriptedTransport.COST));

    private final ScriptedTransport server = ScriptedTransport.answering(call -> "Short summary.");
    private final CocoonClient client = server.client();

    @Test
    void a_text_that_fits_is_one_request_with_the_text_alone_in_the_user_message() {
        SummarizeResult result = client.summarize()
                .call(SummarizeRequest.builder("Some text.\n")
                        .sentences(3)
                        .style(SummaryStyle.BULLETS)
                        .language(LanguageTag.of("de"))
                        .focus("Who pays?")
                        .build());

        assertThat(server.calls).hasSize(1);
        assertThat(server.last().user()).isEqualTo("Some text.\n");
        assertThat(server.last().json().array("messages")).hasSize(2);
        assertThat(TaskInstruction.parse(server.last().system()))
                .isEqualTo(new SummarizeInstruction(
                        InputForm.TEXT,
                        TextLength.sentences(3),
                        SummaryStyle.BULLETS,
                        LanguageTag.of("de"),
                        "Who pays?",
                        null));
        assertThat(result.text()).isEqualTo("Short summary.");
        assertThat(result.parts()).containsExactly(new SummaryPart(1, new OfText(0, 11), 1, "Short summary.", USAGE));
        assertThat(result.usage()).isEqualTo(USAGE);
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(result.model()).isEqualTo(ModelId.of("model"));
        assertThat(result.confidentiality()).isEqualTo(Confidentiality.NONE);
        assertThat(result.timings().firstToken())
                .isPositive()
                .isLessThanOrEqualTo(result.timings().total());
    }

    @Test
    void the_request_has_only_members_that_an_official_worker_accepts() {
        client.summarize().call("Some text.");
        assertThat(server.last().json().members().keySet())
                .isSubsetOf("model", "messages", "max_tokens", "stream", "stream_options");
    }

    @Test
    void a_chat_travels_as_one_json_object_per_line() {
        List<ChatLine> chat = List.of(
                ChatLine.of("Ada", "Shall we?").withId("1"),
                ChatLine.of("Ben", "Yes.").withReplyTo("1"));
        SummarizeResult result = client.summarize().call(chat);

        assertThat(ChatTranscript.parse(server.last().user())).isEqualTo(chat);
        assertThat(instruction(server.last()).input()).isEqualTo(InputForm.CHAT);
        assertThat(result.parts()).extracting(SummaryPart::source).containsExactly(new OfMessages(0, 2));
    }

    @Test
    void a_long_chat_is_split_between_messages() {
        List<ChatLine> chat = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            chat.add(ChatLine.of("Ada", "This is message number " + i + " of a long conversation."));
        }
        SummarizeResult result = client.summarize()
                .call(SummarizeRequest.builder(chat).contextTokens(4096).build());
        int next = 0;
        for (SummaryPart part : result.parts()) {
            OfMessages range = (OfMessages) part.source();
            assertThat(range.start()).isEqualTo(next);
            next = range.end();
        }
        assertThat(next).isEqualTo(300);
        assertThat(result.parts()).hasSizeGreaterThan(2);
    }

    @Test
    void a_long_text_is_summarized_by_parts_and_the_summaries_together() {
        SummarizeResult result = client.summarize()
                .call(SummarizeRequest.builder(LONG_TEXT)
                        .contextTokens(4096)
                        .words(80)
                        .language(LanguageTag.of("de"))
                        .build());

        int parts = result.parts().size();
        assertThat(parts).isGreaterThan(2);
        assertThat(server.calls).hasSize(parts + 1);
        assertThat(server.calls.subList(0, parts))
                .allSatisfy(call -> assertThat(instruction(call).part().total()).isEqualTo(parts))
                .allSatisfy(call -> assertThat(instruction(call).language()).isNull())
                .allSatisfy(call -> assertThat(instruction(call).style()).isEqualTo(SummaryStyle.PARAGRAPH));
        Call last = server.last();
        assertThat(instruction(last).input()).isEqualTo(InputForm.SUMMARIES);
        assertThat(instruction(last).part()).isNull();
        assertThat(instruction(last).length()).isEqualTo(TextLength.words(80));
        assertThat(instruction(last).language()).isEqualTo(LanguageTag.of("de"));
        assertThat(last.user().split("\n\n")).hasSize(parts).containsOnly("Short summary.");
        assertThat(result.usage()).isEqualTo(times(parts + 1));
        assertThat(result.attempts()).isEqualTo(parts + 1);
        assertThat(result.parts()).allSatisfy(part -> assertThat(part.depth()).isEqualTo(2));
    }

    @Test
    void a_thousand_parts_need_no_deep_stack() {
        String text = "One more sentence of the very long text. ".repeat(60_000);
        SummarizeResult result = client.summarize()
                .call(SummarizeRequest.builder(text)
                        .contextTokens(1024)
                        .parallelism(1)
                        .build());
        assertThat(result.parts()).hasSizeGreaterThan(1_000);
    }

    @Test
    void summaries_that_do_not_fit_into_one_request_are_summarized_in_further_rounds() {
        String halfPage = "Words of a summary that is rather long. ".repeat(20);
        ScriptedTransport wordy =
                ScriptedTransport.answering(call -> instruction(call).input() == InputForm.TEXT ? halfPage : "Short.");
        SummarizeResult result = wordy.client()
                .summarize()
                .call(SummarizeRequest.builder(LONG_TEXT).contextTokens(1500).build());

        assertThat(result.text()).isEqualTo("Short.");
        assertThat(result.parts()).allSatisfy(part -> assertThat(part.depth()).isEqualTo(3));
        assertThat(result.parts()).allSatisfy(part -> assertThat(part.text()).isEqualTo(halfPage.strip()));
    }

    @Property(tries = 30)
    void the_parts_cover_the_text_exactly(@ForAll @IntRange(min = 1, max = 300) int sentences, @ForAll String tail) {
        String text = "This is a sentence of a text. ".repeat(sentences) + tail.replaceAll("\\p{Cs}", "");
        ScriptedTransport recording = ScriptedTransport.answering(call -> "S.");
        SummarizeResult result = recording
                .client()
                .summarize()
                .call(SummarizeRequest.builder(text).contextTokens(1100).build());

        List<String> sent = recording.calls.stream().map(Call::user).toList();
        StringBuilder joined = new StringBuilder();
        for (SummaryPart part : result.parts()) {
            OfText range = (OfText) part.source();
            assertThat(range.start()).isEqualTo(joined.length());
            String piece = text.substring(range.start(), range.end());
            assertThat(sent).contains(piece);
            joined.append(piece);
        }
        assertThat(joined.toString()).isEqualTo(text);
    }

    @Test
    void the_context_of_the_model_list_decides_when_to_split() {
        ScriptedTransport roomy = server.with(ScriptedTransport.model("model", 200_000, "chat", "summarize"));
        assertThat(roomy.client().summarize().call(LONG_TEXT).parts()).hasSize(1);
        ScriptedTransport narrow = server.with(ScriptedTransport.model("model", 2048, "chat", "summarize"));
        assertThat(narrow.client().summarize().call(LONG_TEXT).parts()).hasSizeGreaterThan(5);
    }

    @Test
    void the_stream_tells_parts_and_text_and_ends_with_the_result() {
        List<SummarizeEvent> events = new ArrayList<>();
        SummarizeResult result;
        try (EventStream<SummarizeEvent, SummarizeResult> stream = client.summarize().stream(
                SummarizeRequest.builder(LONG_TEXT).contextTokens(4096).build())) {
            stream.forEachRemaining(events::add);
            result = stream.result();
        }
        int parts = result.parts().size();
        assertThat(events).filteredOn(PartStarted.class::isInstance).hasSize(parts + 1);
        assertThat(events).filteredOn(PartFinished.class::isInstance).hasSize(parts + 1);
        assertThat(events)
                .filteredOn(TextDelta.class::isInstance)
                .extracting(SummarizeEvent::text)
                .containsExactly("Short", " summary.");
        assertThat(events.get(0)).isInstanceOf(PartStarted.class);
        assertThat(events).last().isEqualTo(new Done(result));
    }

    @Test
    void a_text_that_fits_streams_directly() {
        try (EventStream<SummarizeEvent, SummarizeResult> stream =
                client.summarize().stream(SummarizeRequest.of("Some text."))) {
            assertThat(stream.next()).isEqualTo(new PartStarted(1, 1, 1, new OfText(0, 10)));
            assertThat(stream.next()).isEqualTo(new TextDelta("Short"));
            assertThat(stream.result().text()).isEqualTo("Short summary.");
            assertThat(stream.next()).isEqualTo(new TextDelta(" summary."));
            assertThat(stream.next()).isInstanceOf(PartFinished.class);
            assertThat(stream.next()).isInstanceOf(Done.class);
            assertThat(stream.hasNext()).isFalse();
        }
        assertThat(server.calls).hasSize(1);
    }

    @Test
    void the_future_gives_the_same_as_the_call() throws Exception {
        CompletableFuture<SummarizeResult> future = client.summarize().callAsync(SummarizeRequest.of("Some text."));
        assertThat(future.get().text()).isEqualTo("Short summary.");
    }

    @Test
    void the_short_forms_come_as_future_and_stream_too() {
        List<ChatLine> chat = List.of(ChatLine.of("Ada", "Shall we?"));
        assertThat(client.summarize().callAsync("Text.").join().text()).isEqualTo("Short summary.");
        assertThat(client.summarize().callAsync(chat).join().text()).isEqualTo("Short summary.");
        try (EventStream<SummarizeEvent, SummarizeResult> text = client.summarize().stream("Text.");
                EventStream<SummarizeEvent, SummarizeResult> lines = client.summarize().stream(chat)) {
            assertThat(text.result().text()).isEqualTo(lines.result().text());
        }
    }

    @Test
    void only_as_many_parts_run_at_once_as_allowed() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ScriptedTransport busy = ScriptedTransport.serving(call -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            ForkJoinPool.commonPool().execute(() -> {
                running.decrementAndGet();
                call.answer("Short.");
            });
        });
        busy.client()
                .summarize()
                .call(SummarizeRequest.builder(LONG_TEXT)
                        .contextTokens(1500)
                        .parallelism(2)
                        .build());
        assertThat(most.get()).isBetween(1, 2);
        assertThat(busy.calls).hasSizeGreaterThan(4);
    }

    @Test
    void cancelling_the_future_cancels_every_part() {
        ScriptedTransport silent = ScriptedTransport.serving(call -> {});
        CompletableFuture<SummarizeResult> future = silent.client().summarize().callAsync(threeAtOnce());
        assertThat(silent.calls).hasSize(3);
        future.cancel(true);
        await().untilAsserted(() -> assertThat(silent.cancelled).hasValue(3));
        assertThat(silent.calls).hasSize(3);
    }

    @Test
    void cancelling_the_stream_cancels_every_part_and_ends_the_iteration() {
        ScriptedTransport silent = ScriptedTransport.serving(call -> {});
        EventStream<SummarizeEvent, SummarizeResult> stream = silent.client().summarize().stream(threeAtOnce());
        assertThat(silent.calls).hasSize(3);
        stream.cancel();
        await().untilAsserted(() -> assertThat(silent.cancelled).hasValue(3));
        assertThatExceptionOfType(CallCancelledException.class).isThrownBy(stream::result);
        assertThatExceptionOfType(CallCancelledException.class)
                .isThrownBy(
                        () -> stream.forEachRemaining(event -> assertThat(event).isInstanceOf(PartStarted.class)));
    }

    @Test
    void an_interrupt_of_the_waiting_thread_cancels_the_request() throws Exception {
        ScriptedTransport silent = ScriptedTransport.serving(call -> {});
        CocoonClient waiting = silent.client();
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                waiting.summarize().call("Text.");
            } catch (CallCancelledException e) {
                thrown.add(e);
            }
        });
        thread.start();
        await().untilAsserted(() -> assertThat(silent.calls).hasSize(1));
        thread.interrupt();
        thread.join(60_000);
        assertThat(thrown).hasSize(1);
        assertThat(silent.cancelled).hasValue(1);
    }

    @Test
    void the_first_failing_part_cancels_the_others_and_is_the_failure() {
        ScriptedTransport silent = ScriptedTransport.serving(call -> {});
        CompletableFuture<SummarizeResult> future = silent.client().summarize().callAsync(threeAtOnce());
        ProviderFailureException failure =
                new ProviderFailureException("the provider failed", 602, null, Acceptance.ACCEPTED);
        silent.calls.get(1).fail(failure);
        await().untilAsserted(() -> assertThat(future).isCompletedExceptionally());
        assertThat(future)
                .failsWithin(Duration.ofSeconds(60))
                .withThrowableThat()
                .withCause(failure);
        assertThat(silent.cancelled).hasValue(2);
        assertThat(silent.calls).hasSize(3);
    }

    @Test
    void a_failure_after_other_parts_were_answered_counts_as_accepted() {
        ScriptedTransport failingLast = ScriptedTransport.serving(call -> {
            if (instruction(call).part() == null) {
                call.fail(new TransportException("no connection", null, Acceptance.NOT_ACCEPTED));
            } else {
                call.answer("S.");
            }
        });
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> failingLast.client().summarize().call(LONG_TEXT))
                .satisfies(e -> assertThat(e.acceptance()).isEqualTo(Acceptance.ACCEPTED));
    }

    @Test
    void a_refusal_of_one_part_does_not_promise_that_the_others_were_refused() {
        ScriptedTransport silent = ScriptedTransport.serving(call -> {});
        CompletableFuture<SummarizeResult> future = silent.client().summarize().callAsync(threeAtOnce());
        TransportException refusal = new TransportException("no connection", null, Acceptance.NOT_ACCEPTED);
        silent.calls.get(1).fail(refusal);
        await().untilAsserted(() -> assertThat(future).isCompletedExceptionally());
        assertThat(refusal.acceptance()).isEqualTo(Acceptance.UNKNOWN);
    }

    @Test
    void the_total_deadline_holds_for_all_parts_together() {
        ScriptedTransport stalling = ScriptedTransport.serving(call -> {
            if (instruction(call).part() != null && instruction(call).part().number() < 3) {
                call.answer("S.");
            }
        });
        CallOptions options = CallOptions.builder()
                .deadlines(Deadlines.DEFAULT.withTotal(Duration.ofMillis(400)))
                .build();
        assertThatExceptionOfType(CallTimeoutException.class)
                .isThrownBy(() -> stalling.client().summarize().call(threeAtOnce(), options))
                .satisfies(e -> assertThat(e.deadline()).isEqualTo(Deadline.TOTAL))
                .satisfies(e -> assertThat(e.limit()).isEqualTo(Duration.ofMillis(400)));
        assertThat(stalling.calls)
                .allSatisfy(call ->
                        assertThat(call.request().limits().timeout()).isLessThanOrEqualTo(Duration.ofMillis(400)));
    }

    @Test
    void the_worst_cases_of_parts_that_run_at_once_stay_under_the_price_cap() {
        NanoTon cap = NanoTon.of(3_000_000);
        ScriptedTransport silent = ScriptedTransport.serving(call -> {}).with(priced(1000));
        CompletableFuture<SummarizeResult> future = silent.client()
                .summarize()
                .callAsync(
                        SummarizeRequest.builder(LONG_TEXT).parallelism(64).build(),
                        CallOptions.builder().maxPrice(cap).build());
        assertThat(silent.calls).hasSizeGreaterThan(3);
        long worst =
                silent.calls.stream().mapToLong(SummarizeCallsTest::worstCase).sum();
        assertThat(worst).isBetween(cap.value() / 2, cap.value());
        assertThat(silent.calls)
                .allSatisfy(call ->
                        assertThat(call.request().limits().maxCoefficient()).isGreaterThanOrEqualTo(1000));
        future.cancel(true);
    }

    @Test
    void what_the_parts_leave_of_the_price_cap_goes_to_the_last_request() {
        ScriptedTransport priced = server.with(priced(1000));
        client(priced)
                .summarize()
                .call(
                        SummarizeRequest.of(LONG_TEXT),
                        CallOptions.builder().maxPrice(NanoTon.of(3_000_000)).build());
        int first = priced.calls.get(0).request().limits().maxCoefficient();
        assertThat(priced.last().request().limits().maxCoefficient()).isGreaterThan(first);
    }

    @Test
    void a_long_text_that_cannot_fit_into_the_cap_is_refused_before_anything_is_sent() {
        ScriptedTransport priced = server.with(priced(1000));
        CallOptions options =
                CallOptions.builder().maxPrice(NanoTon.of(100_000)).build();
        assertThatExceptionOfType(PriceTooHighException.class)
                .isThrownBy(() -> client(priced).summarize().call(SummarizeRequest.of(LONG_TEXT), options))
                .satisfies(e -> assertThat(e.workingPrice()).isGreaterThan(NanoTon.of(500_000)))
                .satisfies(e -> assertThat(e.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED));
        assertThat(priced.calls).isEmpty();
    }

    @Test
    void the_price_that_a_refusal_names_is_enough() {
        ScriptedTransport priced = server.with(priced(1500));
        CocoonClient paying = client(priced);
        CallOptions tooLittle =
                CallOptions.builder().maxPrice(NanoTon.of(100_000)).build();
        List<NanoTon> working = new ArrayList<>();
        assertThatExceptionOfType(PriceTooHighException.class)
                .isThrownBy(() -> paying.summarize().call(SummarizeRequest.of(LONG_TEXT), tooLittle))
                .satisfies(e -> working.add(e.workingPrice()));
        CallOptions enough = CallOptions.builder().maxPrice(working.get(0)).build();
        assertThat(paying.summarize()
                        .call(SummarizeRequest.of(LONG_TEXT), enough)
                        .text())
                .isEqualTo("Short summary.");
    }

    @Test
    void each_part_has_an_idempotency_key_of_its_own_that_is_the_same_in_a_repeat() {
        CallOptions options = CallOptions.builder().idempotencyKey("order-7").build();
        SummarizeRequest request = SummarizeRequest.builder(LONG_TEXT)
                .contextTokens(1500)
                .parallelism(1)
                .build();
        client.summarize().call(request, options);
        List<String> first = keys();
        server.calls.clear();
        client.summarize().call(request, options);
        assertThat(keys()).isEqualTo(first).doesNotHaveDuplicates().doesNotContain("order-7");

        server.calls.clear();
        client.summarize().call(SummarizeRequest.of("Short text."), options);
        assertThat(keys()).containsExactly("order-7");
    }

    @Test
    void a_model_that_cannot_summarize_is_refused_with_those_that_can() {
        ScriptedTransport painter = server.with(
                ScriptedTransport.model("model", null, "image.generate"),
                ScriptedTransport.model("writer", null, "chat", "summarize"));
        assertThatExceptionOfType(UnsupportedByModelException.class)
                .isThrownBy(() -> painter.client().summarize().call("Text."))
                .satisfies(e -> assertThat(e.candidates()).containsExactly(ModelId.of("writer")));
        assertThat(painter.calls).isEmpty();
    }

    @Test
    void a_broker_that_refuses_the_model_is_understood_too() {
        JsonObject error = JsonValue.object(
                "message",
                "no",
                "type",
                "unsupported_by_model",
                "code",
                "unsupported_by_model",
                "candidates",
                JsonValue.array(List.of(JsonValue.of("writer"))));
        ScriptedTransport refusing = ScriptedTransport.serving(
                call -> call.answerJson(422, JsonValue.object("error", error, "error_code", 621)));
        assertThatExceptionOfType(UnsupportedByModelException.class)
                .isThrownBy(() -> refusing.client().summarize().call("Text."))
                .satisfies(e -> assertThat(e.candidates()).containsExactly(ModelId.of("writer")));
    }

    @Test
    void a_server_without_a_model_list_is_asked_all_the_same() {
        assertThat(client.summarize().call("Text.").text()).isEqualTo("Short summary.");
        assertThat(server.lists.get()).isPositive();
    }

    @Test
    void a_model_list_that_cannot_be_had_is_not_asked_for_again_for_half_a_minute_and_fails_no_task() {
        ManualScheduler time = new ManualScheduler();
        server.listScript =
                call -> call.answerJson(401, JsonValue.object("error", JsonValue.object("message", "no such account")));
        CocoonClient patient = server.builder().scheduler(time).build();

        assertThat(patient.summarize().call("Text.").attempts()).isEqualTo(1);
        patient.summarize().call("Text.");
        assertThat(server.lists).hasValue(1);
        time.advance(Duration.ofSeconds(31));
        patient.summarize().call("Text.");
        assertThat(server.lists).hasValue(2);
    }

    @Test
    void calls_that_start_together_ask_for_the_model_list_once() {
        List<Call> asked = new CopyOnWriteArrayList<>();
        server.listScript = asked::add;
        CompletableFuture<SummarizeResult> first = client.summarize().callAsync(SummarizeRequest.of("One."));
        CompletableFuture<SummarizeResult> second = client.summarize().callAsync(SummarizeRequest.of("Two."));
        assertThat(asked).hasSize(1);

        first.cancel(true);
        assertThat(asked).hasSize(2);
        asked.get(1).answerJson(200, JsonValue.object("data", JsonValue.array(List.of())));
        assertThat(second.join().text()).isEqualTo("Short summary.");
    }

    @Test
    void a_call_without_any_model_goes_to_the_only_one_for_the_task() {
        ScriptedTransport one = server.with(
                ScriptedTransport.model("vectors", null, "embeddings"),
                ScriptedTransport.model("writer", null, "chat", "summarize"));
        try (CocoonClient aimless = CocoonClient.builder().transport(one).build()) {
            assertThat(aimless.summarize().call("Text.").model()).isEqualTo(ModelId.of("writer"));
            assertThat(aimless.chat().call("Hello").model()).isEqualTo(ModelId.of("writer"));
        }
    }

    @Test
    void a_call_without_any_model_is_refused_with_the_models_to_choose_from() {
        ScriptedTransport two = server.with(
                ScriptedTransport.model("vectors", null, "embeddings"),
                ScriptedTransport.model("a", null, "chat", "summarize"),
                ScriptedTransport.model("b", null, "chat", "summarize"));
        try (CocoonClient aimless = CocoonClient.builder().transport(two).build()) {
            assertThatExceptionOfType(UnknownModelException.class)
                    .isThrownBy(() -> aimless.summarize().call("Text."))
                    .satisfies(e -> assertThat(e.knownModels()).containsExactly(ModelId.of("a"), ModelId.of("b")));
            assertThatExceptionOfType(UnknownModelException.class)
                    .isThrownBy(() -> aimless.images().generate("A cat"))
                    .satisfies(e -> assertThat(e.knownModels()).hasSize(3));
        }
        assertThat(two.calls).isEmpty();
    }

    @Test
    void a_call_without_any_model_is_refused_if_the_server_lists_none() {
        try (CocoonClient aimless = CocoonClient.builder().transport(server).build()) {
            assertThatExceptionOfType(UnknownModelException.class)
                    .isThrownBy(() -> aimless.summarize().call("Text."));
        }
        assertThat(server.calls).isEmpty();
    }

    @Test
    void an_input_above_the_token_budget_is_refused_with_what_it_needs() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> client.summarize()
                        .call(SummarizeRequest.builder(LONG_TEXT)
                                .maxInputTokens(5_000L)
                                .build()))
                .satisfies(e -> assertThat(e.field()).isEqualTo("maxInputTokens"));
        assertThat(server.calls).isEmpty();
    }

    @Test
    void an_answer_without_text_is_a_failure_of_the_provider() {
        ScriptedTransport empty = ScriptedTransport.answering(call -> " \n");
        assertThatExceptionOfType(ProviderFailureException.class)
                .isThrownBy(() -> empty.client().summarize().call("Text."))
                .withMessage("the model's answer has no text");
    }

    @Test
    void a_part_without_a_summary_is_an_error_that_names_the_part() {
        ScriptedTransport dropping = ScriptedTransport.answering(call -> {
            PartOf part = instruction(call).part();
            return part != null && part.number() == 2 ? " " : "Short summary.";
        });
        assertThatExceptionOfType(ProviderFailureException.class)
                .isThrownBy(() -> dropping.client()
                        .summarize()
                        .call(SummarizeRequest.builder(LONG_TEXT)
                                .contextTokens(4096)
                                .parallelism(1)
                                .build()))
                .withMessageMatching("part 2 of \\d+ in round 1: the model's answer has no text");
        assertThat(dropping.calls).hasSize(2);
    }

    @Test
    void the_limit_of_an_answer_holds_for_the_parts_too() {
        SummarizeRequest.Builder request = SummarizeRequest.builder(LONG_TEXT).contextTokens(8192);
        client.summarize().call(request.maxOutputTokens(3000).build());
        assertThat(server.calls)
                .hasSizeGreaterThan(2)
                .allSatisfy(
                        call -> assertThat(call.json().integer("max_tokens")).isEqualTo(3000));
    }

    @Test
    void every_answer_has_room_for_the_thoughts_of_the_model() {
        client.summarize()
                .call(SummarizeRequest.builder(LONG_TEXT)
                        .contextTokens(8192)
                        .words(50)
                        .build());
        assertThat(server.calls).hasSizeGreaterThan(2).allSatisfy(call -> {
            TextLength length = instruction(call).length();
            assertThat(call.json().integer("max_tokens")).isGreaterThanOrEqualTo(1024L + 4 * length.value());
        });
    }

    @Test
    void summaries_that_do_not_get_shorter_end_the_call_instead_of_going_on_forever() {
        ScriptedTransport echo = ScriptedTransport.answering(Call::user);
        assertThatExceptionOfType(ProviderFailureException.class)
                .isThrownBy(() -> echo.client().summarize().call(LONG_TEXT))
                .withMessageContaining("no shorter");
    }

    @Test
    void blank_input_and_values_out_of_range_are_refused() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> SummarizeRequest.of(" \n"))
                .satisfies(e -> assertThat(e.field()).isEqualTo("input"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> SummarizeRequest.of(List.of(ChatLine.of("Ada", ""))));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(
                        () -> SummarizeRequest.builder("x").contextTokens(100).build())
                .withMessage("contextTokens: 100 (expected: >= 1024)");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> SummarizeRequest.builder("x").parallelism(65).build());
    }

    @Test
    void a_context_that_the_answer_fills_is_refused() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> client.summarize()
                        .call(SummarizeRequest.builder("x")
                                .contextTokens(2048)
                                .maxOutputTokens(2000)
                                .build()))
                .satisfies(e -> assertThat(e.field()).isEqualTo("maxOutputTokens"));
    }

    @Test
    void nothing_prints_input_or_summary() {
        SummarizeRequest request =
                SummarizeRequest.builder("secret input").focus("secret").build();
        assertThat(request.toString()).doesNotContain("secret");
        SummarizeResult result = client.summarize().call(request);
        assertThat(result.toString()).doesNotContain("Short summary");
        assertThat(new Done(result).toString()).doesNotContain("Short summary");
        assertThat(new TextDelta("secret").toString()).doesNotContain("secret");
    }

    private static SummarizeRequest threeAtOnce() {
        return SummarizeRequest.builder(LONG_TEXT)
                .contextTokens(1500)
                .parallelism(3)
                .build();
    }

    private static CocoonClient client(ScriptedTransport transport) {
        return transport.client();
    }

    private List<String> keys() {
        return server.calls.stream()
                .map(call -> call.request().idempotencyKey())
                .toList();
    }

    private static SummarizeInstruction instruction(Call call) {
        return (SummarizeInstruction) TaskInstruction.parse(call.system());
    }

    private static JsonObject priced(int coefficient) {
        return ScriptedTransport.model("model", 4096, "summarize")
                .with(
                        "pricing",
                        JsonValue.object(
                                "price_per_token_nanoton",
                                20,
                                "prompt_multiplier",
                                10_000,
                                "cached_multiplier",
                                10_000,
                                "completion_multiplier",
                                10_000,
                                "reasoning_multiplier",
                                10_000,
                                "min_coefficient",
                                coefficient));
    }

    private static long worstCase(Call call) {
        ModelPricing pricing = new ModelPricing(NanoTon.of(20), 10_000, 10_000, 10_000, 10_000, 1000);
        return pricing.worstCase(
                        call.json().integer("max_tokens"),
                        call.request().body().length(),
                        call.request().limits().maxCoefficient())
                .value();
    }

    private static Usage times(int count) {
        Usage sum = USAGE;
        for (int i = 1; i < count; i++) {
            sum = sum.plus(USAGE);
        }
        return sum;
    }
}
