package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.draft.DraftCalls;
import dev.cocoonsdk.core.draft.DraftEvent;
import dev.cocoonsdk.core.draft.DraftRequest;
import dev.cocoonsdk.core.draft.DraftResult;
import dev.cocoonsdk.core.internal.call.CallEngine;
import dev.cocoonsdk.core.internal.call.CallScope;
import dev.cocoonsdk.core.internal.call.ScopedCalls;
import dev.cocoonsdk.core.task.TaskKind;
import java.util.concurrent.CompletableFuture;

/** Drafts: one chat request each. */
public final class DefaultDraftCalls extends ScopedCalls<DraftRequest, DraftEvent, DraftResult> implements DraftCalls {

    /** Over an engine. */
    public DefaultDraftCalls(CallEngine engine) {
        super(engine);
    }

    @Override
    protected CompletableFuture<DraftResult> start(DraftRequest request, CallScope<DraftEvent> scope) {
        TaskCall<DraftEvent> call = new TaskCall<>(scope);
        return call.target(request.model(), TaskKind.DRAFT.wireName())
                .thenCompose(target -> new DraftRun(request, target, call).start());
    }
}
