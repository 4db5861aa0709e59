package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.chat.FinishReason;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.internal.call.CallScope;
import dev.cocoonsdk.core.internal.call.Part;
import dev.cocoonsdk.core.summarize.SourceRange;
import dev.cocoonsdk.core.summarize.SummarizeEvent;
import dev.cocoonsdk.core.summarize.SummarizeEvent.Done;
import dev.cocoonsdk.core.summarize.SummarizeEvent.PartFinished;
import dev.cocoonsdk.core.summarize.SummarizeEvent.PartStarted;
import dev.cocoonsdk.core.summarize.SummarizeEvent.TextDelta;
import dev.cocoonsdk.core.summarize.SummarizeInput;
import dev.cocoonsdk.core.summarize.SummarizeRequest;
import dev.cocoonsdk.core.summarize.SummarizeResult;
import dev.cocoonsdk.core.summarize.SummaryPart;
import dev.cocoonsdk.core.task.ChatTranscript;
import dev.cocoonsdk.core.task.InputForm;
import dev.cocoonsdk.core.task.PartOf;
import dev.cocoonsdk.core.task.SummarizeInstruction;
import dev.cocoonsdk.core.task.SummaryStyle;
import dev.cocoonsdk.core.task.TextLength;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One summary by a known model: rounds over parts until the input of a round fits into one request, and that request. */
final class SummarizeRun {

    private static final String SEPARATOR = "\n\n";

    private final SummarizeRequest request;
    private final Target target;
    private final SummarySizes sizes;
    private final Prices prices;
    private final TaskCall<SummarizeEvent> call;
    private final CallScope<SummarizeEvent> scope;
    private final InputForm form;
    private final List<Answered> leaves = new ArrayList<>();
    private long sent;

    SummarizeRun(SummarizeRequest request, Target target, TaskCall<SummarizeEvent> call) {
        this.request = request;
        this.target = target;
        this.sizes = new SummarySizes(request, target.info());
        this.prices = new Prices(target.info());
        this.call = call;
        this.scope = call.scope();
        this.form = request.input() instanceof SummarizeInput.Chat ? InputForm.CHAT : InputForm.TEXT;
    }

    CompletableFuture<SummarizeResult> start() {
        return run(firstRound());
    }

    private Round firstRound() {
        if (!(request.input() instanceof SummarizeInput.Chat chat)) {
            return round(1, form, ((SummarizeInput.Text) request.input()).text());
        }
        String transcript = ChatTranscript.render(chat.lines());
        if (TokenEstimate.of(transcript) > sizes.room(system(form))) {
            return new Round(1, form, splitter(form).split(chat.lines()));
        }
        SourceRange all = new SourceRange.OfMessages(0, chat.lines().size());
        return new Round(1, form, List.of(new InputPart(transcript, all)));
    }

    private Round round(int number, InputForm textForm, String text) {
        if (TokenEstimate.of(text) > sizes.room(system(textForm))) {
            return new Round(number, textForm, splitter(textForm).split(text));
        }
        SourceRange all = new SourceRange.OfText(0, text.length());
        return new Round(number, textForm, List.of(new InputPart(text, all)));
    }

    private InputSplitter splitter(InputForm textForm) {
        Locale locale = request.inputLanguage() == null
                ? Locale.ROOT
                : request.inputLanguage().toLocale();
        return new InputSplitter(sizes.partRoom(system(textForm)), locale);
    }

