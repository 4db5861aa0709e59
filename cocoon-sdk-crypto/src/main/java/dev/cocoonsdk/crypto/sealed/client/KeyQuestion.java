package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportRequest;
import dev.cocoonsdk.crypto.sealed.EvidenceFormatException;
import dev.cocoonsdk.crypto.sealed.ProviderEvidence;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the evidence of a model's providers: the broker ({@code GET /v1/providers}), or where nobody knows that question, a provider
 * itself by an evidence request ({@code docs/sealed-envelope.md} 8.1).
 */
final class KeyQuestion {

    private static final String PATH = "/v1/providers";
    static final Set<Integer> UNKNOWN_PATH = Set.of(400, 404, 405, 501);
    private static final int MAX_BYTES = 8 << 20;

    private final Transport transport;
    private final BiFunction<ModelId, TransportRequest, CompletableFuture<List<ProviderEvidence>>> inBand;

    KeyQuestion(
            Transport transport,
            BiFunction<ModelId, TransportRequest, CompletableFuture<List<ProviderEvidence>>> inBand) {
        this.transport = transport;
        this.inBand = inBand;
    }

    /** The evidence as it came, not verified; entries that have no form are left out. */
    @SuppressWarnings("FutureReturnValueIgnored") // thenCompose goes on with the inner one
    CompletableFuture<List<ProviderEvidence>> ask(ModelId model, TransportRequest forWhom) {
        TransportRequest get = new TransportRequest(
                "GET",
                PATH + "?model=" + URLEncoder.encode(model.value(), StandardCharsets.UTF_8),
                List.of(new Header("Accept", "application/json")),
                Bytes.EMPTY,
                null,
                forWhom.limits(),
                null,
                forWhom.connectDeadline());
        return Collector.ask(transport, get, MAX_BYTES)
                .exceptionally(KeyQuestion::unknownPath)
                .thenCompose(answer -> {
                    List<ProviderEvidence> listed =
                            UNKNOWN_PATH.contains(answer.head().status()) ? null : parse(answer);
                    return listed == null ? inBand.apply(model, forWhom) : CompletableFuture.completedFuture(listed);
                });
    }

    /** A transport that cannot carry the question or the list is as good as a broker that does not know it. */
    private static Collector.Answer unknownPath(Throwable failure) {
        Throwable cause = Failures.unwrap(failure);
        if (cause instanceof InvalidRequestException || cause instanceof ProtocolViolationException) {
            return new Collector.Answer(new ResponseHead(404, List.of()), Bytes.EMPTY, null);
        }
        throw new CompletionException(Failures.unwrap(failure));
    }

    /** Null if it is no list. */
    private static @Nullable List<ProviderEvidence> parse(Collector.Answer answer) {
        if (!answer.head().isSuccess()) {
            throw new BrokerAnswerException(answer);
        }
        List<JsonValue> entries = entries(answer.body());
        if (entries == null) {
            return null;
        }
        List<ProviderEvidence> all = new ArrayList<>();
        for (JsonValue entry : entries) {
            if (entry instanceof JsonObject object) {
                JsonObject evidence = object.object("evidence");
                add(evidence == null ? object : evidence, all);
            }
        }
        return all;
    }

    private static void add(JsonObject evidence, List<ProviderEvidence> all) {
        try {
            all.add(ProviderEvidence.parse(evidence));
        } catch (EvidenceFormatException e) {
            // A broker that lists what is no evidence only hides a provider, as it could by leaving it out.
        }
    }

    private static @Nullable List<JsonValue> entries(Bytes body) {
        try {
            return JsonValue.parse(body.toByteArray()) instanceof JsonObject list
                            && list.get("data") instanceof JsonArray data
                    ? data.items()
                    : null;
        } catch (JsonFormatException e) {
            return null;
        }
    }
}
