package dev.cocoonsdk.provider.engine;

import dev.cocoonsdk.core.ModelId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an engine serves.
 *
 * @param model the routing name that requests must carry
 * @param endpoints paths of {@link Endpoints}
 * @param tasks what the model can do, in the words of {@link Tasks}
 * @param contextTokens how many tokens one request may hold, 0 if unknown
 * @param acceptedMembers per endpoint, members of a request body beyond those of {@code docs/protocol/http-api.md} 3 that the
 *     engine understands, such as {@code tools}, {@code seed} or {@code logprobs}; they are passed on unchecked
 */
public record EngineDescription(
        ModelId model,
        Set<String> endpoints,
        Set<String> tasks,
        int contextTokens,
        Map<String, Set<String>> acceptedMembers) {

    /** The request paths that providers serve. */
    public static final class Endpoints {
        /** Chat. */
        public static final String CHAT = "/v1/chat/completions";

        /** Plain completions. */
        public static final String COMPLETIONS = "/v1/completions";

        /** Embeddings. */
        public static final String EMBEDDINGS = "/v1/embeddings";

        /** Images from text. */
        public static final String IMAGE_GENERATIONS = "/v1/images/generations";

        /** Images from images. */
        public static final String IMAGE_EDITS = "/v1/images/edits";

        /** All of them. */
        public static final List<String> ALL = List.of(CHAT, COMPLETIONS, EMBEDDINGS, IMAGE_GENERATIONS, IMAGE_EDITS);

        private Endpoints() {}
    }

    /** The words for what a model can do. */
    public static final class Tasks {
        /** Conversation. */
        public static final String CHAT = "chat";

        /** Summaries. */
        public static final String SUMMARIZE = "summarize";

        /** Translations. */
        public static final String TRANSLATE = "translate";

        /** Drafts and rewrites. */
        public static final String DRAFT = "draft";

        /** Vectors. */
        public static final String EMBEDDINGS = "embeddings";

        /** Images from text. */
        public static final String IMAGE_GENERATE = "image.generate";

        /** Images from images. */
        public static final String IMAGE_EDIT = "image.edit";

        /** Text from images. */
        public static final String IMAGE_DESCRIBE = "image.describe";

        private Tasks() {}
    }

    /**
     * Copies and sorts.
     *
     * @throws IllegalArgumentException if there is no endpoint, an endpoint is not one of {@link Endpoints#ALL}, or {@code
     *     contextTokens} is negative
     */
    public EngineDescription {
        endpoints = sorted(endpoints);
        tasks = sorted(tasks);
        Map<String, Set<String>> members = new TreeMap<>();
        acceptedMembers.forEach((endpoint, names) -> members.put(endpoint, sorted(names)));
        acceptedMembers = Collections.unmodifiableMap(members);
        if (endpoints.isEmpty() || !Endpoints.ALL.containsAll(endpoints)) {
            throw new IllegalArgumentException(
                    "endpoints: " + endpoints + " (expected: some of " + Endpoints.ALL + ")");
        }
        if (contextTokens < 0) {
            throw new IllegalArgumentException("context tokens: " + contextTokens + " (expected: >= 0)");
        }
    }

    /** The further members that {@code endpoint} accepts. */
    public Set<String> acceptedMembers(String endpoint) {
        return acceptedMembers.getOrDefault(endpoint, Set.of());
    }

    private static Set<String> sorted(Set<String> values) {
        return Collections.unmodifiableSet(new TreeSet<>(values));
    }
}
