package dev.cocoonsdk.core;

import dev.cocoonsdk.core.chat.ChatCalls;
import dev.cocoonsdk.core.draft.DraftCalls;
import dev.cocoonsdk.core.embeddings.EmbeddingsCalls;
import dev.cocoonsdk.core.images.ImagesCalls;
import dev.cocoonsdk.core.internal.client.ClientSettings;
import dev.cocoonsdk.core.internal.client.DefaultCocoonClient;
import dev.cocoonsdk.core.models.ModelsCalls;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.policy.PriceCap;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.policy.Scheduler;
import dev.cocoonsdk.core.summarize.SummarizeCalls;
import dev.cocoonsdk.core.translate.TranslateCalls;
import dev.cocoonsdk.core.transport.Interceptor;
import dev.cocoonsdk.core.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The way into the network. Immutable and thread-safe; one per application is enough.
 *
 * <pre>{@code
 * try (CocoonClient client = CocoonClient.builder()
 *         .transport(HttpTransport.builder().baseUrl(URI.create("http://127.0.0.1:10000")).build())
 *         .defaultModel("Qwen/Qwen3-8B")
 *         .build()) {
 *     System.out.println(client.chat().call("Say hello").text());
 * }
 * }</pre>
 */
public interface CocoonClient extends AutoCloseable {

    /** Begins a client. */
    static Builder builder() {
        return new Builder();
    }

    /** Conversations with a language model. */
    ChatCalls chat();

    /** Vectors that stand for the meaning of texts. */
    EmbeddingsCalls embeddings();

    /** What the network offers. */
    ModelsCalls models();

    /** Summaries of texts and conversations of any length. */
    SummarizeCalls summarize();

    /** Translations of texts of any length. */
    TranslateCalls translate();

    /** Suggested replies and rewrites. */
    DraftCalls draft();

    /** Making, editing and describing images. */
    ImagesCalls images();

    /** Cancels what is running, closes the transport and frees all threads. Idempotent. */
    @Override
    void close();

    /** Collects what a client needs; only the transport is required. */
    final class Builder {
        private @Nullable Transport transport;
        private @Nullable Supplier<? extends Transport> network;
        private @Nullable ModelId defaultModel;
        private Deadlines deadlines = Deadlines.DEFAULT;
        private RetryPolicy retries = RetryPolicy.standard();
        private PriceCap priceCap = PriceCap.NONE;
        private final List<Interceptor> interceptors = new ArrayList<>();
        private @Nullable Scheduler scheduler;
        private @Nullable RandomGenerator random;
        private @Nullable Executor executor;

        private Builder() {}

        /** What carries the requests; the client closes it. */
        public Builder transport(Transport value) {
            transport = value;
            return this;
        }

        /** Opens what carries the requests when the client is built, such as the native network; excludes {@link #transport}. */
        public Builder network(Supplier<? extends Transport> value) {
            network = value;
            return this;
        }

        /** The model of requests that name none; if not set, the only model of the server that can do the task. */
        public Builder defaultModel(ModelId value) {
            defaultModel = value;
            return this;
        }

        /**
         * As {@link #defaultModel(ModelId)}.
         *
         * @throws IllegalArgumentException if the text is no name of a model
         */
        public Builder defaultModel(String value) {
            return defaultModel(ModelId.of(value));
        }

        /** The deadlines of calls that bring none; {@link Deadlines#DEFAULT} if not set. */
        public Builder deadlines(Deadlines value) {
            deadlines = value;
            return this;
        }

        /** The retry policy of calls that bring none; {@link RetryPolicy#standard()} if not set. */
        public Builder retries(RetryPolicy value) {
            retries = value;
            return this;
        }

        /** The price cap of calls that bring none; {@link PriceCap#NONE} if not set. */
        public Builder priceCap(PriceCap value) {
            priceCap = value;
            return this;
        }

        /** One more interceptor, inside those added before. */
        public Builder interceptor(Interceptor value) {
            interceptors.add(value);
            return this;
        }

        /** The source of time; the client runs one daemon thread for it if not set. */
        public Builder scheduler(Scheduler value) {
            scheduler = value;
            return this;
        }

        /** The source of jitter; must be thread-safe. */
        public Builder random(RandomGenerator value) {
            random = value;
            return this;
        }

        /** Where futures complete; the common pool if not set. The client does not shut it down. */
        public Builder executor(Executor value) {
            executor = value;
            return this;
        }

        /**
         * The client.
         *
         * @throws IllegalStateException unless there is either a transport or a network
         */
        public CocoonClient build() {
            if ((transport == null) == (network == null)) {
                throw new IllegalStateException("transport: none or two (expected: transport(…) or network(…))");
            }
            Transport carrier = network == null ? Objects.requireNonNull(transport) : network.get();
            return new DefaultCocoonClient(new ClientSettings(
                    carrier, defaultModel, deadlines, retries, priceCap, interceptors, scheduler, random, executor));
        }
    }
}
