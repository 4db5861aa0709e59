package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.internal.market.Capabilities;
import dev.cocoonsdk.broker.internal.market.WorkerRegistry;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TokenMultipliers;
import java.util.Collection;

/**
 * The list of models: that of the client-runner ({@code docs/protocol/http-api.md} 2.2) with what workers announced, what tokens
 * cost, who seals, and that idempotency keys are honoured and sealed requests relayed.
 *
 * @param registry the workers
 * @param price of an adjusted token
 * @param multipliers weights of the kinds of tokens
 */
public record ModelsView(WorkerRegistry registry, NanoTon price, TokenMultipliers multipliers) {

    JsonValue json() {
        return JsonValue.object(
                "object",
                "list",
                "cocoon",
                JsonValue.object("idempotency_keys", true, "sealed_requests", true),
                "data",
                JsonValue.array(registry.listings().stream().map(this::model).toList()));
    }

    private JsonObject model(WorkerRegistry.Listing listing) {
        JsonObject json = JsonValue.object(
                "id",
                listing.model().value(),
                "object",
                "model",
                "created",
                0,
                "owned_by",
                "cocoon",
                "workers",
                JsonValue.array(
                        listing.workers().stream().map(ModelsView::worker).toList()));
        Capabilities announced = listing.announced();
        json = announced == null ? json : json.with("capabilities", capabilities(announced));
        return json.with("pricing", pricing(listing));
    }

    private static JsonObject worker(WorkerRegistry.Offer offer) {
        return JsonValue.object(
                "coefficient",
                offer.coefficient(),
                "running_requests",
                offer.running(),
                "max_running_requests",
                offer.capacity(),
                "seals",
                offer.sealing() != null);
    }

    private static JsonObject capabilities(Capabilities announced) {
        JsonObject json = JsonValue.object(
                "endpoints",
                texts(announced.endpoints().stream().sorted().toList()),
                "tasks",
                texts(announced.tasks()));
        return announced.contextTokens() > 0
                ? json.with("context_tokens", JsonValue.of(announced.contextTokens()))
                : json;
    }

    private static JsonValue texts(Collection<String> values) {
        return JsonValue.array(values.stream().map(JsonValue::of).toList());
    }

    private JsonObject pricing(WorkerRegistry.Listing listing) {
        JsonObject json = JsonValue.object(
                "price_per_token_nanoton",
                price.value(),
                "prompt_multiplier",
                multipliers.prompt(),
                "cached_multiplier",
                multipliers.cached(),
                "completion_multiplier",
                multipliers.completion(),
                "reasoning_multiplier",
                multipliers.reasoning());
        return listing.workers().isEmpty()
                ? json
                : json.with(
                        "min_coefficient", JsonValue.of(listing.workers().get(0).coefficient()));
    }
}
