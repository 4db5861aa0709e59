package dev.cocoonsdk.provider.internal.request;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.provider.engine.EngineDescription.Endpoints;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The members that the body of one endpoint may have. Chat and plain completions are as in {@code docs/protocol/http-api.md} 3;
 * the official worker knows no other endpoint, so the rest follows OpenAI's reference.
 *
 * @param members a rule for each member
 * @param required members that must be there
 * @param streams whether the rewriting of {@code docs/protocol/http-api.md} 3.3 applies
 */
record BodyRules(Map<String, MemberRule> members, Set<String> required, boolean streams) {

    private static final MemberRule STREAM_OPTIONS = MemberRule.flags("include_obfuscation", "include_usage");

    private static final Map<String, BodyRules> BY_ENDPOINT = Map.of(
            Endpoints.CHAT, chat(),
            Endpoints.COMPLETIONS, completions(),
            Endpoints.EMBEDDINGS, embeddings(),
            Endpoints.IMAGE_GENERATIONS, images("prompt"),
            Endpoints.IMAGE_EDITS, images("image", "prompt"));

    BodyRules {
        members = Collections.unmodifiableMap(new TreeMap<>(members));
        required = Set.copyOf(required);
    }

    static BodyRules of(String endpoint) {
        BodyRules rules = BY_ENDPOINT.get(endpoint);
        if (rules == null) {
            throw new IllegalArgumentException("endpoint: " + endpoint + " (expected: " + BY_ENDPOINT.keySet() + ")");
        }
        return rules;
    }

    private static BodyRules chat() {
        Map<String, MemberRule> rules = common();
        rules.put("messages", MemberRule.ARRAY);
        rules.put("max_completion_tokens", MemberRule.UNSIGNED);
        rules.put("parallel_tool_calls", MemberRule.BOOLEAN);
        rules.put("prediction", MemberRule.NUMBER);
        rules.put("reasoning_effort", MemberRule.STRING);
        rules.put("response_format", MemberRule.ANYTHING);
        rules.put("top_logprobs", MemberRule.UNSIGNED);
        rules.put("verbosity", MemberRule.STRING);
        rules.put("chat_template_kwargs", MemberRule.flags("enable_thinking"));
        return new BodyRules(rules, Set.of("messages", "model"), true);
    }

    private static BodyRules completions() {
        Map<String, MemberRule> rules = common();
        rules.put("prompt", MemberRule.ARRAY_OR_STRING);
        rules.put("best_of", MemberRule.UNSIGNED);
        rules.put("echo", MemberRule.BOOLEAN);
        rules.put("seed", MemberRule.INTEGER);
        rules.put("suffix", MemberRule.BOOLEAN);
        rules.put("skip_special_tokens", MemberRule.BOOLEAN);
        return new BodyRules(rules, Set.of("prompt", "model"), true);
    }

    private static Map<String, MemberRule> common() {
        Map<String, MemberRule> rules = new TreeMap<>();
        rules.put("model", MemberRule.STRING);
        rules.put("frequency_penalty", MemberRule.PENALTY);
        rules.put("max_tokens", MemberRule.UNSIGNED);
        rules.put("n", MemberRule.POSITIVE);
        rules.put("presence_penalty", MemberRule.NUMBER);
        rules.put("stop", MemberRule.ANYTHING);
        rules.put("stream", MemberRule.BOOLEAN);
        rules.put("stream_options", STREAM_OPTIONS);
        rules.put("temperature", MemberRule.NUMBER);
        rules.put("top_p", MemberRule.NUMBER);
        return rules;
    }

    private static BodyRules embeddings() {
        Map<String, MemberRule> rules = Map.of(
                "model", MemberRule.STRING,
                "input", MemberRule.ARRAY_OR_STRING,
                "encoding_format", MemberRule.STRING,
                "dimensions", MemberRule.POSITIVE,
                "user", MemberRule.STRING);
        return new BodyRules(rules, Set.of("model", "input"), false);
    }

    private static BodyRules images(String... required) {
        Map<String, MemberRule> rules = new TreeMap<>();
        for (String name : Set.of(
                "model",
                "prompt",
                "size",
                "quality",
                "style",
                "response_format",
                "background",
                "moderation",
                "output_format",
                "input_fidelity",
                "user")) {
            rules.put(name, MemberRule.STRING);
        }
        rules.put("image", MemberRule.ANYTHING);
        rules.put("mask", MemberRule.ANYTHING);
        rules.put("n", MemberRule.POSITIVE);
        rules.put("output_compression", MemberRule.UNSIGNED);
        rules.put("partial_images", MemberRule.UNSIGNED);
        rules.put("stream", MemberRule.BOOLEAN);
        Set<String> must = new HashSet<>(Set.of(required));
        must.add("model");
        return new BodyRules(rules, must, false);
    }

    /**
     * Checks a body.
     *
     * @param further members that the engine understands beyond these rules
     * @throws RequestRefusedException for the first member in alphabetical order that breaks a rule, or a missing one
     */
    void check(JsonObject body, Set<String> further) throws RequestRefusedException {
        for (Map.Entry<String, JsonValue> member : new TreeMap<>(body.members()).entrySet()) {
            String name = member.getKey();
            MemberRule rule = members.get(name);
            if (further.contains(name)) {
                continue;
            }
            if (rule == null) {
                throw new RequestRefusedException("unknown option '" + shortened(name) + "' in request");
            }
            if (!rule.holds().test(member.getValue())) {
                throw new RequestRefusedException("option '" + name + "' must be " + rule.expected());
            }
        }
        for (String name : new TreeSet<>(required)) {
            if (body.get(name) == null) {
                throw new RequestRefusedException("missing option '" + name + "' in request");
            }
        }
    }

    /** The changes of {@code docs/protocol/http-api.md} 3.3, which make usage arrive in every answer. */
    JsonObject rewritten(JsonObject body) {
        if (!streams) {
            return body;
        }
        JsonObject options = body.object("stream_options");
        boolean stream = body.get("stream") instanceof JsonBoolean flag && flag.value();
        if (options == null && !stream) {
            return body;
        }
        JsonObject usage = (options == null ? JsonValue.object() : options).with("include_usage", JsonValue.of(true));
        JsonObject result = body.with("stream_options", usage);
        return body.get("stream") == null ? result.with("stream", JsonValue.of(true)) : result;
    }

    private static String shortened(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }
}
