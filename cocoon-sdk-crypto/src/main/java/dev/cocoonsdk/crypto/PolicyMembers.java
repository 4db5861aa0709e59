package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.crypto.quote.Measurement;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The members of a policy file. */
final class PolicyMembers {

    private static final Set<String> KNOWN = Set.of(
            "policy",
            "root_key",
            "image_hashes",
            "mrtds",
            "rtmrs",
            "mrseams",
            "service_tds",
            "allow_statuses",
            "allow_attributes",
            "minimum_tcb_evaluation",
            "minimum_tcb_date",
            "maximum_verdict_age");

    private final JsonObject file;

    PolicyMembers(JsonObject file) {
        this.file = file;
        for (String name : file.members().keySet()) {
            if (!KNOWN.contains(name)) {
                throw wrong("\"" + name.substring(0, Math.min(40, name.length())) + "\"", "a known member");
            }
        }
    }

    /** The root of a simulated platform, or null for Intel's. */
    RootKey.@Nullable Simulated root() {
        String policy = file.string("policy");
        boolean simulated = TdxPolicy.SIMULATED_NAME.equals(policy);
        if (!simulated && !TdxPolicy.NAME.equals(policy)) {
            throw wrong("policy", "tdx or simulated_tdx");
        }
        if (simulated != (file.get("root_key") != null)) {
            throw wrong("root_key", "a simulated platform's root for simulated_tdx, none for tdx");
        }
        return simulated
                ? value(
                        "root_key",
                        file.get("root_key"),
                        hex -> new RootKey.Simulated(Bytes.wrap(HexFormat.of().parseHex(hex))))
                : null;
    }

    void applyTo(TdxPolicy.Builder builder) {
        if (has("image_hashes")) {
            builder.imageHashes(set("image_hashes", Hash256::ofHex));
        }
        if (has("mrtds")) {
            builder.mrTds(set("mrtds", Measurement::ofHex));
        }
        if (has("rtmrs")) {
            builder.rtmrs(rtmrs());
        }
        if (has("mrseams")) {
            builder.mrSeams(set("mrseams", Measurement::ofHex));
        }
        if (has("service_tds")) {
            builder.serviceTds(set("service_tds", Measurement::ofHex));
        }
        if (has("allow_attributes")) {
            builder.allowAttributes(set("allow_attributes", TdAttribute::valueOf));
        }
        statuses(builder);
        minimums(builder);
    }

    private void statuses(TdxPolicy.Builder builder) {
        if (!has("allow_statuses")) {
            return;
        }
        if (!(file.get("allow_statuses") instanceof JsonObject statuses)) {
            throw wrong("allow_statuses", "an object of statuses and durations");
        }
        for (Map.Entry<String, JsonValue> entry : statuses.members().entrySet()) {
            TcbStatus status = value("allow_statuses", JsonValue.of(entry.getKey()), TcbStatus::of);
            Duration grace = value("allow_statuses", entry.getValue(), Duration::parse);
            value("allow_statuses", JsonValue.of(""), ignored -> builder.allowStatus(status, grace));
        }
    }

    private void minimums(TdxPolicy.Builder builder) {
        if (has("minimum_tcb_evaluation")) {
            Long number = file.integer("minimum_tcb_evaluation");
            if (number == null || number < 0 || number > Integer.MAX_VALUE) {
                throw wrong("minimum_tcb_evaluation", "a number from 0");
            }
            builder.minimumTcbEvaluation(number.intValue());
        }
        if (has("minimum_tcb_date")) {
            builder.minimumTcbDate(value("minimum_tcb_date", file.get("minimum_tcb_date"), Instant::parse));
        }
        if (has("maximum_verdict_age")) {
            value(
                    "maximum_verdict_age",
                    file.get("maximum_verdict_age"),
                    text -> builder.maximumQuoteAge(Duration.parse(text)));
        }
    }

    private Set<List<Measurement>> rtmrs() {
        Set<List<Measurement>> sets = new HashSet<>();
        for (JsonValue set : items("rtmrs", file.get("rtmrs"))) {
            List<Measurement> four = new ArrayList<>();
            for (JsonValue item : items("rtmrs", set)) {
                four.add(value("rtmrs", item, Measurement::ofHex));
            }
            if (four.size() != 4) {
                throw wrong("rtmrs", "sets of four measurements");
            }
            sets.add(four);
        }
        return sets;
    }

    private <T> Set<T> set(String name, Function<String, T> reader) {
        Set<T> values = new HashSet<>();
        for (JsonValue item : items(name, file.get(name))) {
            values.add(value(name, item, reader));
        }
        return values;
    }

    private static List<JsonValue> items(String name, @Nullable JsonValue value) {
        if (!(value instanceof JsonArray array) || array.items().isEmpty()) {
            throw wrong(name, "an array that is not empty");
        }
        return array.items();
    }

    private static <T> T value(String name, @Nullable JsonValue value, Function<String, T> reader) {
        if (!(value instanceof JsonString text)) {
            throw wrong(name, "a text");
        }
        try {
            return reader.apply(text.value());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("policy file: " + name + ": " + e.getMessage(), e);
        }
    }

    private boolean has(String name) {
        return file.get(name) != null;
    }

    private static IllegalArgumentException wrong(String name, String expected) {
        return new IllegalArgumentException("policy file: " + name + " (expected: " + expected + ")");
    }
}
