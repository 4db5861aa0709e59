package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.internal.call.CallEngine;
import dev.cocoonsdk.core.internal.call.CallScope;
import dev.cocoonsdk.core.internal.call.ScopedCalls;
import dev.cocoonsdk.core.task.TaskKind;
import dev.cocoonsdk.core.translate.TranslateCalls;
import dev.cocoonsdk.core.translate.TranslateEvent;
import dev.cocoonsdk.core.translate.TranslateRequest;
import dev.cocoonsdk.core.translate.TranslateResult;
import java.util.concurrent.CompletableFuture;

/** Translations: as many chat requests as the text needs. */
public final class DefaultTranslateCalls extends ScopedCalls<TranslateRequest, TranslateEvent, TranslateResult>
        implements TranslateCalls {

    /** Over an engine. */
    public DefaultTranslateCalls(CallEngine engine) {
        super(engine);
    }

    @Override
    protected CompletableFuture<TranslateResult> start(TranslateRequest request, CallScope<TranslateEvent> scope) {
        TaskCall<TranslateEvent> call = new TaskCall<>(scope);
        return call.target(request.model(), TaskKind.TRANSLATE.wireName())
                .thenCompose(target -> new TranslateRun(request, target, call).start());
    }
}
