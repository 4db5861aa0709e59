package dev.cocoonsdk.core.internal.client;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.policy.PriceCap;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.policy.Scheduler;
import dev.cocoonsdk.core.transport.Interceptor;
import dev.cocoonsdk.core.transport.Transport;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a client was built with; null where the client makes its own. */
public record ClientSettings(
        Transport transport,
        @Nullable ModelId defaultModel,
        Deadlines deadlines,
        RetryPolicy retries,
        PriceCap priceCap,
        List<Interceptor> interceptors,
        @Nullable Scheduler scheduler,
        @Nullable RandomGenerator random,
        @Nullable Executor executor) {

    /** Copies the list. */
    public ClientSettings {
        interceptors = List.copyOf(interceptors);
    }
}
