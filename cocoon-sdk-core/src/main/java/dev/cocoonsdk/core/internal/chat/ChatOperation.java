package dev.cocoonsdk.core.internal.chat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.internal.call.AnswerReader;
import dev.cocoonsdk.core.internal.call.Operation;
import dev.cocoonsdk.core.internal.error.ErrorMapper;
import dev.cocoonsdk.core.transport.QueryLimits;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/chat/completions}. */
public final class ChatOperation implements Operation<ChatEvent, ChatResult> {

    /** The path. */
    public static final String PATH = "/v1/chat/completions";

    private final ChatRequest request;
    private final ModelId model;

    /**
     * A chat request for a model.
     *
     * @param model used in place of the request's own
     */
    public ChatOperation(ChatRequest request, ModelId model) {
        this.request = request;
        this.model = model;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public ModelId model() {
        return model;
    }

    @Override
    public String accept() {
        return "text/event-stream, application/json";
    }

    @Override
    public int maxTokens() {
        Integer stated = statedLimit();
        return stated == null ? QueryLimits.DEFAULT_MAX_TOKENS : stated;
    }

    private @Nullable Integer statedLimit() {
        Long wins = request.additionalProperties().integer("max_completion_tokens");
        Long other = request.additionalProperties().integer("max_tokens");
        Long stated = wins != null ? wins : other;
        return stated == null ? request.maxTokens() : (Integer) (int) Math.max(0, Math.min(stated, Integer.MAX_VALUE));
    }

    @Override
    public Bytes body(boolean withLimit) {
        return ChatEncoder.encode(request, model, withLimit && statedLimit() == null ? maxTokens() : null);
    }

    private int choices() {
        Long other = request.additionalProperties().integer("n");
        Integer own = request.n();
        return other != null ? other.intValue() : own != null ? own : 1;
    }

    @Override
    public AnswerReader<ChatEvent, ChatResult> newReader(ErrorMapper errors) {
        return new ChatAnswerReader(model, choices(), errors);
    }
}
