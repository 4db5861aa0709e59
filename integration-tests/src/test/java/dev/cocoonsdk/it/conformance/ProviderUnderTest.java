package dev.cocoonsdk.it.conformance;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.it.conformance.raw.Facts;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawProxy;
import dev.cocoonsdk.network.Backoff;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.provider.Provider;
import dev.cocoonsdk.provider.engine.EngineDescription;
import dev.cocoonsdk.provider.engine.EngineDescription.Endpoints;
import dev.cocoonsdk.provider.engine.Script;
import dev.cocoonsdk.provider.engine.ScriptedEngine;
import dev.cocoonsdk.ton.TonAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Our provider, connected to a proxy that is played by hand. Its engine accepts what the official worker accepts, nothing more. */
final class ProviderUnderTest implements AutoCloseable {

    static final ModelId MODEL = ModelId.of(Facts.MODEL_NAME);
    static final int CAPACITY = 60;

    private static final TonAddress ROOT = TonAddress.parse("EQBT4hy4vMEZ9uxSCuhw_gBKh9_AwmHXLe7Wo0O4Vh-4kRjJ");
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(5), Duration.ofMillis(20), 0);

    private final RawProxy proxy;
    private final ScriptedEngine engine;
    private final Provider provider;

    private ProviderUnderTest(RawProxy proxy, ScriptedEngine engine, Provider provider) {
        this.proxy = proxy;
        this.engine = engine;
        this.provider = provider;
    }

    static ProviderUnderTest start() {
        return start(Script.chat(MODEL, List.of("Hello"), 10, 2));
    }

    static ProviderUnderTest start(Script script) {
        return start(script, CAPACITY, LinkContext.system(), builder -> builder);
    }

    static ProviderUnderTest start(
            Script script, int capacity, LinkContext context, UnaryOperator<Provider.Builder> more) {
        RawProxy proxy = RawProxy.listen();
        ScriptedEngine engine = ScriptedEngine.builder(MODEL)
                .description(new EngineDescription(
                        MODEL, Set.of(Endpoints.CHAT, Endpoints.COMPLETIONS), Set.of(), 0, Map.of()))
                .script(script)
                .build();
        Provider.Network network = new Provider.Network(ROOT, Network.root(), true, false);
        Provider provider = more.apply(Provider.builder(network, TonAddress.parse(Facts.OWNER))
                        .broker(proxy.address())
                        .serve(engine, Facts.MODEL, 1000, capacity)
                        .context(context)
                        .backoff(QUICK)
                        .healthInterval(Duration.ofMillis(100)))
                .start();
        return new ProviderUnderTest(proxy, engine, provider);
    }

    RawProxy proxy() {
        return proxy;
    }

    ScriptedEngine engine() {
        return engine;
    }

    Provider provider() {
        return provider;
    }

    /** A ready connection of a worker that earned nothing yet. */
    RawPeer ready() {
        return proxy.worker(0, 0, 0);
    }

    /** Makes the provider look at its clock. */
    void look() {
        provider.status();
    }

    @Override
    public void close() {
        provider.close();
        proxy.close();
    }
}
