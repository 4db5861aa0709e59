package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.internal.call.CallEngine;
import dev.cocoonsdk.core.internal.call.CallScope;
import dev.cocoonsdk.core.internal.call.ScopedCalls;
import dev.cocoonsdk.core.summarize.SummarizeCalls;
import dev.cocoonsdk.core.summarize.SummarizeEvent;
import dev.cocoonsdk.core.summarize.SummarizeRequest;
import dev.cocoonsdk.core.summarize.SummarizeResult;
import dev.cocoonsdk.core.task.TaskKind;
import java.util.concurrent.CompletableFuture;

/** Summaries: as many chat requests as the input needs. */
public final class DefaultSummarizeCalls extends ScopedCalls<SummarizeRequest, SummarizeEvent, SummarizeResult>
        implements SummarizeCalls {

    /** Over an engine. */
    public DefaultSummarizeCalls(CallEngine engine) {
        super(engine);
    }

    @Override
    protected CompletableFuture<SummarizeResult> start(SummarizeRequest request, CallScope<SummarizeEvent> scope) {
        TaskCall<SummarizeEvent> call = new TaskCall<>(scope);
        return call.target(request.model(), TaskKind.SUMMARIZE.wireName())
                .thenCompose(target -> new SummarizeRun(request, target, call).start());
    }
}
