package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.chat.FinishReason;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.internal.call.CallScope;
import dev.cocoonsdk.core.internal.call.Part;
import dev.cocoonsdk.core.task.PartOf;
import dev.cocoonsdk.core.task.TranslateInstruction;
import dev.cocoonsdk.core.translate.TranslateEvent;
import dev.cocoonsdk.core.translate.TranslateEvent.Done;
import dev.cocoonsdk.core.translate.TranslateEvent.PartFinished;
import dev.cocoonsdk.core.translate.TranslateEvent.PartStarted;
import dev.cocoonsdk.core.translate.TranslateEvent.TextDelta;
import dev.cocoonsdk.core.translate.TranslateRequest;
import dev.cocoonsdk.core.translate.TranslateResult;
import dev.cocoonsdk.core.translate.TranslatedPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One translation by a known model, part by part. White space around the parts does not travel and is kept as it is. */
final class TranslateRun {

    private static final int ANSWER_FACTOR = 2;
    private static final int ANSWER_MARGIN = 128;
    private static final int MIN_ROOM = 64;

    private final TranslateRequest request;
    private final Target target;
    private final TaskCall<TranslateEvent> call;
    private final CallScope<TranslateEvent> scope;

    TranslateRun(TranslateRequest request, Target target, TaskCall<TranslateEvent> call) {
        this.request = request;
        this.target = target;
        this.call = call;
        this.scope = call.scope();
    }

    CompletableFuture<TranslateResult> start() {
        List<TextRange> ranges = split();
        List<Piece> pieces = new ArrayList<>();
        for (TextRange range : ranges) {
            PartOf part = ranges.size() == 1 ? null : new PartOf(pieces.size() + 1, ranges.size());
            pieces.add(piece(range, part));
        }
        List<ChatRequest> requests = pieces.stream().map(Piece::request).toList();
        List<Part> shares = pieces.size() == 1
                ? List.of(Part.WHOLE)
                : new Prices(target.info()).firstShares("", requests, 0, scope.left());
        List<Supplier<CompletableFuture<Translated>>> calls = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            int index = i;
            calls.add(() -> translate(pieces.get(index), index + 1, pieces.size(), shares.get(index)));
        }
        int parallel = scope.isStreaming() ? 1 : request.parallelism();
        return Batch.of(calls, parallel).thenApply(this::result);
    }

    /** Parts of which none is white space only: such a one goes to its neighbour. */
    private List<TextRange> split() {
        Locale locale =
                request.source() == null ? Locale.ROOT : request.source().toLocale();
        List<TextRange> ranges = new ArrayList<>();
        int start = 0;
        for (TextRange range : TextSplitter.split(request.text(), room(), locale)) {
            if (!range.of(request.text()).isBlank()) {
                ranges.add(new TextRange(start, range.end()));
                start = range.end();
            }
        }
        TextRange last = ranges.remove(ranges.size() - 1);
        ranges.add(new TextRange(last.start(), request.text().length()));
        return ranges;
    }

    /** A part, its translation and the instruction share the context. */
    private long room() {
        int context = Contexts.tokens(request.contextTokens(), target.info());
        long instruction =
                SummarySizes.instruction(instruction(new PartOf(99, 99)).toSystemMessage());
        long room = (context - instruction - ANSWER_MARGIN) / (1 + ANSWER_FACTOR);
        if (room < MIN_ROOM) {
            throw InvalidRequestException.of(
                    "contextTokens",
                    "a context of " + context + " tokens with an instruction of " + instruction,
                    "room for at least " + MIN_ROOM + " tokens of text and its translation; shorten the glossary");
        }
        return room;
    }

    private Piece piece(TextRange range, @Nullable PartOf part) {
        String all = range.of(request.text());
        String text = all.strip();
        int lead = all.indexOf(text);
        String system = instruction(part).toSystemMessage();
        long answer = ANSWER_FACTOR * TokenEstimate.of(text) + ANSWER_MARGIN;
        ChatRequest chat = ChatRequest.builder()
                .system(system)
                .user(text)
                .maxTokens((int) Math.min(answer, Integer.MAX_VALUE))
                .build();
        return new Piece(range, all.substring(0, lead), all.substring(lead + text.length()), chat);
    }

    private TranslateInstruction instruction(@Nullable PartOf part) {
        return new TranslateInstruction(
                request.target(), request.source(), request.formality(), request.glossary(), part);
    }

    private CompletableFuture<Translated> translate(Piece piece, int number, int total, Part share) {
        scope.emit(new PartStarted(number, total));
        emit(piece.before);
        return call.show(piece.request, target.model(), share, new TextTrimmer(this::emit))
                .thenApply(answer -> {
                    Translated translated = new Translated(piece, answer);
                    if (translated.text().isEmpty()) {
                        throw new ProviderFailureException(
                                "the model's answer has no text", 0, null, Acceptance.ACCEPTED);
                    }
                    emit(piece.after);
                    scope.emit(new PartFinished(number, total, answer.usage()));
                    return translated;
                });
    }

    private void emit(String text) {
        if (!text.isEmpty()) {
            scope.emit(new TextDelta(text));
        }
    }

    private TranslateResult result(List<Translated> translated) {
        StringBuilder text = new StringBuilder();
        List<TranslatedPart> parts = new ArrayList<>();
        FinishReason finish = null;
        for (Translated part : translated) {
            int start = text.length();
            text.append(part.piece.before).append(part.text()).append(part.piece.after);
            parts.add(new TranslatedPart(part.piece.range.start(), part.piece.range.end(), start, text.length()));
            finish = FinishReason.LENGTH.equals(finish) ? finish : part.answer.finishReason();
        }
        ChatResult last = translated.get(translated.size() - 1).answer;
        TranslateResult result = new TranslateResult(
                text.toString(),
                parts,
                finish,
                last.model(),
                call.usage(),
                call.timings(),
                call.attempts(),
                call.verification(),
                last.additionalProperties());
        scope.emit(new Done(result));
        return result;
    }

    private record Piece(TextRange range, String before, String after, ChatRequest request) {}

    private record Translated(Piece piece, ChatResult answer) {
        String text() {
            return answer.text().strip();
        }
    }
}
