package dev.cocoonsdk.core.chat;

import dev.cocoonsdk.core.Calls;
import dev.cocoonsdk.core.EventStream;
import java.util.concurrent.CompletableFuture;

/**
 * Conversations. All forms ask the server for a stream, so that every deadline and a cancel work alike in each of them; a server that
 * answers with one document is understood too. A request whose additional properties say {@code "stream": false} is sent so.
 */
public interface ChatCalls extends Calls<ChatRequest, ChatEvent, ChatResult> {

    /** Asks one question of the client's default model and waits for the answer. */
    default ChatResult call(String text) {
        return call(ChatRequest.of(text));
    }

    /** As {@link #call(String)}, in the background. */
    default CompletableFuture<ChatResult> callAsync(String text) {
        return callAsync(ChatRequest.of(text));
    }

    /** As {@link #call(String)}, with the answer as it comes. */
    default EventStream<ChatEvent, ChatResult> stream(String text) {
        return stream(ChatRequest.of(text));
    }
}
