package dev.cocoonsdk.provider.engine;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.provider.engine.EngineDescription.Endpoints;
import dev.cocoonsdk.provider.engine.EngineDescription.Tasks;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which server stands behind an {@link UpstreamEngine} and what it can do.
 *
 * @param baseUrl {@code http} or {@code https}; a path {@code /v1} at its end may be there or not
 * @param description what to announce
 * @param upstreamModel the server's own name of the model, if it is not the announced one; replaced in JSON bodies
 * @param bearerToken what the server wants in {@code Authorization}, or null; never shown
 * @param maxConnections connections to the server at most; further requests wait
 * @param connectTimeout how long to wait for a connection
 * @param probeInterval how often to ask {@code GET /v1/models}; each wait is up to twice as long at random
 * @param probeTimeout how long its answer may take
 */
public record UpstreamSettings(
        URI baseUrl,
        EngineDescription description,
        @Nullable String upstreamModel,
        @Nullable String bearerToken,
        int maxConnections,
        Duration connectTimeout,
        Duration probeInterval,
        Duration probeTimeout) {

    /** Members beyond {@code docs/protocol/http-api.md} 3.1 that common servers understand. */
    public static final Set<String> COMMON_CHAT_MEMBERS = Set.of(
            "guided_json",
            "ignore_eos",
            "length_penalty",
            "logit_bias",
            "logprobs",
            "metadata",
            "min_p",
            "min_tokens",
            "modalities",
            "prompt_cache_key",
            "repetition_penalty",
            "safety_identifier",
            "seed",
            "service_tier",
            "skip_special_tokens",
            "store",
            "tool_choice",
            "tools",
            "top_k",
            "user");

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    public UpstreamSettings {
        String scheme = baseUrl.getScheme();
        if (baseUrl.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("upstream: " + baseUrl + " (expected: http://host:port)");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("upstream connections: " + maxConnections + " (expected: >= 1)");
        }
    }

    /** A server of language models, as the official worker expects one: chat and plain completions, 100 connections. */
    public static UpstreamSettings of(URI baseUrl, ModelId model) {
        EngineDescription description = new EngineDescription(
                model,
                Set.of(Endpoints.CHAT, Endpoints.COMPLETIONS),
                Set.of(Tasks.CHAT, Tasks.SUMMARIZE, Tasks.TRANSLATE, Tasks.DRAFT),
                0,
                Map.of(Endpoints.CHAT, COMMON_CHAT_MEMBERS, Endpoints.COMPLETIONS, COMMON_CHAT_MEMBERS));
        return new UpstreamSettings(
                baseUrl,
                description,
                null,
                null,
                100,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10));
    }

    /** The same with another description. */
    public UpstreamSettings withDescription(EngineDescription newDescription) {
        return new UpstreamSettings(
                baseUrl,
                newDescription,
                upstreamModel,
                bearerToken,
                maxConnections,
                connectTimeout,
                probeInterval,
                probeTimeout);
    }

    /** The same with the server's own name of the model. */
    public UpstreamSettings withUpstreamModel(@Nullable String name) {
        return new UpstreamSettings(
                baseUrl, description, name, bearerToken, maxConnections, connectTimeout, probeInterval, probeTimeout);
    }

    /** The same with a token for the server. */
    public UpstreamSettings withBearerToken(@Nullable String token) {
        return new UpstreamSettings(
                baseUrl,
                description,
                upstreamModel,
                token,
                maxConnections,
                connectTimeout,
                probeInterval,
                probeTimeout);
    }

    /** The same with another rhythm of probes. */
    public UpstreamSettings withProbes(Duration interval, Duration timeout) {
        return new UpstreamSettings(
                baseUrl, description, upstreamModel, bearerToken, maxConnections, connectTimeout, interval, timeout);
    }

    /** Does not show the token. */
    @Override
    public String toString() {
        return "UpstreamSettings[" + baseUrl + ", " + description.model() + "]";
    }
}
