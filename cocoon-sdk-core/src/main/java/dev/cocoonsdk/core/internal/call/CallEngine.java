package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.internal.client.ClientSettings;
import dev.cocoonsdk.core.policy.Scheduler;
import dev.cocoonsdk.core.transport.Dialect;
import dev.cocoonsdk.core.transport.HttpTransport;
import dev.cocoonsdk.core.transport.Interceptor;
import dev.cocoonsdk.core.transport.Transport;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What all calls of a client share. Thread-safe. */
public final class CallEngine implements AutoCloseable {

    private final ClientSettings settings;
    private final @Nullable SystemScheduler ownScheduler;
    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final Executor executor;
    private final Interceptor.Chain chain;
    private final ModelCatalog catalog;
    private final Set<CallRun<?, ?>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** For one client. */
    public CallEngine(ClientSettings settings) {
        this.settings = settings;
        if (settings.scheduler() == null) {
            SystemScheduler own = new SystemScheduler();
            this.ownScheduler = own;
            this.scheduler = own;
        } else {
            this.ownScheduler = null;
            this.scheduler = settings.scheduler();
        }
        this.random =
                settings.random() == null ? () -> ThreadLocalRandom.current().nextLong() : settings.random();
        this.executor = settings.executor() == null ? ForkJoinPool.commonPool() : settings.executor();
        this.chain = chain(settings.interceptors(), settings.transport());
        this.catalog = new ModelCatalog(scheduler);
    }

    private static Interceptor.Chain chain(List<Interceptor> interceptors, Transport transport) {
        Interceptor.Chain chain = transport::start;
        for (int i = interceptors.size() - 1; i >= 0; i--) {
            Interceptor interceptor = interceptors.get(i);
            Interceptor.Chain next = chain;
            chain = (request, listener) -> interceptor.intercept(request, listener, next);
        }
        return chain;
    }

    ClientSettings settings() {
        return settings;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    RandomGenerator random() {
        return random;
    }

    Executor executor() {
        return executor;
    }

    Interceptor.Chain chain() {
        return chain;
    }

    ModelCatalog catalog() {
        return catalog;
    }

    /** A server of another kind takes the key of a call for a header that it does not know. */
    boolean mayHonourKeys() {
        return !(settings.transport() instanceof HttpTransport http) || http.dialect() == Dialect.COCOON;
    }

    @Nullable
    ModelId defaultModel() {
        return settings.defaultModel();
    }

    /** Notes a call that begins; false if the client is closed. */
    boolean register(CallRun<?, ?> run) {
        running.add(run);
        if (closed) {
            running.remove(run);
            return false;
        }
        return true;
    }

    void unregister(CallRun<?, ?> run) {
        running.remove(run);
    }

    /** Cancels what is running, closes the transport and ends the own thread. Idempotent. */
    @Override
    public void close() {
        closed = true;
        running.forEach(run -> run.cancel("the client was closed"));
        settings.transport().close();
        if (ownScheduler != null) {
            ownScheduler.close();
        }
    }
}
