package dev.cocoonsdk.core.internal.images;

import dev.cocoonsdk.core.Calls;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.images.GeneratedImage;
import dev.cocoonsdk.core.images.ImageDescribeRequest;
import dev.cocoonsdk.core.images.ImageDescription;
import dev.cocoonsdk.core.images.ImageEditRequest;
import dev.cocoonsdk.core.images.ImageGenerateRequest;
import dev.cocoonsdk.core.images.ImagesCalls;
import dev.cocoonsdk.core.images.ImagesResult;
import dev.cocoonsdk.core.internal.call.CallEngine;
import dev.cocoonsdk.core.internal.call.CallScope;
import dev.cocoonsdk.core.internal.call.Part;
import dev.cocoonsdk.core.internal.call.ScopedCalls;
import dev.cocoonsdk.core.internal.tasks.TaskCall;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls with images: one request each. */
public final class DefaultImagesCalls implements ImagesCalls {

    private final Calls<ImageGenerateRequest, GeneratedImage, ImagesResult> generate;
    private final Calls<ImageEditRequest, GeneratedImage, ImagesResult> edit;
    private final Calls<ImageDescribeRequest, ChatEvent, ImageDescription> describe;

    /** Over an engine. */
    public DefaultImagesCalls(CallEngine engine) {
        generate = new ScopedCalls<>(engine) {
            @Override
            protected CompletableFuture<ImagesResult> start(
                    ImageGenerateRequest request, CallScope<GeneratedImage> scope) {
                return run(
                        scope,
                        request.options().model(),
                        "image.generate",
                        model -> ImagesOperation.generate(request, model));
            }
        };
        edit = new ScopedCalls<>(engine) {
            @Override
            protected CompletableFuture<ImagesResult> start(ImageEditRequest request, CallScope<GeneratedImage> scope) {
                return run(
                        scope, request.options().model(), "image.edit", model -> ImagesOperation.edit(request, model));
            }
        };
        describe = new ScopedCalls<>(engine) {
            @Override
            protected CompletableFuture<ImageDescription> start(
                    ImageDescribeRequest request, CallScope<ChatEvent> scope) {
                return new DescribeRun(request, new TaskCall<>(scope)).start();
            }
        };
    }

    private static CompletableFuture<ImagesResult> run(
            CallScope<GeneratedImage> scope,
            @Nullable ModelId model,
            String task,
            Function<ModelId, ImagesOperation> operation) {
        return new TaskCall<>(scope)
                .target(model, task)
                .thenCompose(target -> scope.run(operation.apply(target.model()), scope::emit, Part.WHOLE));
    }

    @Override
    public Calls<ImageGenerateRequest, GeneratedImage, ImagesResult> generate() {
        return generate;
    }

    @Override
    public Calls<ImageEditRequest, GeneratedImage, ImagesResult> edit() {
        return edit;
    }

    @Override
    public Calls<ImageDescribeRequest, ChatEvent, ImageDescription> describe() {
        return describe;
    }
}
