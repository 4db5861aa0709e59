package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.chat.FinishReason;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.internal.tasks.ModelCatalog.Target;
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
import dev.cocoonsdk.core.task.TaskKind;
import dev.cocoonsdk.core.task.TextLength;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One summary: rounds over parts until the input of a round fits into one call, and that call. */
final class SummarizeRun extends TaskRun<SummarizeEvent, SummarizeResult> {

    private static final String SEPARATOR = "\n\n";

    private final SummarizeRequest request;
    private final Locale locale;

    private final List<Answered> leaves = new ArrayList<>();
    private @Nullable Setting setting;
    private @Nullable Round last;
    private @Nullable Step pending;
    private @Nullable ChatResult answer;
    private long sent;

    SummarizeRun(TaskContext context, SummarizeRequest request, CallOptions options) {
        super(context, options);
        this.request = request;
        this.locale = request.inputLanguage() == null
                ? Locale.ROOT
                : request.inputLanguage().toLocale();
    }

    @Override
    CompletableFuture<Void> prepare(Consumer<? super SummarizeEvent> out) {
        ModelId model = request.model() == null ? context.defaultModel() : request.model();
        return active.track(context.catalog().target(model, TaskKind.SUMMARIZE.wireName(), account.freeOptions()))
                .thenCompose(target -> {
                    Setting known =
                            new Setting(target, new SummarySizes(request, target.info()), new Prices(target.info()));
                    setting = known;
                    return round(known, firstRound(known), out);
                });
    }

    private Round firstRound(Setting known) {
        boolean chat = request.input() instanceof SummarizeInput.Chat;
        InputForm form = chat ? InputForm.CHAT : InputForm.TEXT;
        String system = whole(form).toSystemMessage();
        if (request.input() instanceof SummarizeInput.Chat input) {
            String transcript = ChatTranscript.render(input.lines());
            if (TokenEstimate.of(transcript) <= known.sizes.room(system)) {
                SourceRange all = new SourceRange.OfMessages(0, input.lines().size());
                return new Round(1, form, List.of(new InputPart(transcript, all)));
            }
            return new Round(1, form, splitter(known, system).split(input.lines()));
        }
        return round(known, 1, form, ((SummarizeInput.Text) request.input()).text());
    }

    private Round round(Setting known, int number, InputForm form, String text) {
        String system = whole(form).toSystemMessage();
        if (TokenEstimate.of(text) <= known.sizes.room(system)) {
            SourceRange all = new SourceRange.OfText(0, text.length());
            return new Round(number, form, List.of(new InputPart(text, all)));
        }
        return new Round(number, form, splitter(known, system).split(text));
    }

    private InputSplitter splitter(Setting known, String system) {
        return new InputSplitter(known.sizes.partRoom(system), locale);
    }

    /** Summarizes the parts of a round, and their summaries in a further one; ends when a round has one part. */
    private CompletableFuture<Void> round(Setting known, Round round, Consumer<? super SummarizeEvent> out) {
        String finalSystem = whole(round.number == 1 && round.parts.size() == 1 ? round.form : InputForm.SUMMARIES)
                .toSystemMessage();
        if (round.parts.size() == 1) {
            spend(round, finalSystem, 0);
            last = round;
            pending = finalStep(known, round, out);
            return CompletableFuture.completedFuture(null);
        }
        int words = known.sizes.partWords(round.parts.size(), known.sizes.partRoom(finalSystem));
        long summaries = (long) round.parts.size() * known.sizes.partAnswer(words);
        spend(round, part(round, 1, words).toSystemMessage(), summaries);
        plan(known, round, words, known.prices.weight(finalSystem, summaries, known.sizes.answer()));
        List<Supplier<CompletableFuture<Answered>>> calls = new ArrayList<>();
        for (int i = 1; i <= round.parts.size(); i++) {
            int number = i;
            calls.add(() -> summarizePart(known, round, number, words, out));
        }
        return active.all(calls, request.parallelism(), context.executor())
                .thenCompose(answered -> round(known, next(known, round, answered), out));
    }

    private CompletableFuture<Answered> summarizePart(
            Setting known, Round round, int number, int words, Consumer<? super SummarizeEvent> out) {
        InputPart part = round.parts.get(number - 1);
        String system = part(round, number, words).toSystemMessage();
        int maxTokens = known.sizes.partAnswer(words);
        Step step = new Step(
                chat(known, system, part.content(), maxTokens),
                account.share(known.prices.weight(system, part.content(), maxTokens)),
                round.number + "." + number);
        int total = round.parts.size();
        out.accept(new PartStarted(round.number, number, total, round.number == 1 ? part.source() : null));
        return Futures.mapTogether(call(step), result -> {
            out.accept(new PartFinished(round.number, number, total, result.usage()));
            return new Answered(part, result);
        });
    }

