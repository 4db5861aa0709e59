package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.summarize.SummarizeCalls;
import dev.cocoonsdk.core.summarize.SummarizeEvent;
import dev.cocoonsdk.core.summarize.SummarizeRequest;
import dev.cocoonsdk.core.summarize.SummarizeResult;

/** Summaries over any chat. */
public final class DefaultSummarizeCalls extends TaskCalls<SummarizeRequest, SummarizeEvent, SummarizeResult>
        implements SummarizeCalls {

    /** Summaries over the chat of a client. */
    public DefaultSummarizeCalls(TaskContext context) {
        super(context, (request, options) -> new SummarizeRun(context, request, options));
    }
}
