package dev.cocoonsdk.core.internal.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.AuthenticationException;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.core.error.UnknownModelException;
import dev.cocoonsdk.core.error.UnsupportedByModelException;
import dev.cocoonsdk.core.models.ModelPricing;
import dev.cocoonsdk.core.policy.Deadline;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.summarize.SourceRange;
import dev.cocoonsdk.core.summarize.SourceRange.OfMessages;
import dev.cocoonsdk.core.summarize.SourceRange.OfText;
import dev.cocoonsdk.core.summarize.SummarizeCalls;
import dev.cocoonsdk.core.summarize.SummarizeEvent;
import dev.cocoonsdk.core.summarize.SummarizeEvent.Done;
import dev.cocoonsdk.core.summarize.SummarizeEvent.PartFinished;
import dev.cocoonsdk.core.summarize.SummarizeEvent.PartStarted;
import dev.cocoonsdk.core.summarize.SummarizeEvent.TextDelta;
import dev.cocoonsdk.core.summarize.SummarizeRequest;
import dev.cocoonsdk.core.summarize.SummarizeResult;
import dev.cocoonsdk.core.summarize.SummaryPart;
import dev.cocoonsdk.core.task.ChatLine;
import dev.cocoonsdk.core.task.ChatTranscript;
import dev.cocoonsdk.core.task.InputForm;
import dev.cocoonsdk.core.task.LanguageTag;
import dev.cocoonsdk.core.task.SummarizeInstruction;
import dev.cocoonsdk.core.task.SummaryStyle;
import dev.cocoonsdk.core.task.TaskInstruction;
import dev.cocoonsdk.core.task.TextLength;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SummarizeTest {

    private static final String LONG_TEXT =
            "A sentence of several words. Another one of some more words.\n\n".repeat(400);

    private final ScriptedChat shortAnswers = ScriptedChat.answering(call -> "Short summary.");
    private final TaskFixture fixture = TaskFixture.over(shortAnswers);
    private final SummarizeCalls summarize = new DefaultSummarizeCalls(fixture.context);

    @Test
    void a_text_that_fits_is_one_call_with_the_text_alone_in_the_user_message() {
        SummarizeResult result = summarize.call(SummarizeRequest.builder("Some text.\n")
                .sentences(3)
                .style(SummaryStyle.BULLETS)
                .language(LanguageTag.of("de"))
                .focus("Who pays?")
                .build());

        assertThat(shortAnswers.calls).hasSize(1);
        ScriptedChat.Call call = shortAnswers.calls.get(0);
        assertThat(call.user()).isEqualTo("Some text.\n");
        assertThat(call.request().messages()).hasSize(2);
        assertThat(call.request().model()).isEqualTo(TaskFixture.MODEL);
        assertThat(TaskInstruction.parse(call.system()))
                .isEqualTo(new SummarizeInstruction(
                        InputForm.TEXT,
                        TextLength.sentences(3),
                        SummaryStyle.BULLETS,
                        LanguageTag.of("de"),
                        "Who pays?",
                        null));
        assertThat(result.text()).isEqualTo("Short summary.");
        assertThat(result.parts())
                .containsExactly(new SummaryPart(1, new OfText(0, 11), 1, "Short summary.", ScriptedChat.USAGE));
        assertThat(result.usage()).isEqualTo(ScriptedChat.USAGE);
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(result.model()).isEqualTo(TaskFixture.MODEL);
        assertThat(result.confidentiality()).isEqualTo(Confidentiality.NONE);
        assertThat(result.timings().firstToken()).isEqualTo(Duration.ofMillis(3));
    }

    @Test
    void a_chat_travels_as_one_json_object_per_line() {
        List<ChatLine> chat = List.of(
                ChatLine.of("Ada", "Shall we?").withId("1"),
                ChatLine.of("Ben", "Yes.").withReplyTo("1"));
        SummarizeResult result = summarize.call(chat);

        ScriptedChat.Call call = shortAnswers.calls.get(0);
        assertThat(ChatTranscript.parse(call.user())).isEqualTo(chat);
        assertThat(TaskInstruction.parse(call.system()).input()).isEqualTo(InputForm.CHAT);
        assertThat(result.parts()).extracting(SummaryPart::source).containsExactly(new OfMessages(0, 2));
    }

    @Test
    void a_long_text_is_summarized_by_parts_and_the_summaries_together() {
        SummarizeResult result = summarize.call(SummarizeRequest.builder(LONG_TEXT)
                .contextTokens(4096)
                .words(80)
                .build());

        List<ScriptedChat.Call> calls = shortAnswers.calls;
        int parts = result.parts().size();
        assertThat(parts).isGreaterThan(2);
        assertThat(calls).hasSize(parts + 1);
        assertThat(calls.subList(0, parts))
                .allSatisfy(call -> assertThat(instruction(call).part().total()).isEqualTo(parts))
                .allSatisfy(call -> assertThat(instruction(call).style()).isEqualTo(SummaryStyle.PARAGRAPH));
        ScriptedChat.Call last = calls.get(parts);
        assertThat(instruction(last).input()).isEqualTo(InputForm.SUMMARIES);
        assertThat(instruction(last).part()).isNull();
        assertThat(instruction(last).length()).isEqualTo(TextLength.words(80));
        assertThat(last.user())
                .isEqualTo(String.join(
                        "\n\n", "Short summary. ".repeat(parts).strip().split("(?<=\\.) ")));
        assertThat(result.usage()).isEqualTo(times(ScriptedChat.USAGE, parts + 1));
        assertThat(result.attempts()).isEqualTo(parts + 1);
        assertThat(result.parts()).allSatisfy(part -> assertThat(part.depth()).isEqualTo(2));
    }

    @Test
    void no_call_exceeds_the_context() {
        summarize.call(SummarizeRequest.builder(LONG_TEXT).contextTokens(2048).build());
        assertThat(shortAnswers.calls)
                .allSatisfy(call -> assertThat(TokenEstimate.of(call.system())
                                + TokenEstimate.of(call.user())
                                + call.request().maxTokens())
                        .isLessThanOrEqualTo(2048));
    }

    @Test
    void summaries_that_do_not_fit_into_one_call_are_summarized_in_further_rounds() {
        String halfPage = "Words of a summary that is rather long. ".repeat(20);
        TaskFixture wordy = TaskFixture.over(
                ScriptedChat.answering(call -> instruction(call).input() == InputForm.TEXT ? halfPage : "Short."));
        SummarizeResult result = new DefaultSummarizeCalls(wordy.context)
                .call(SummarizeRequest.builder(LONG_TEXT).contextTokens(1500).build());

        assertThat(result.text()).isEqualTo("Short.");
        assertThat(result.parts()).allSatisfy(part -> assertThat(part.depth()).isEqualTo(3));
        assertThat(result.parts()).allSatisfy(part -> assertThat(part.text()).isEqualTo(halfPage.strip()));
    }

    @Property(tries = 30)
    void the_parts_cover_the_text_exactly(@ForAll @IntRange(min = 1, max = 300) int sentences, @ForAll String tail) {
        String text = "This is a sentence of a text. ".repeat(sentences) + tail;
        Set<String> sent = new HashSet<>();
        ScriptedChat chat = ScriptedChat.answering(call -> {
            synchronized (sent) {
                sent.add(call.user());
            }
            return "S.";
        });
        SummarizeResult result = new DefaultSummarizeCalls(TaskFixture.over(chat).context)
                .call(SummarizeRequest.builder(text).contextTokens(1100).build());

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
        TaskFixture known = new TaskFixture(
                shortAnswers, ScriptedModels.of(ScriptedModels.model("model", 200_000, null, "chat", "summarize")));
        assertThat(new DefaultSummarizeCalls(known.context).call(LONG_TEXT).parts())
                .hasSize(1);
    }

    @Test
    void the_stream_tells_parts_and_text_and_ends_with_the_result() {
        List<SummarizeEvent> events = new ArrayList<>();
        SummarizeResult result;
        try (EventStream<SummarizeEvent, SummarizeResult> stream = summarize.stream(
                SummarizeRequest.builder(LONG_TEXT).contextTokens(4096).build())) {
            stream.forEachRemaining(events::add);
            result = stream.result();
        }
        int parts = result.parts().size();
        assertThat(events.stream().filter(PartStarted.class::isInstance)).hasSize(parts + 1);
        assertThat(events.stream().filter(PartFinished.class::isInstance)).hasSize(parts + 1);
        assertThat(events.stream().filter(TextDelta.class::isInstance).map(SummarizeEvent::text))
                .containsExactly("Short ", "summary.");
        assertThat(events).last().isEqualTo(new Done(result));
        assertThat(events.get(0)).isInstanceOf(PartStarted.class);
        assertThat(shortAnswers.calls)
                .last()
                .satisfies(call -> assertThat(call.streamed()).isTrue());
        assertThat(shortAnswers.calls.subList(0, parts))
                .allSatisfy(call -> assertThat(call.streamed()).isFalse());
    }

    @Test
    void a_part_that_fits_streams_directly() {
        try (EventStream<SummarizeEvent, SummarizeResult> stream =
                summarize.stream(SummarizeRequest.of("Some text."))) {
            assertThat(stream.next()).isEqualTo(new PartStarted(1, 1, 1, new OfText(0, 10)));
            assertThat(stream.next()).isEqualTo(new TextDelta("Short "));
            assertThat(stream.result().text()).isEqualTo("Short summary.");
            assertThat(stream.next()).isEqualTo(new TextDelta("summary."));
            assertThat(stream.next()).isInstanceOf(PartFinished.class);
            assertThat(stream.next()).isInstanceOf(Done.class);
            assertThat(stream.hasNext()).isFalse();
        }
        assertThat(shortAnswers.calls).hasSize(1);
    }

    @Test
    void only_as_many_parts_run_at_once_as_allowed() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ScriptedChat chat = ScriptedChat.answeringLater(call -> CompletableFuture.supplyAsync(() -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.yield();
            running.decrementAndGet();
            return ScriptedChat.result(call, "Short.", ScriptedChat.USAGE);
        }));
        new DefaultSummarizeCalls(TaskFixture.over(chat).context)
                .call(SummarizeRequest.builder(LONG_TEXT)
                        .contextTokens(1500)
                        .parallelism(2)
                        .build());
        assertThat(most.get()).isBetween(1, 2);
        assertThat(chat.calls).hasSizeGreaterThan(4);
    }

    @Test
    void cancelling_the_future_cancels_every_part() {
        ScriptedChat chat = ScriptedChat.answeringLater(call -> new CompletableFuture<>());
        CompletableFuture<SummarizeResult> future = new DefaultSummarizeCalls(TaskFixture.over(chat).context)
                .callAsync(SummarizeRequest.builder(LONG_TEXT)
                        .contextTokens(1500)
                        .parallelism(3)
                        .build());
        await().untilAsserted(() -> assertThat(chat.calls).hasSize(3));
        future.cancel(true);
        await().untilAsserted(() -> assertThat(chat.cancelled).hasValue(3));
        assertThat(chat.calls).hasSize(3);
    }

    @Test
    void cancelling_the_stream_cancels_every_part_and_ends_the_iteration() {
        ScriptedChat chat = ScriptedChat.answeringLater(call -> new CompletableFuture<>());
        EventStream<SummarizeEvent, SummarizeResult> stream = new DefaultSummarizeCalls(TaskFixture.over(chat).context)
                .stream(SummarizeRequest.builder(LONG_TEXT)
                        .contextTokens(1500)
                        .parallelism(3)
                        .build());
        await().untilAsserted(() -> assertThat(chat.calls).hasSize(3));
        stream.cancel();
        await().untilAsserted(() -> assertThat(chat.cancelled).hasValue(3));
        assertThatExceptionOfType(CallCancelledException.class).isThrownBy(stream::result);
        assertThatExceptionOfType(CallCancelledException.class)
                .isThrownBy(
                        () -> stream.forEachRemaining(event -> assertThat(event).isInstanceOf(PartStarted.class)));
    }

    @Test
    void cancelling_the_stream_of_the_last_call_cancels_that_call() {
        ScriptedChat chat = ScriptedChat.answeringLater(call -> new CompletableFuture<>());
        EventStream<SummarizeEvent, SummarizeResult> stream =
                new DefaultSummarizeCalls(TaskFixture.over(chat).context).stream(SummarizeRequest.of("Text."));
        await().untilAsserted(() -> assertThat(chat.calls).hasSize(1));
        stream.close();
        await().untilAsserted(() -> assertThat(chat.cancelled).hasValue(1));
        assertThat(stream.hasNext()).isFalse();
    }

    @Test
    void an_interrupt_of_the_waiting_thread_cancels_the_parts() throws Exception {
        ScriptedChat chat = ScriptedChat.answeringLater(call -> new CompletableFuture<>());
        SummarizeCalls calls = new DefaultSummarizeCalls(TaskFixture.over(chat).context);
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                calls.call("Text.");
            } catch (CallCancelledException e) {
                thrown.add(e);
            }
        });
        thread.start();
        await().untilAsserted(() -> assertThat(chat.calls).hasSize(1));
        thread.interrupt();
        thread.join(60_000);
        assertThat(thrown).hasSize(1);
        await().untilAsserted(() -> assertThat(chat.cancelled).hasValue(1));
    }

    @Test
    void the_first_failing_part_cancels_the_others_and_is_the_failure() {
        ProviderFailureException failure =
                new ProviderFailureException("the provider failed", 602, null, Acceptance.ACCEPTED);
        CompletableFuture<ChatResult> second = new CompletableFuture<>();
        ScriptedChat chat = ScriptedChat.answeringLater(
                call -> instruction(call).part().number() == 2 ? second : new CompletableFuture<>());
        CompletableFuture<SummarizeResult> future = new DefaultSummarizeCalls(TaskFixture.over(chat).context)
                .callAsync(SummarizeRequest.builder(LONG_TEXT)
                        .contextTokens(1500)
                        .parallelism(3)
                        .build());
        await().untilAsserted(() -> assertThat(chat.calls).hasSize(3));
        second.completeExceptionally(failure);
        assertThatThrownBy(() -> Futures.get(future)).isSameAs(failure);
        await().untilAsserted(() -> assertThat(chat.cancelled).hasValue(2));
    }

    @Test
    void a_failure_after_other_parts_were_answered_counts_as_accepted() {
        ScriptedChat chat = ScriptedChat.answeringLater(call -> {
            boolean last = instruction(call).part() == null;
            return last
                    ? CompletableFuture.failedFuture(
                            new TransportException("no connection", null, Acceptance.NOT_ACCEPTED))
                    : CompletableFuture.completedFuture(ScriptedChat.result(call, "S.", ScriptedChat.USAGE));
        });
        SummarizeCalls calls = new DefaultSummarizeCalls(TaskFixture.over(chat).context);
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> calls.call(LONG_TEXT))
                .satisfies(e -> assertThat(e.acceptance()).isEqualTo(Acceptance.ACCEPTED));
    }

    @Test
    void the_total_deadline_holds_for_all_parts_together() {
        ScriptedChat[] holder = new ScriptedChat[1];
        ManualClock[] clock = new ManualClock[1];
        holder[0] = ScriptedChat.answering(call -> {
            clock[0].advance(Duration.ofSeconds(10));
            return "S.";
        });
        TaskFixture slow = TaskFixture.over(holder[0]);
        clock[0] = slow.clock;
        CallOptions options = CallOptions.builder()
                .deadlines(Deadlines.DEFAULT.withTotal(Duration.ofSeconds(25)))
                .build();
        SummarizeRequest request = SummarizeRequest.builder(LONG_TEXT)
                .contextTokens(1500)
                .parallelism(1)
                .build();
        assertThatExceptionOfType(CallTimeoutException.class)
                .isThrownBy(() -> new DefaultSummarizeCalls(slow.context).call(request, options))
                .satisfies(e -> assertThat(e.deadline()).isEqualTo(Deadline.TOTAL))
                .satisfies(e -> assertThat(e.limit()).isEqualTo(Duration.ofSeconds(25)))
                .satisfies(e -> assertThat(e.acceptance()).isEqualTo(Acceptance.ACCEPTED));
        assertThat(holder[0].calls)
                .extracting(call -> call.options().deadlines().total())
                .containsExactly(Duration.ofSeconds(25), Duration.ofSeconds(15), Duration.ofSeconds(5));
    }

    @Test
    void the_shares_of_the_price_cap_never_exceed_what_is_left() {
        CallOptions options =
                CallOptions.builder().maxPrice(NanoTon.of(100_000)).build();
        SummarizeResult result = summarize.call(
                SummarizeRequest.builder(LONG_TEXT)
                        .contextTokens(1500)
                        .parallelism(1)
                        .build(),
                options);
        long spent = 0;
        for (ScriptedChat.Call call : shortAnswers.calls) {
            long share = call.options().priceCap().maxPrice().value();
            assertThat(share).isBetween(ScriptedChat.USAGE.cost().value(), 100_000 - spent);
            spent += ScriptedChat.USAGE.cost().value();
        }
        assertThat(result.usage().cost()).isEqualTo(NanoTon.of(spent));
        NanoTon last = shortAnswers
                .calls
                .get(shortAnswers.calls.size() - 1)
                .options()
                .priceCap()
                .maxPrice();
        assertThat(last.value())
                .isEqualTo(100_000 - spent + ScriptedChat.USAGE.cost().value());
    }

    @Test
    void the_shares_of_parts_that_run_at_once_add_up_to_the_cap_at_most() {
        ScriptedChat chat = ScriptedChat.answeringLater(call -> new CompletableFuture<>());
        CallOptions options = CallOptions.builder().maxPrice(NanoTon.of(1_000)).build();
        CompletableFuture<SummarizeResult> future = new DefaultSummarizeCalls(TaskFixture.over(chat).context)
                .callAsync(
                        SummarizeRequest.builder(LONG_TEXT)
                                .contextTokens(1500)
                                .parallelism(64)
                                .build(),
                        options);
        await().untilAsserted(() -> assertThat(chat.calls).hasSizeGreaterThan(5));
        long shares = chat.calls.stream()
                .mapToLong(call -> call.options().priceCap().maxPrice().value())
                .sum();
        assertThat(shares).isBetween(800L, 1_000L);
        future.cancel(true);
    }

    @Test
    void a_long_text_that_cannot_fit_into_the_cap_is_refused_before_anything_is_sent() {
        ModelPricing pricing = new ModelPricing(NanoTon.of(20), 10_000, 10_000, 10_000, 10_000, 1000);
        TaskFixture priced = new TaskFixture(
                shortAnswers, ScriptedModels.of(ScriptedModels.model("model", 4096, pricing, "summarize")));
        CallOptions options =
                CallOptions.builder().maxPrice(NanoTon.of(100_000)).build();
        SummarizeCalls calls = new DefaultSummarizeCalls(priced.context);
        assertThatExceptionOfType(PriceTooHighException.class)
                .isThrownBy(() -> calls.call(SummarizeRequest.of(LONG_TEXT), options))
                .satisfies(e -> assertThat(e.workingPrice()).isGreaterThan(NanoTon.of(500_000)))
                .satisfies(e -> assertThat(e.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED));
        assertThat(shortAnswers.calls).isEmpty();
    }

    @Test
    void a_part_that_is_too_dear_tells_the_price_for_the_whole_call() {
        ScriptedChat chat =
                ScriptedChat.answeringLater(call -> CompletableFuture.failedFuture(new PriceTooHighException(
                        "too dear",
                        1500,
                        NanoTon.of(call.options().priceCap().maxPrice().value() * 2),
                        Acceptance.NOT_ACCEPTED)));
        CallOptions options = CallOptions.builder().maxPrice(NanoTon.of(1_000)).build();
        assertThatExceptionOfType(PriceTooHighException.class)
                .isThrownBy(() -> new DefaultSummarizeCalls(TaskFixture.over(chat).context)
                        .call(SummarizeRequest.of(LONG_TEXT), options))
                .satisfies(e -> assertThat(e.workingPrice()).isEqualTo(NanoTon.of(2_000)))
                .satisfies(e -> assertThat(e.workingCoefficient()).isEqualTo(1500));
    }

    @Test
    void each_part_has_an_idempotency_key_of_its_own_that_is_the_same_in_a_repeat() {
        CallOptions options = CallOptions.builder().idempotencyKey("order-7").build();
        SummarizeRequest request = SummarizeRequest.builder(LONG_TEXT)
                .contextTokens(1500)
                .parallelism(1)
                .build();
        summarize.call(request, options);
        List<String> first = keys();
        shortAnswers.calls.clear();
        summarize.call(request, options);
        assertThat(keys()).isEqualTo(first).doesNotHaveDuplicates().doesNotContain("order-7");

        shortAnswers.calls.clear();
        summarize.call(SummarizeRequest.of("Short text."), options);
        assertThat(keys()).containsExactly("order-7");
    }

    private List<String> keys() {
        return shortAnswers.calls.stream()
                .map(call -> call.options().idempotencyKey())
                .toList();
    }

    @Test
    void a_model_that_cannot_summarize_is_refused_with_those_that_can() {
        TaskFixture painter = new TaskFixture(
                shortAnswers,
                ScriptedModels.of(
                        ScriptedModels.model("model", null, null, "image.generate"),
                        ScriptedModels.model("writer", null, null, "chat", "summarize")));
        assertThatExceptionOfType(UnsupportedByModelException.class)
                .isThrownBy(() -> new DefaultSummarizeCalls(painter.context).call("Text."))
                .satisfies(e -> assertThat(e.candidates()).containsExactly(ModelId.of("writer")));
        assertThat(shortAnswers.calls).isEmpty();
    }

    @Test
    void a_server_without_a_model_list_is_asked_all_the_same() {
        TaskFixture silent = new TaskFixture(
                shortAnswers, ScriptedModels.failing(new InvalidRequestException("not found", null, null)));
        assertThat(new DefaultSummarizeCalls(silent.context).call("Text.").text())
                .isEqualTo("Short summary.");
    }

    @Test
    void a_refused_authorisation_is_not_tried_again() {
        TaskFixture refused =
                new TaskFixture(shortAnswers, ScriptedModels.failing(new AuthenticationException("wrong token", null)));
        assertThatExceptionOfType(AuthenticationException.class)
                .isThrownBy(() -> new DefaultSummarizeCalls(refused.context).call("Text."));
        assertThat(shortAnswers.calls).isEmpty();
    }

    @Test
    void the_model_list_is_asked_for_once_a_minute() {
        TaskFixture known = new TaskFixture(
                shortAnswers, ScriptedModels.of(ScriptedModels.model("model", null, null, "summarize")));
        SummarizeCalls calls = new DefaultSummarizeCalls(known.context);
        calls.call("Text.");
        calls.call("Text.");
        assertThat(known.models.asked).hasValue(1);
        known.clock.advance(Duration.ofSeconds(61));
        calls.call("Text.");
        assertThat(known.models.asked).hasValue(2);
    }

    @Test
    void a_call_without_any_model_is_refused() {
        TaskContext context = new TaskContext(
                shortAnswers,
                fixture.context.catalog(),
                null,
                fixture.context.deadlines(),
                fixture.context.priceCap(),
                fixture.clock,
                Runnable::run);
        assertThatExceptionOfType(UnknownModelException.class)
                .isThrownBy(() -> new DefaultSummarizeCalls(context).call("Text."));
    }

    @Test
    void an_input_above_the_token_budget_is_refused_with_what_it_needs() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> summarize.call(SummarizeRequest.builder(LONG_TEXT)
                        .maxInputTokens(5_000L)
                        .build()))
                .satisfies(e -> assertThat(e.field()).isEqualTo("maxInputTokens"));
        assertThat(shortAnswers.calls).isEmpty();
    }

    @Test
    void an_answer_without_text_is_a_failure_of_the_provider() {
        SummarizeCalls silent =
                new DefaultSummarizeCalls(TaskFixture.over(ScriptedChat.answering(call -> " \n")).context);
        assertThatExceptionOfType(ProviderFailureException.class)
                .isThrownBy(() -> silent.call("Text."))
                .withMessage("the model's answer has no text");
    }

    @Test
    void summaries_that_do_not_get_shorter_end_the_call_instead_of_going_on_forever() {
        ScriptedChat echo = ScriptedChat.answering(ScriptedChat.Call::user);
        assertThatExceptionOfType(ProviderFailureException.class)
                .isThrownBy(() -> new DefaultSummarizeCalls(TaskFixture.over(echo).context).call(LONG_TEXT))
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
                .isThrownBy(() -> summarize.call(SummarizeRequest.builder("x")
                        .contextTokens(2048)
                        .maxOutputTokens(2000)
                        .build()))
                .satisfies(e -> assertThat(e.field()).isEqualTo("maxOutputTokens"));
    }

    @Test
    void nothing_prints_input_or_summary() {
        SummarizeRequest request = SummarizeRequest.of("secret input");
        assertThat(request.toString()).doesNotContain("secret");
        assertThat(summarize.call(request).toString()).doesNotContain("Short summary");
        assertThat(new TextDelta("secret").toString()).doesNotContain("secret");
        assertThat((SourceRange) new OfText(1, 2)).hasToString("OfText[start=1, end=2]");
    }

    private static SummarizeInstruction instruction(ScriptedChat.Call call) {
        return (SummarizeInstruction) TaskInstruction.parse(call.system());
    }

    private static Usage times(Usage usage, int count) {
        Usage sum = usage;
        for (int i = 1; i < count; i++) {
            sum = sum.plus(usage);
        }
        return sum;
    }

    @Test
    void a_result_is_that_of_the_last_answer() {
        ScriptedChat chat = ScriptedChat.answeringLater(call -> {
            ChatResult result = ScriptedChat.result(call, "  Padded.\n", ScriptedChat.USAGE);
            return CompletableFuture.completedFuture(result);
        });
        assertThat(new DefaultSummarizeCalls(TaskFixture.over(chat).context)
                        .call("Text.")
                        .text())
                .isEqualTo("Padded.");
    }
}
