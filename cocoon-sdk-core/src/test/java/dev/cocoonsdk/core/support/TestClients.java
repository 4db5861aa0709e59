package dev.cocoonsdk.core.support;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.policy.Backoff;
import dev.cocoonsdk.core.policy.RetryBudget;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.transport.HttpTransport;
import java.net.URI;
import java.time.Duration;

/** Clients as the tests need them. */
public final class TestClients {

    /** The pause before each repeat of {@link #RETRIES}; differs from every deadline. */
    public static final Duration PAUSE = Duration.ofSeconds(7);

    /** A question. */
    public static final ChatRequest QUESTION = ChatRequest.builder()
            .user("What is the password of the secret garden?")
            .build();

    private TestClients() {}

    /** Three attempts with a fresh budget. */
    public static RetryPolicy retries() {
        return new RetryPolicy(3, Backoff.fixed(PAUSE), RetryBudget.of(10, 0.1), Duration.ofSeconds(90));
    }

    /** For a server, in real time, without repeats. */
    public static CocoonClient plain(URI server) {
        return builder(server).retries(RetryPolicy.none()).build();
    }

    /** For a server, in time that the test moves. */
    public static CocoonClient timed(URI server, ManualScheduler scheduler) {
        return builder(server).scheduler(scheduler).retries(retries()).build();
    }

    /** For a server. */
    public static CocoonClient.Builder builder(URI server) {
        return CocoonClient.builder()
                .transport(HttpTransport.builder().baseUrl(server).build())
                .defaultModel(ModelId.of("m"));
    }
}