    private Round next(Setting known, Round round, List<Answered> answered) {
        if (round.number == 1) {
            leaves.addAll(answered);
        }
        String joined = String.join(
                SEPARATOR,
                answered.stream()
                        .map(Answered::text)
                        .filter(text -> !text.isEmpty())
                        .toList());
        if (joined.isEmpty()) {
            throw failure("the model's summaries of all " + round.parts.size() + " parts have no text");
        }
        long before = round.parts.stream()
                .mapToLong(part -> TokenEstimate.of(part.content()))
                .sum();
        if (TokenEstimate.of(joined) >= before) {
            throw failure("the model's summaries of the parts are no shorter than the parts");
        }
        return round(known, round.number + 1, InputForm.SUMMARIES, joined);
    }

    /** Counts what a round sends and refuses it if that, with what will surely follow, is too much. */
    private void spend(Round round, String system, long later) {
        long instruction = SummarySizes.instruction(system);
        for (InputPart part : round.parts) {
            sent += TokenEstimate.of(part.content()) + instruction;
        }
        Long most = request.maxInputTokens();
        if (most != null && sent + later > most) {
            throw InvalidRequestException.of(
                    "maxInputTokens", most.toString(), "at least about " + (sent + later) + " for this input");
        }
    }

    private void plan(Setting known, Round round, int words, long finalWeight) {
        long weights = finalWeight;
        for (int i = 1; i <= round.parts.size(); i++) {
            String system = part(round, i, words).toSystemMessage();
            weights += known.prices.weight(system, round.parts.get(i - 1).content(), known.sizes.partAnswer(words));
        }
        account.plan(weights);
        if (round.number == 1) {
            known.prices.check(weights, account.maxPrice());
        }
    }

    private Step finalStep(Setting known, Round round, Consumer<? super SummarizeEvent> out) {
        InputPart only = round.parts.get(0);
        String system = whole(round.form).toSystemMessage();
        long weight = known.prices.weight(system, only.content(), known.sizes.answer());
        account.plan(weight);
        out.accept(new PartStarted(round.number, 1, 1, round.number == 1 ? only.source() : null));
        return new Step(
                chat(known, system, only.content(), known.sizes.answer()),
                account.share(weight),
                round.number == 1 ? null : round.number + ".1");
    }

    private ChatRequest chat(Setting known, String system, String user, int maxTokens) {
        return ChatRequest.builder()
                .model(known.target.model())
                .system(system)
                .user(user)
                .maxTokens(maxTokens)
                .build();
    }

    private SummarizeInstruction whole(InputForm form) {
        return new SummarizeInstruction(
                form, request.length(), request.style(), request.language(), request.focus(), null);
    }

    /** Parts are summarized in the input's language; only the last call translates. */
    private SummarizeInstruction part(Round round, int number, int words) {
        return new SummarizeInstruction(
                round.form,
                TextLength.words(words),
                SummaryStyle.PARAGRAPH,
                null,
                request.focus(),
                new PartOf(number, round.parts.size()));
    }

    @Override
    @Nullable
    Step next(Consumer<? super SummarizeEvent> out) {
        Step step = pending;
        pending = null;
        return step;
    }

    @Override
    void text(String delta, Consumer<? super SummarizeEvent> out) {
        out.accept(new TextDelta(delta));
    }

    @Override
    void done(ChatResult result, Consumer<? super SummarizeEvent> out) {
        answer = result;
        if (last != null) {
            out.accept(new PartFinished(last.number, 1, 1, result.usage()));
        }
    }

    @Override
    SummarizeResult finish(Consumer<? super SummarizeEvent> out) {
        if (answer == null || last == null) {
            throw new IllegalStateException("finished without an answer");
        }
        String text = answer.text().strip();
        if (text.isEmpty()) {
            throw failure(
                    FinishReason.LENGTH.equals(answer.finishReason())
                            ? "the model used all tokens of its answer before it wrote any text; raise maxOutputTokens"
                            : "the model's answer has no text");
        }
        SummarizeResult result = new SummarizeResult(
                text,
                parts(answer, last),
                answer.finishReason(),
                answer.model(),
                account.usage(),
                account.timings(),
                account.attempts(),
                account.confidentiality(),
                answer.additionalProperties());
        out.accept(new Done(result));
        return result;
    }

    private List<SummaryPart> parts(ChatResult result, Round lastRound) {
        List<Answered> sources = leaves.isEmpty() ? List.of(new Answered(lastRound.parts.get(0), result)) : leaves;
        List<SummaryPart> parts = new ArrayList<>();
        for (Answered leaf : sources) {
            parts.add(new SummaryPart(
                    parts.size() + 1, leaf.part.source(), lastRound.number, leaf.text(), leaf.result.usage()));
        }
        return parts;
    }

    private static ProviderFailureException failure(String message) {
        return new ProviderFailureException(message, 0, null, Acceptance.ACCEPTED);
    }

    private record Setting(Target target, SummarySizes sizes, Prices prices) {}

    private record Round(int number, InputForm form, List<InputPart> parts) {}

    private record Answered(InputPart part, ChatResult result) {
        String text() {
            return result.text().strip();
        }
    }
}
