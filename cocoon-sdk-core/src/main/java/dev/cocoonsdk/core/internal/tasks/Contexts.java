package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.summarize.SummarizeRequest;
import org.jspecify.annotations.Nullable;

/** How much a model takes in and puts out at once. */
final class Contexts {

    private Contexts() {}

    /** What the request says, else what the server says of the model, else a size that today's models have. */
    static int tokens(@Nullable Integer requested, @Nullable ModelInfo info) {
        if (requested != null) {
            return requested;
        }
        Integer said = info == null || info.capabilities() == null
                ? null
                : info.capabilities().contextTokens();
        return said == null || said < 1 ? SummarizeRequest.DEFAULT_CONTEXT : said;
    }
}
