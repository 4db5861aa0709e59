package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.provider.engine.EngineDescription;
import dev.cocoonsdk.provider.engine.EngineDescription.Endpoints;
import dev.cocoonsdk.provider.engine.InferenceEngine;
import dev.cocoonsdk.provider.engine.MiniLmEngine;
import dev.cocoonsdk.provider.engine.UpstreamEngine;
import dev.cocoonsdk.provider.engine.UpstreamSettings;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One model to serve.
 *
 * @param kind which engine
 * @param modelName full name, {@code name@commit:verityhash}; what follows the {@code @} is optional in tests
 * @param coefficient price, 1000 = x1
 * @param maxActiveRequests how many requests run at once at most
 * @param upstream how to reach the server behind {@link Kind#UPSTREAM}, else null
 */
public record EngineConfig(
        Kind kind,
        String modelName,
        int coefficient,
        int maxActiveRequests,
        @Nullable UpstreamSettings upstream) {

    private static final int LARGEST_COEFFICIENT = 999_999_999;
    private static final int DEFAULT_COEFFICIENT = 1000;

    /** Kinds of engines. */
    public enum Kind {
        /** {@link UpstreamEngine}; {@code "upstream"} in files. */
        UPSTREAM,
        /** {@link MiniLmEngine}; {@code "minilm"} in files. */
        MINILM
    }

    /**
     * Reads one model.
     *
     * @param json where our own members stand
     * @param official where model name, price, capacity and server stand
     */
    static EngineConfig read(RunnerConfigReader json, RunnerConfigReader official) {
        Kind kind = switch (json.text("engine", "upstream")) {
            case "upstream" -> Kind.UPSTREAM;
            case "minilm" -> Kind.MINILM;
            default -> throw json.wrong("engine", "upstream or minilm");
        };
        String name = official.text("model_name", kind == Kind.MINILM ? MiniLmEngine.DEFAULT_MODEL.value() : "");
        ModelId model;
        try {
            model = ModelId.ofFullName(name);
        } catch (IllegalArgumentException e) {
            throw official.wrong("model_name", "name@commit:verityhash, or a name alone in tests");
        }
        long asked = official.integer("max_active_requests", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
        UpstreamSettings upstream = kind == Kind.UPSTREAM ? upstream(json, official, model) : null;
        return new EngineConfig(
                kind,
                name,
                (int) official.integer("coefficient", DEFAULT_COEFFICIENT, 0, LARGEST_COEFFICIENT),
                asked > 0 ? (int) asked : Provider.DEFAULT_MAX_ACTIVE_REQUESTS,
                upstream);
    }

    private static UpstreamSettings upstream(RunnerConfigReader json, RunnerConfigReader official, ModelId model) {
        // the address may hold a password
        UpstreamSettings settings = official.hide("forward_requests_to")
                .parsed(
                        "forward_requests_to",
                        "host:port or http://host:port of the model server",
                        server -> UpstreamSettings.of(
                                URI.create(server.contains("://") ? server : "http://" + server), model));
        String upstreamModel = json.text("upstream_model", "");
        return settings.withDescription(description(json, settings.description()))
                .withUpstreamModel(upstreamModel.isEmpty() ? null : upstreamModel)
                .withBearerToken(token(json));
    }

    private static EngineDescription description(RunnerConfigReader json, EngineDescription usual) {
        Set<String> endpoints = texts(json, "endpoints");
        Set<String> tasks = texts(json, "tasks");
        Set<String> members = texts(json, "accepted_members");
        Map<String, Set<String>> accepted = new HashMap<>(usual.acceptedMembers());
        if (members != null) {
            accepted.put(Endpoints.CHAT, members);
            accepted.put(Endpoints.COMPLETIONS, members);
        }
        try {
            return new EngineDescription(
                    usual.model(),
                    endpoints == null ? usual.endpoints() : endpoints,
                    tasks == null ? usual.tasks() : tasks,
                    (int) json.integer("context_tokens", 0, 0, Integer.MAX_VALUE),
                    accepted);
        } catch (IllegalArgumentException e) {
            throw json.wrong("endpoints", "some of " + Endpoints.ALL);
        }
    }

    private static @Nullable Set<String> texts(RunnerConfigReader json, String name) {
        return json.has(name) ? new LinkedHashSet<>(json.texts(name)) : null;
    }

    private static @Nullable String token(RunnerConfigReader json) {
        String file = json.text("bearer_token_file", "");
        if (file.isEmpty()) {
            return null;
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw json.wrong("bearer_token_file", "a readable file with the token");
        }
    }

    /** Makes the engine; an upstream engine begins to probe its server. */
    public InferenceEngine create() {
        return upstream != null
                ? UpstreamEngine.create(upstream)
                : MiniLmEngine.create(ModelId.ofFullName(modelName), Clock.systemUTC());
    }
}
