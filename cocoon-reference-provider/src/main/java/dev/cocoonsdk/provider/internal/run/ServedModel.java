package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.crypto.sealed.SealedMedia;
import dev.cocoonsdk.network.Extensions;
import dev.cocoonsdk.network.WorkerSettings;
import dev.cocoonsdk.provider.engine.EngineDescription;
import dev.cocoonsdk.provider.engine.InferenceEngine;
import dev.cocoonsdk.provider.internal.request.RequestRules;
import dev.cocoonsdk.ton.TokenPricing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** One model with its engine, price, capacity and counts, shared by its connections to several brokers. Thread-safe. */
public final class ServedModel {

    /** Larger requests are not checked on the thread that serves all connections. */
    static final int LARGE_REQUEST = 128 * 1024;

    private final WorkerSettings settings;
    private final InferenceEngine engine;
    private final RequestRules rules;
    private final AtomicInteger active = new AtomicInteger();
    private final LongAdder served = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private volatile TokenPricing pricing;
    private volatile int coefficient;
    private volatile boolean enabled = true;
    private volatile Runnable onAnnounced = () -> {};

    /**
     * A model that serves nobody yet.
     *
     * @param settings what to say of it, without hello
     * @param seals whether it takes sealed requests
     */
    public ServedModel(WorkerSettings settings, InferenceEngine engine, TokenPricing pricing, boolean seals) {
        EngineDescription description = engine.describe();
        List<String> endpoints = new ArrayList<>(description.endpoints());
        if (seals) {
            endpoints.add(SealedMedia.PATH);
        }
        this.settings = settings.withHello(Extensions.providerHello(
                List.copyOf(endpoints), List.copyOf(description.tasks()), description.contextTokens()));
        this.engine = engine;
        this.rules = new RequestRules(description);
        this.pricing = pricing;
        this.coefficient = settings.coefficient();
    }

    /** Its full name, {@code name@commit:verityhash}. */
    public String name() {
        return settings.model();
    }

    /** Its engine. */
    public InferenceEngine engine() {
        return engine;
    }

    /** Requests that run now. */
    public int active() {
        return active.get();
    }

    /** Requests that it runs at once at most. */
    public int capacity() {
        return settings.maxActiveRequests();
    }

    /** Requests answered completely. */
    public long served() {
        return served.sum();
    }

    /** Requests that were refused, failed, cancelled or timed out. */
    public long failed() {
        return failed.sum();
    }

    /** Adjusted tokens of all answers. */
    public long tokens() {
        return tokens.sum();
    }

    /** Price coefficient, 1000 = x1. */
    public int coefficient() {
        return coefficient;
    }

    /** Sets the price coefficient; connections announce it when refreshed. */
    public void setCoefficient(int newCoefficient) {
        coefficient = newCoefficient;
    }

    /** Sets the manual switch. */
    public void setEnabled(boolean nowEnabled) {
        enabled = nowEnabled;
    }

    /** Whether requests should come: switched on, and the engine is ready. */
    public boolean isAvailable() {
        return enabled && engine.health().ready();
    }

    /** Runs an action whenever a connection has announced the model. */
    public void onAnnounced(Runnable action) {
        onAnnounced = action;
    }

    /** Sets the prices of the network for requests that come from now on. */
    public void setPricing(TokenPricing newPricing) {
        pricing = newPricing;
    }

    RequestRules rules() {
        return rules;
    }

    TokenPricing pricing() {
        return pricing;
    }

    WorkerSettings settings() {
        return settings.with(coefficient, !isAvailable());
    }

    void announced() {
        onAnnounced.run();
    }

    /** Takes a place; false if all are taken. */
    boolean tryBegin() {
        int before = active.getAndUpdate(count -> count < capacity() ? count + 1 : count);
        return before < capacity();
    }

    void end(boolean complete, long adjustedTokens) {
        active.decrementAndGet();
        (complete ? served : failed).increment();
        tokens.add(adjustedTokens);
    }

    void countFailure() {
        failed.increment();
    }
}
