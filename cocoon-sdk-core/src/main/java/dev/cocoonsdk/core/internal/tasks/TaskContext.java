package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.chat.ChatCalls;
import dev.cocoonsdk.core.models.ModelsCalls;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.policy.PriceCap;
import dev.cocoonsdk.core.policy.Scheduler;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What task calls need of their client.
 *
 * @param chat makes the calls that a task consists of
 * @param catalog knows the models
 * @param defaultModel of requests that name none, or null
 * @param deadlines of calls that bring none
 * @param priceCap of calls that bring none
 * @param scheduler the clock
 * @param executor where futures complete
 */
public record TaskContext(
        ChatCalls chat,
        ModelCatalog catalog,
        @Nullable ModelId defaultModel,
        Deadlines deadlines,
        PriceCap priceCap,
        Scheduler scheduler,
        Executor executor) {

    /** The context of a client, with a catalogue of its own. */
    public static TaskContext of(
            ChatCalls chat,
            ModelsCalls models,
            @Nullable ModelId defaultModel,
            Deadlines deadlines,
            PriceCap priceCap,
            Scheduler scheduler,
            Executor executor) {
        return new TaskContext(
                chat, new ModelCatalog(models, scheduler), defaultModel, deadlines, priceCap, scheduler, executor);
    }

    TaskAccount account(CallOptions options) {
        return new TaskAccount(
                options,
                options.deadlines() == null ? deadlines : options.deadlines(),
                options.priceCap() == null ? priceCap : options.priceCap(),
                scheduler);
    }
}
