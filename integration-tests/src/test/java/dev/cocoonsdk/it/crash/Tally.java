package dev.cocoonsdk.it.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What really happened, as the two ends saw it: the model's server and the callers. Thread-safe. */
final class Tally {

    /** Prompt and completion tokens of an answer. */
    static final int PROMPT_TOKENS = 10;

    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, Long> answered = new ConcurrentHashMap<>();
    private final Map<Long, Delivery> delivered = new ConcurrentHashMap<>();

    /** A complete answer at its caller. */
    record Delivery(long tokens, long nanoTime) {}

    long nextCall() {
        return ids.incrementAndGet();
    }

    /** How many completion tokens the model takes for a call; anybody can work it out again. */
    static int completionTokens(long call) {
        return 20 + Math.floorMod(call * 2_654_435_761L, 81);
    }

    static long tokens(long call) {
        return PROMPT_TOKENS + completionTokens(call);
    }

    /** The model's server is about to send the answer. */
    void answering(long call) {
        answered.merge(call, tokens(call), Long::sum);
    }

    void delivered(long call, long tokens) {
        delivered.put(call, new Delivery(tokens, System.nanoTime()));
    }

    int deliveries() {
        return delivered.size();
    }

    /** Tokens of everything that the model's server answered: nobody may be charged more. */
    long answeredTokens() {
        return answered.values().stream().mapToLong(Long::longValue).sum();
    }

    long deliveredTokens() {
        return delivered.values().stream().mapToLong(Delivery::tokens).sum();
    }

    /** Tokens of what was delivered within a time before one of the given moments. */
    long deliveredTokensShortlyBefore(List<Long> moments, long nanos) {
        return new ArrayList<>(delivered.values())
                .stream()
                        .filter(delivery -> moments.stream()
                                .anyMatch(moment -> moment - delivery.nanoTime() <= nanos
                                        && moment - delivery.nanoTime() >= -nanos))
                        .mapToLong(Delivery::tokens)
                        .sum();
    }
}
