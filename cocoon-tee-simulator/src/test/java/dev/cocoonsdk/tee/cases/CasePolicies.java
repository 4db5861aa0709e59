package dev.cocoonsdk.tee.cases;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.quote.Measurement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Builds the policy that a case asks for. */
final class CasePolicies {

    private CasePolicies() {}

    static AttestationPolicy policy(AttestationCase one, CollateralSource collateral) {
        TdxPolicy.Builder builder = TdxPolicy.simulated(AttestationCases.root(), collateral);
        one.policy().members().forEach((name, value) -> apply(builder, name, value));
        return builder.build();
    }

    private static void apply(TdxPolicy.Builder builder, String name, JsonValue value) {
        switch (name) {
            case "image_hashes" -> builder.imageHashes(set(value, Hash256::ofHex));
            case "mrtds" -> builder.mrTds(set(value, Measurement::ofHex));
            case "mrseams" -> builder.mrSeams(set(value, Measurement::ofHex));
            case "rtmrs" ->
                builder.rtmrs(Set.of(four(((JsonArray) value).items().get(0))));
            case "minimum_tcb_evaluation" ->
                builder.minimumTcbEvaluation(((JsonNumber) value).toLong().intValue());
            case "minimum_tcb_date" -> builder.minimumTcbDate(Instant.parse(((JsonString) value).value()));
            default -> throw new IllegalArgumentException(name);
        }
    }

    private static <T> Set<T> set(JsonValue value, Function<String, T> reader) {
        return ((JsonArray) value)
                .items().stream()
                        .map(item -> reader.apply(((JsonString) item).value()))
                        .collect(Collectors.toSet());
    }

    private static List<Measurement> four(JsonValue value) {
        return ((JsonArray) value)
                .items().stream()
                        .map(item -> Measurement.ofHex(((JsonString) item).value()))
                        .toList();
    }
}
