package dev.cocoonsdk.core.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.draft.DraftEvent.Done;
import dev.cocoonsdk.core.draft.DraftEvent.TextDelta;
import dev.cocoonsdk.core.draft.DraftEvent.Variant;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.error.UnsupportedByModelException;
import dev.cocoonsdk.core.support.ScriptedTransport;
import dev.cocoonsdk.core.task.ChatLine;
import dev.cocoonsdk.core.task.ChatTranscript;
import dev.cocoonsdk.core.task.DraftInstruction;
import dev.cocoonsdk.core.task.DraftMode;
import dev.cocoonsdk.core.task.InputForm;
import dev.cocoonsdk.core.task.LanguageTag;
import dev.cocoonsdk.core.task.TaskInstruction;
import dev.cocoonsdk.core.task.TextLength;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DraftCallsTest {

    private final ScriptedTransport one = ScriptedTransport.answering(call -> " Dear Ada, yes.\n");
    private final ScriptedTransport several =
            ScriptedTransport.answering(call -> "```json\n[\"Yes, gladly.\", \"Sorry, no.\", \"Perhaps.\"]\n```");

    @Test
    void a_rewrite_is_one_request_with_the_text_alone_in_the_user_message() {
        DraftResult result = one.client()
                .draft()
                .call(DraftRequest.rewrite("hey ada, yep")
                        .tone("formal")
                        .length(TextLength.words(20))
                        .language(LanguageTag.of("en"))
                        .intent("say yes")
                        .build());

        assertThat(one.last().user()).isEqualTo("hey ada, yep");
        assertThat(TaskInstruction.parse(one.last().system()))
                .isEqualTo(new DraftInstruction(
                        DraftMode.REWRITE,
                        InputForm.TEXT,
                        "formal",
                        TextLength.words(20),
                        LanguageTag.of("en"),
                        null,
                        "say yes",
                        1));
        assertThat(result.variants()).containsExactly("Dear Ada, yes.");
        assertThat(result.text()).isEqualTo("Dear Ada, yes.");
        assertThat(result.messagesUsed()).isZero();
        assertThat(result.usage().totalTokens()).isEqualTo(15);
    }

    @Test
    void a_reply_to_a_chat_carries_the_chat() {
        List<ChatLine> chat = List.of(ChatLine.of("Ada", "Shall we meet at ten?"));
        DraftResult result = several.client()
                .draft()
                .call(DraftRequest.replyTo(chat).as("Ben").variants(3).build());
        assertThat(ChatTranscript.parse(several.last().user())).isEqualTo(chat);
        assertThat(result.variants()).containsExactly("Yes, gladly.", "Sorry, no.", "Perhaps.");
        assertThat(result.messagesUsed()).isEqualTo(1);
    }

    @Test
    void of_a_long_chat_the_newest_messages_are_used() {
        List<ChatLine> chat = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            chat.add(ChatLine.of("Ada", "This is message number " + i + "."));
        }
        DraftResult result = one.client()
                .draft()
                .call(DraftRequest.replyTo(chat).contextTokens(2048).build());
        assertThat(result.messagesUsed()).isBetween(10, 400);
        assertThat(ChatTranscript.parse(one.last().user())).isEqualTo(chat.subList(500 - result.messagesUsed(), 500));
    }

    @Test
    void a_single_draft_streams_its_text() {
        List<DraftEvent> events = new ArrayList<>();
        DraftResult result;
        try (EventStream<DraftEvent, DraftResult> stream =
                one.client().draft().stream(DraftRequest.rewrite("x").build())) {
            stream.forEachRemaining(events::add);
            result = stream.result();
        }
        assertThat(events)
                .filteredOn(TextDelta.class::isInstance)
                .extracting(DraftEvent::text)
                .containsExactly("Dear", " Ada,", " yes.");
        assertThat(events).contains(new Variant(0, "Dear Ada, yes."));
        assertThat(events).last().isEqualTo(new Done(result));
    }

    @Test
    void several_drafts_stream_one_by_one() {
        List<DraftEvent> events = new ArrayList<>();
        try (EventStream<DraftEvent, DraftResult> stream = several.client().draft().stream(
                DraftRequest.replyTo("Ten?").variants(2).build())) {
            stream.forEachRemaining(events::add);
            assertThat(events)
                    .containsExactly(
                            new Variant(0, "Yes, gladly."), new Variant(1, "Sorry, no."), new Done(stream.result()));
        }
    }

    @Test
    void drafts_in_a_list_stream_at_the_end() {
        ScriptedTransport list = ScriptedTransport.answering(call -> "1. Yes.\n2. No.");
        List<DraftEvent> events = new ArrayList<>();
        try (EventStream<DraftEvent, DraftResult> stream = list.client().draft().stream(
                DraftRequest.replyTo("Ten?").variants(2).build())) {
            stream.forEachRemaining(events::add);
        }
        assertThat(events).startsWith(new Variant(0, "Yes."), new Variant(1, "No."));
    }

    @Test
    void a_text_that_does_not_fit_is_refused() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> one.client()
                        .draft()
                        .call(DraftRequest.replyTo("Long mail. ".repeat(2_000))
                                .contextTokens(2048)
                                .build()))
                .satisfies(e -> assertThat(e.field()).isEqualTo("input"));
        assertThat(one.calls).isEmpty();
    }

    @Test
    void a_model_that_cannot_draft_is_refused_with_those_that_can() {
        ScriptedTransport extractive = one.with(
                ScriptedTransport.model("model", 4096, "summarize"),
                ScriptedTransport.model("writer", 4096, "chat", "draft"));
        assertThatExceptionOfType(UnsupportedByModelException.class)
                .isThrownBy(() -> extractive
                        .client()
                        .draft()
                        .call(DraftRequest.rewrite("x").build()))
                .satisfies(e -> assertThat(e.candidates()).containsExactly(ModelId.of("writer")));
    }

    @Test
    void an_answer_without_text_is_a_failure_of_the_provider() {
        ScriptedTransport empty = ScriptedTransport.answering(call -> " ");
        assertThatExceptionOfType(ProviderFailureException.class)
                .isThrownBy(() ->
                        empty.client().draft().call(DraftRequest.rewrite("x").build()));
    }

    @Test
    void values_out_of_range_are_refused_by_name() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> DraftRequest.rewrite("x").variants(11).build())
                .satisfies(e -> assertThat(e.field()).isEqualTo("variants"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> DraftRequest.rewrite("x").tone("").build())
                .satisfies(e -> assertThat(e.field()).isEqualTo("tone"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> DraftRequest.rewrite(" ").build())
                .satisfies(e -> assertThat(e.field()).isEqualTo("input"));
    }

    @Test
    void nothing_prints_input_or_drafts() {
        DraftRequest request =
                DraftRequest.rewrite("secret").tone("secret").intent("secret").build();
        DraftResult result = one.client().draft().call(request);
        assertThat(request + " " + result + new Variant(0, "secret") + new TextDelta("secret"))
                .doesNotContain("secret")
                .doesNotContain("Ada");
    }
}