    /** Summarizes the parts of a round, and their summaries in a further one; the round with one part is the last. */
    private CompletableFuture<SummarizeResult> run(Round round) {
        if (round.parts.size() == 1) {
            return runLast(round);
        }
        int words = sizes.partWords(round.parts.size(), sizes.partRoom(system(InputForm.SUMMARIES)));
        long summaries = (long) round.parts.size() * SummarySizes.partText(words);
        spend(round, instruction(round, 1, words).toSystemMessage(), summaries);
        List<ChatRequest> requests = new ArrayList<>();
        for (int i = 1; i <= round.parts.size(); i++) {
            requests.add(chat(
                    instruction(round, i, words).toSystemMessage(), round.parts.get(i - 1), sizes.partAnswer(words)));
        }
        List<Part> parts = shares(round, requests, summaries);
        List<Supplier<CompletableFuture<Answered>>> calls = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            int index = i;
            calls.add(() -> summarizePart(round, index, requests.get(index), parts.get(index)));
        }
        return Batch.of(calls, request.parallelism()).thenCompose(answered -> run(next(round, answered)));
    }

    /** Divides the money that is left among the parts of a round and the last request, in proportion to their worst cases. */
    private List<Part> shares(Round round, List<ChatRequest> requests, long summaries) {
        long last = prices.weight(system(InputForm.SUMMARIES), summaries, sizes.answer());
        NanoTon left = scope.left();
        return round.number == 1
                ? prices.firstShares("1.", requests, last, left)
                : prices.shares(round.number + ".", requests, last, left);
    }

    private CompletableFuture<Answered> summarizePart(Round round, int index, ChatRequest chat, Part share) {
        InputPart part = round.parts.get(index);
        int total = round.parts.size();
        scope.emit(new PartStarted(round.number, index + 1, total, round.number == 1 ? part.source() : null));
        return call.ask(chat, target.model(), share).thenApply(result -> {
            Answered answered = new Answered(part, result);
            if (answered.text().isEmpty()) {
                throw noText("part " + (index + 1) + " of " + total + " in round " + round.number + ": ", result);
            }
            scope.emit(new PartFinished(round.number, index + 1, total, result.usage()));
            return answered;
        });
    }

    private Round next(Round round, List<Answered> answered) {
        if (round.number == 1) {
            leaves.addAll(answered);
        }
        String joined =
                String.join(SEPARATOR, answered.stream().map(Answered::text).toList());
        if (TokenEstimate.of(joined) >= round.tokens()) {
            throw failure("the model's summaries of the parts are no shorter than the parts");
        }
        return round(round.number + 1, InputForm.SUMMARIES, joined);
    }

    /** Counts what a round sends and refuses it if that, with what will surely follow, is too much. */
    private void spend(Round round, String system, long later) {
        sent += round.tokens() + round.parts.size() * SummarySizes.instruction(system);
        Long most = request.maxInputTokens();
        if (most != null && sent + later > most) {
            throw InvalidRequestException.of(
                    "maxInputTokens", most.toString(), "at least about " + (sent + later) + " for this input");
        }
    }

    private CompletableFuture<SummarizeResult> runLast(Round round) {
        String system = system(round.form);
        spend(round, system, 0);
        InputPart only = round.parts.get(0);
        Part part = round.number == 1 ? Part.WHOLE : Part.named(round.number + ".1");
        call.forgetFirstToken();
        scope.emit(new PartStarted(round.number, 1, 1, round.number == 1 ? only.source() : null));
        return call.show(
                        chat(system, only, sizes.answer()),
                        target.model(),
                        part,
                        new TextTrimmer(text -> scope.emit(new TextDelta(text))))
                .thenApply(answer -> {
                    scope.emit(new PartFinished(round.number, 1, 1, answer.usage()));
                    SummarizeResult result = result(round, answer);
                    scope.emit(new Done(result));
                    return result;
                });
    }

    private static ChatRequest chat(String system, InputPart part, int maxTokens) {
        return ChatRequest.builder()
                .system(system)
                .user(part.content())
                .maxTokens(maxTokens)
                .build();
    }

    /** The system message of the request that writes the summary. */
    private String system(InputForm textForm) {
        return new SummarizeInstruction(
                        textForm, request.length(), request.style(), request.language(), request.focus(), null)
                .toSystemMessage();
    }

    /** Parts are summarized in the input's language; only the last request translates. */
    private SummarizeInstruction instruction(Round round, int number, int words) {
        return new SummarizeInstruction(
                round.form,
                TextLength.words(words),
                SummaryStyle.PARAGRAPH,
                null,
                request.focus(),
                new PartOf(number, round.parts.size()));
    }

    private SummarizeResult result(Round last, ChatResult answer) {
        String text = answer.text().strip();
        if (text.isEmpty()) {
            throw noText("", answer);
        }
        return new SummarizeResult(
                text,
                parts(last, answer),
                answer.finishReason(),
                answer.model(),
                call.usage(),
                call.timings(),
                call.attempts(),
                call.verification(),
                answer.additionalProperties());
    }

    private List<SummaryPart> parts(Round last, ChatResult answer) {
        List<Answered> sources = leaves.isEmpty() ? List.of(new Answered(last.parts.get(0), answer)) : leaves;
        List<SummaryPart> parts = new ArrayList<>();
        for (Answered leaf : sources) {
            parts.add(new SummaryPart(
                    parts.size() + 1, leaf.part.source(), last.number, leaf.text(), leaf.result.usage()));
        }
        return parts;
    }

    private static ProviderFailureException noText(String where, ChatResult answer) {
        return failure(where
                + (FinishReason.LENGTH.equals(answer.finishReason())
                        ? "the model used all tokens of its answer before it wrote any text; raise maxOutputTokens"
                        : "the model's answer has no text"));
    }

    private static ProviderFailureException failure(String message) {
        return new ProviderFailureException(message, 0, null, Acceptance.ACCEPTED);
    }

    private record Round(int number, InputForm form, List<InputPart> parts) {
        long tokens() {
            return parts.stream()
                    .mapToLong(part -> TokenEstimate.of(part.content()))
                    .sum();
        }
    }

    private record Answered(InputPart part, ChatResult result) {
        String text() {
            return result.text().strip();
        }
    }
}
