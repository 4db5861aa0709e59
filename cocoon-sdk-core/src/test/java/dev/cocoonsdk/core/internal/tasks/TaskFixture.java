package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.policy.PriceCap;
import java.util.concurrent.ForkJoinPool;

/** A context over scripted parts. */
final class TaskFixture {

    static final ModelId MODEL = ModelId.of("model");

    final ManualClock clock = new ManualClock();
    final ScriptedChat chat;
    final ScriptedModels models;
    final TaskContext context;

    TaskFixture(ScriptedChat chat, ScriptedModels models) {
        this.chat = chat;
        this.models = models;
        this.context =
                TaskContext.of(chat, models, MODEL, Deadlines.DEFAULT, PriceCap.NONE, clock, ForkJoinPool.commonPool());
    }

    /** A server that says nothing of its models. */
    static TaskFixture over(ScriptedChat chat) {
        return new TaskFixture(chat, ScriptedModels.of());
    }
}
