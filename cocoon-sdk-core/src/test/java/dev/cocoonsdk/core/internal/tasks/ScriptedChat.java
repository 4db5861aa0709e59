package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Timings;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.chat.ChatCalls;
import dev.cocoonsdk.core.chat.ChatChoice;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatMessage;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.chat.FinishReason;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A chat whose answers the test writes; remembers every call. */
final class ScriptedChat implements ChatCalls {

    /** One call as it came. */
    record Call(ChatRequest request, CallOptions options, boolean streamed) {
        String system() {
            return request.messages().get(0).text();
        }

        String user() {
            return request.messages().get(1).text();
        }
    }

    static final Usage USAGE = new Usage(10, 0, 5, 0, NanoTon.of(15));

    final List<Call> calls = new CopyOnWriteArrayList<>();
    final AtomicInteger cancelled = new AtomicInteger();
    private final Function<Call, CompletableFuture<ChatResult>> script;

    private ScriptedChat(Function<Call, CompletableFuture<ChatResult>> script) {
        this.script = script;
    }

    /** Answers at once with a text. */
    static ScriptedChat answering(Function<Call, String> text) {
        return new ScriptedChat(call -> CompletableFuture.completedFuture(result(call, text.apply(call), USAGE)));
    }

    /** Answers when the test completes the future, or fails as it fails. */
    static ScriptedChat answeringLater(Function<Call, CompletableFuture<ChatResult>> script) {
        return new ScriptedChat(script);
    }

    static ChatResult result(Call call, String text, Usage usage) {
        JsonObject nothing = new JsonObject(Map.of());
        ModelId model = call.request().model();
        return new ChatResult(
                "chat-1",
                model == null ? ModelId.of("default") : model,
                List.of(new ChatChoice(0, ChatMessage.assistant(text), FinishReason.STOP, nothing)),
                usage,
                new Timings(Duration.ofMillis(3), Duration.ofMillis(7)),
                1,
                Confidentiality.NONE,
                nothing);
    }

    @Override
    public ChatResult call(ChatRequest request, CallOptions options) {
        return Futures.get(callAsync(request, options));
    }

    @Override
    public CompletableFuture<ChatResult> callAsync(ChatRequest request, CallOptions options) {
        return begin(new Call(request, options, false));
    }

    private CompletableFuture<ChatResult> begin(Call call) {
        calls.add(call);
        CompletableFuture<ChatResult> answer = script.apply(call);
        CompletableFuture<ChatResult> copy = new CompletableFuture<>();
        answer.whenComplete((value, failure) -> {
            if (failure == null) {
                copy.complete(value);
            } else {
                copy.completeExceptionally(failure);
            }
        });
        copy.whenComplete((value, failure) -> {
            if (copy.isCancelled()) {
                cancelled.incrementAndGet();
            }
        });
        return copy;
    }

    @Override
    public EventStream<ChatEvent, ChatResult> stream(ChatRequest request, CallOptions options) {
        return new Streamed(begin(new Call(request, options, true)));
    }

    /** Delivers a text word by word. */
    private static final class Streamed implements EventStream<ChatEvent, ChatResult> {
        private final CompletableFuture<ChatResult> answer;
        private Iterator<String> words;

        Streamed(CompletableFuture<ChatResult> answer) {
            this.answer = answer;
        }

        @Override
        public boolean hasNext() {
            if (words == null) {
                words = pieces(result().text()).iterator();
            }
            return words.hasNext();
        }

        private static List<String> pieces(String text) {
            List<String> pieces = new ArrayList<>(List.of(text.split("(?<= )")));
            pieces.removeIf(String::isEmpty);
            return pieces;
        }

        @Override
        public ChatEvent next() {
            hasNext();
            return new ChatEvent.ContentDelta(0, words.next());
        }

        @Override
        public ChatResult result() {
            try {
                return Futures.get(answer);
            } catch (CallCancelledException e) {
                throw new CallCancelledException("cancelled", e, Acceptance.ACCEPTED);
            }
        }

        @Override
        public void cancel() {
            answer.cancel(true);
        }

        @Override
        public void close() {
            answer.cancel(true);
        }
    }
}
