package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for an answer, with their deadlines.
 *
 * @param <C> the calls
 */
final class CallTable<C extends IncomingAnswer<?>> {

    private final Map<Hash256, C> calls = new HashMap<>();
    private long nextDeadline = LinkContext.NEVER;

    int size() {
        return calls.size();
    }

    void add(C call) {
        calls.put(call.id(), call);
        nextDeadline = Math.min(nextDeadline, call.deadline());
    }

    /**
     * Adds a call, then sends it: if sending ends the link, the call ends with it.
     *
     * @throws MessageTooLargeException if sending throws it; the call is not there any more then
     */
    void send(C call, Runnable sending) {
        add(call);
        try {
            sending.run();
        } catch (MessageTooLargeException e) {
            remove(call);
            throw e;
        }
    }

    boolean contains(Hash256 id) {
        return calls.containsKey(id);
    }

    @Nullable
    C get(Hash256 id) {
        return calls.get(id);
    }

    void remove(IncomingAnswer<?> call) {
        calls.remove(call.id(), call);
    }

    List<C> all() {
        return List.copyOf(calls.values());
    }

    /** When {@link #expire} is due; may be too early, because a call that ends leaves its deadline behind. */
    long nextDeadline() {
        return nextDeadline;
    }

    /** Hands over the calls whose time is up; the action ends them. */
    void expire(long now, Consumer<C> action) {
        if (now < nextDeadline) {
            return;
        }
        for (C call : all()) {
            if (now >= call.deadline()) {
                action.accept(call);
            }
        }
        nextDeadline = calls.values().stream()
                .mapToLong(IncomingAnswer::deadline)
                .min()
                .orElse(LinkContext.NEVER);
    }
}
