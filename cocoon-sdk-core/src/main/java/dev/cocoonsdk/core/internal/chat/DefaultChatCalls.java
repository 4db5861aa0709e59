package dev.cocoonsdk.core.internal.chat;

import dev.cocoonsdk.core.chat.ChatCalls;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.internal.call.CallEngine;
import dev.cocoonsdk.core.internal.call.CallScope;
import dev.cocoonsdk.core.internal.call.Part;
import dev.cocoonsdk.core.internal.call.ScopedCalls;
import java.util.concurrent.CompletableFuture;

/** Chat calls: one request each. */
public final class DefaultChatCalls extends ScopedCalls<ChatRequest, ChatEvent, ChatResult> implements ChatCalls {

    /** Over an engine. */
    public DefaultChatCalls(CallEngine engine) {
        super(engine);
    }

    @Override
    protected CompletableFuture<ChatResult> start(ChatRequest request, CallScope<ChatEvent> scope) {
        return scope.model(request.model(), "chat")
                .thenCompose(model -> scope.run(new ChatOperation(request, model), scope::emit, Part.WHOLE));
    }
}
