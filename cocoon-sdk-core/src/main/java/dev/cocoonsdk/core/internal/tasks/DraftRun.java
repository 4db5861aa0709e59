package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.draft.DraftEvent;
import dev.cocoonsdk.core.draft.DraftEvent.Done;
import dev.cocoonsdk.core.draft.DraftEvent.TextDelta;
import dev.cocoonsdk.core.draft.DraftEvent.Variant;
import dev.cocoonsdk.core.draft.DraftInput;
import dev.cocoonsdk.core.draft.DraftRequest;
import dev.cocoonsdk.core.draft.DraftResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.internal.call.CallScope;
import dev.cocoonsdk.core.internal.call.Part;
import dev.cocoonsdk.core.task.ChatLine;
import dev.cocoonsdk.core.task.ChatTranscript;
import dev.cocoonsdk.core.task.TextLength;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Drafts by a known model. */
final class DraftRun {

    private static final int DEFAULT_ANSWER = 500;

    private final DraftRequest request;
    private final Target target;
    private final TaskCall<DraftEvent> call;
    private final CallScope<DraftEvent> scope;
    private final AtomicInteger emitted = new AtomicInteger();

    DraftRun(DraftRequest request, Target target, TaskCall<DraftEvent> call) {
        this.request = request;
        this.target = target;
        this.call = call;
        this.scope = call.scope();
    }

    CompletableFuture<DraftResult> start() {
        String system = request.instruction().toSystemMessage();
        int answer = answerTokens();
        int context = Contexts.tokens(request.contextTokens(), target.info());
        long room = context - SummarySizes.instruction(system) - answer;
        int messages = 0;
        String user;
        if (request.input() instanceof DraftInput.Chat chat) {
            List<ChatLine> newest = newest(chat.lines(), room);
            messages = newest.size();
            user = ChatTranscript.render(newest);
        } else {
            user = ((DraftInput.Text) request.input()).text();
        }
        if (user.isEmpty() || TokenEstimate.of(user) > room) {
            throw InvalidRequestException.of(
                    "input",
                    "too long for a context of " + context + " tokens",
                    "at most about " + Math.max(0, room) + " tokens");
        }
        ChatRequest chat = ChatRequest.builder()
                .system(system)
                .user(user)
                .maxTokens(answer)
                .build();
        int used = messages;
        return call.show(chat, target.model(), Part.WHOLE, text()).thenApply(result -> finish(result, used));
    }

    private int answerTokens() {
        if (request.maxOutputTokens() != null) {
            return request.maxOutputTokens();
        }
        long each = DEFAULT_ANSWER;
        TextLength length = request.length();
        if (length != null) {
            each = TokenEstimate.of(length);
        } else if (request.input() instanceof DraftInput.Text text) {
            each = Math.max(each, TokenEstimate.of(text.text()) * 3 / 2);
        }
        return (int) Math.min(each * request.variants(), Integer.MAX_VALUE);
    }

    private static List<ChatLine> newest(List<ChatLine> lines, long room) {
        long tokens = 0;
        int start = lines.size();
        while (start > 0) {
            tokens += TokenEstimate.of(ChatTranscript.renderLine(lines.get(start - 1))) + 1;
            if (tokens > room) {
                break;
            }
            start--;
        }
        return lines.subList(start, lines.size());
    }

    private Consumer<String> text() {
        return request.variants() == 1
                ? new TextTrimmer(text -> scope.emit(new TextDelta(text)))
                : new VariantScanner(this::emitVariant);
    }

    private void emitVariant(String variant) {
        int index = emitted.getAndIncrement();
        if (index < request.variants()) {
            scope.emit(new Variant(index, variant));
        }
    }

    private DraftResult finish(ChatResult answer, int messagesUsed) {
        String text = answer.text().strip();
        if (text.isEmpty()) {
            throw new ProviderFailureException("the model's answer has no text", 0, null, Acceptance.ACCEPTED);
        }
        List<String> variants = request.variants() == 1 ? List.of(text) : Variants.parse(text, request.variants());
        variants.stream().skip(emitted.get()).forEach(this::emitVariant);
        DraftResult result = new DraftResult(
                variants,
                messagesUsed,
                answer.finishReason(),
                answer.model(),
                call.usage(),
                call.timings(),
                call.attempts(),
                call.verification(),
                answer.additionalProperties());
        scope.emit(new Done(result));
        return result;
    }
}
