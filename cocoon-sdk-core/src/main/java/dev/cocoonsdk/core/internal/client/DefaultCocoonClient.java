package dev.cocoonsdk.core.internal.client;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.chat.ChatCalls;
import dev.cocoonsdk.core.draft.DraftCalls;
import dev.cocoonsdk.core.embeddings.EmbeddingsCalls;
import dev.cocoonsdk.core.images.ImagesCalls;
import dev.cocoonsdk.core.internal.call.CallEngine;
import dev.cocoonsdk.core.internal.chat.DefaultChatCalls;
import dev.cocoonsdk.core.internal.embeddings.DefaultEmbeddingsCalls;
import dev.cocoonsdk.core.internal.images.DefaultImagesCalls;
import dev.cocoonsdk.core.internal.models.DefaultModelsCalls;
import dev.cocoonsdk.core.internal.tasks.DefaultDraftCalls;
import dev.cocoonsdk.core.internal.tasks.DefaultSummarizeCalls;
import dev.cocoonsdk.core.internal.tasks.DefaultTranslateCalls;
import dev.cocoonsdk.core.models.ModelsCalls;
import dev.cocoonsdk.core.summarize.SummarizeCalls;
import dev.cocoonsdk.core.translate.TranslateCalls;

/** The client: one engine and the kinds of calls over it. */
public final class DefaultCocoonClient implements CocoonClient {

    private final CallEngine engine;
    private final ChatCalls chat;
    private final EmbeddingsCalls embeddings;
    private final ModelsCalls models;
    private final SummarizeCalls summarize;
    private final TranslateCalls translate;
    private final DraftCalls draft;
    private final ImagesCalls images;

    /** A client. */
    public DefaultCocoonClient(ClientSettings settings) {
        engine = new CallEngine(settings);
        chat = new DefaultChatCalls(engine);
        embeddings = new DefaultEmbeddingsCalls(engine);
        models = new DefaultModelsCalls(engine);
        summarize = new DefaultSummarizeCalls(engine);
        translate = new DefaultTranslateCalls(engine);
        draft = new DefaultDraftCalls(engine);
        images = new DefaultImagesCalls(engine);
    }

    @Override
    public ChatCalls chat() {
        return chat;
    }

    @Override
    public EmbeddingsCalls embeddings() {
        return embeddings;
    }

    @Override
    public ModelsCalls models() {
        return models;
    }

    @Override
    public SummarizeCalls summarize() {
        return summarize;
    }

    @Override
    public TranslateCalls translate() {
        return translate;
    }

    @Override
    public DraftCalls draft() {
        return draft;
    }

    @Override
    public ImagesCalls images() {
        return images;
    }

    @Override
    public void close() {
        engine.close();
    }
}
