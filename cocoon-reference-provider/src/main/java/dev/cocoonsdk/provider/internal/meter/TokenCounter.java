package dev.cocoonsdk.provider.internal.meter;

import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.AdjustedTokens;
import dev.cocoonsdk.ton.RequestCost;
import dev.cocoonsdk.ton.TokenPricing;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code usage} members of an answer while it passes, and adds to them what the tokens cost: {@code
 * prompt_total_cost}, {@code completion_total_cost} and {@code total_cost} in nanoton, whenever a count grew ({@code
 * docs/protocol/wire.md} 10.1). Unlike the official worker it understands server-sent events and passes them at once.
 *
 * <p>JSON values are written anew, compact and with sorted members, each on a line of its own, as clients of the network expect them;
 * of events only those with counts that grew. Other bytes pass unchanged. Whatever the bytes are, they pass, and of what is malformed nothing is counted; only a JSON value or event
 * that is too long to be looked at does not pass. Not thread-safe.
 */
public final class TokenCounter {

    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.US_ASCII);

    private final TokenPricing pricing;
    private final long coefficient;
    private final UsageMaxima maxima = new UsageMaxima();
    private final BodyScanner scanner;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long promptFloor;
    private long completionFloor;

    /**
     * A counter for one answer.
     *
     * @param coefficient of the request, 1000 = x1
     */
    public TokenCounter(TokenPricing pricing, long coefficient) {
        this.pricing = pricing;
        this.coefficient = coefficient;
        this.scanner = new BodyScanner(new Units());
    }

    /**
     * Takes bytes of the body; gives what can be sent on, perhaps nothing.
     *
     * @throws AnswerTooLargeException if a JSON value or event is too long to be counted; the answer must end then
     */
    public byte[] accept(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            int from = bytes.arrayOffset() + bytes.position();
            scanner.accept(bytes.array(), from, from + bytes.remaining());
            bytes.position(bytes.limit());
        } else {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            scanner.accept(copy, 0, copy.length);
        }
        return taken();
    }

    /** The body is complete; gives what is left to send. */
    public byte[] finish() {
        scanner.finish();
        return taken();
    }

    /** The greatest counts so far. */
    public Usage usage() {
        return maxima.toUsage();
    }

    /** The same in adjusted tokens, which are charged. */
    public AdjustedTokens adjusted() {
        return pricing.adjust(usage(), coefficient);
    }

    /** The engine knows the length of the prompt before it reports usage. */
    public void promptTokens(long count) {
        promptFloor = UsageMaxima.limit(count);
    }

    /**
     * What is charged if the answer ends here: at least the prompt that the engine told and a token for each event that carried
     * text, because usage comes last ({@code docs/protocol-extensions.md} 3.1).
     */
    public AdjustedTokens adjustedSoFar() {
        Usage seen = usage();
        Usage least = new Usage(
                Math.max(seen.promptTokens(), promptFloor),
                seen.cachedTokens(),
                Math.max(seen.completionTokens(), completionFloor),
                seen.reasoningTokens(),
                null);
        return pricing.adjust(least, coefficient);
    }

    private byte[] taken() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    /** The value with costs if its counts grew, else null. */
    private @Nullable JsonObject priced(JsonValue value) {
        JsonObject object = value instanceof JsonObject json ? json : null;
        JsonObject usage = object == null ? null : object.object("usage");
        if (object == null || usage == null || !maxima.merge(usage)) {
            return null;
        }
        try {
            RequestCost cost = pricing.cost(adjusted());
            return object.with(
                    "usage",
                    usage.with("prompt_total_cost", JsonValue.of(cost.prompt().value()))
                            .with(
                                    "completion_total_cost",
                                    JsonValue.of(cost.completion().value()))
                            .with("total_cost", JsonValue.of(cost.total().value())));
        } catch (ArithmeticException e) {
            return object;
        }
    }

    /** Whether a member {@code usage} may be there with another value than null. */
    private static boolean mayHaveUsage(byte[] bytes, int from, int to) {
        for (int i = from; i <= to - USAGE.length; i++) {
            if (bytes[i] == '"' && isUsage(bytes, i) && !isNull(bytes, i + USAGE.length, to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUsage(byte[] bytes, int at) {
        for (int j = 1; j < USAGE.length; j++) {
            if (bytes[at + j] != USAGE[j]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNull(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || bytes[i] == ':' || bytes[i] == '\t')) {
            i++;
        }
        return i < to && bytes[i] == 'n';
    }

    private static @Nullable JsonValue parse(byte[] json) {
        try {
            return JsonValue.parse(json);
        } catch (JsonFormatException e) {
            return null;
        }
    }

    private final class Units implements BodyScanner.Output {

        @Override
        public boolean json(byte[] bytes, int from, int to) {
            JsonValue value = parse(Arrays.copyOfRange(bytes, from, to));
            if (value == null) {
                return false;
            }
            JsonObject priced = priced(value);
            out.writeBytes((priced == null ? value : priced).toSortedJsonBytes());
            out.write('\n');
            return true;
        }

        @Override
        public void event(byte[] bytes, int from, int to) {
            if (DeltaText.isIn(bytes, from, to)) {
                completionFloor++;
            }
            EventLines event = mayHaveUsage(bytes, from, to) ? EventLines.of(bytes, from, to) : null;
            JsonValue value = event == null ? null : parse(event.data());
            JsonObject priced = value == null ? null : priced(value);
            if (event == null || priced == null) {
                raw(bytes, from, to);
            } else {
                out.writeBytes(event.withData(priced.toSortedJsonBytes()));
            }
        }

        @Override
        public void raw(byte[] bytes, int from, int to) {
            out.write(bytes, from, to - from);
        }
    }
}
