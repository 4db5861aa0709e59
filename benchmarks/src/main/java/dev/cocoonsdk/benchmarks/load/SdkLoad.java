package dev.cocoonsdk.benchmarks.load;

import dev.cocoonsdk.benchmarks.stage.BenchNetwork;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.transport.HttpTransport;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.network.client.ProxyRoute;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** A closed-loop generator on {@link CocoonClient}: each thread streams its next answer when the last one is complete. */
final class SdkLoad implements Load {

    private final CocoonClient client;

    private SdkLoad(Supplier<? extends Transport> transport) {
        client = CocoonClient.builder()
                .network(transport)
                .defaultModel(ModelId.of(AnswerScript.MODEL))
                .build();
    }

    /** Over HTTP. */
    static SdkLoad http(URI uri, String token) {
        return new SdkLoad(() -> HttpTransport.builder()
                .baseUrl(uri)
                .bearerToken(Secret.of(token))
                .build());
    }

    /** Over any transport, which is closed with it. */
    static SdkLoad over(Transport transport) {
        return new SdkLoad(() -> transport);
    }

    /** Over the native network, with TLS. */
    static SdkLoad network(InetSocketAddress clientPort) {
        return new SdkLoad(CocoonNetwork.builder()
                .root(BenchNetwork.root())
                .rootContract(BenchNetwork.ROOT_CONTRACT)
                .wallet(BenchNetwork.WALLET)
                .testnet(true)
                .proxyAddress(clientPort)
                .route(ProxyRoute.direct(BenchNetwork.party(), 0)));
    }

    @Override
    public Samples run(int parallel, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        List<Future<Samples>> loops = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            loops.add(threads.submit(() -> loop(end)));
        }
        threads.shutdown();
        Samples all = new Samples();
        for (Future<Samples> loop : loops) {
            try {
                all.addAll(loop.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a load loop failed", e);
            }
        }
        return all;
    }

    private Samples loop(long end) {
        Samples samples = new Samples();
        ChatRequest request = ChatRequest.builder()
                .user("Say lorem ipsum fifty times, please.")
                .maxTokens(100)
                .build();
        do {
            long start = System.nanoTime();
            boolean complete = stream(request);
            samples.add(System.nanoTime() - start, complete);
        } while (System.nanoTime() < end);
        return samples;
    }

    private boolean stream(ChatRequest request) {
        int characters = 0;
        try (EventStream<ChatEvent, ChatResult> events = client.chat().stream(request)) {
            while (events.hasNext()) {
                if (events.next() instanceof ChatEvent.ContentDelta delta) {
                    characters += delta.delta().length();
                }
            }
        } catch (CocoonException e) {
            return false;
        }
        return characters == AnswerScript.CHUNKS * AnswerScript.DELTA.length();
    }

    @Override
    public void close() {
        client.close();
    }
}
