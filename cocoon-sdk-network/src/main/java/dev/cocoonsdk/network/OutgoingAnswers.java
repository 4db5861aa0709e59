package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answers that a link is sending: by request id, and those whose parts wait for a flush.
 *
 * @param <A> the answers
 */
final class OutgoingAnswers<A extends OutgoingAnswer<?>> {

    private final Map<Hash256, A> open = new LinkedHashMap<>();
    private final Set<OutgoingAnswer<?>> unflushed = new LinkedHashSet<>();

    int size() {
        return open.size();
    }

    boolean contains(Hash256 id) {
        return open.containsKey(id);
    }

    @Nullable
    A get(Hash256 id) {
        return open.get(id);
    }

    void add(Hash256 id, A answer) {
        open.put(id, answer);
    }

    void waitForFlush(OutgoingAnswer<?> answer) {
        unflushed.add(answer);
    }

    void flushed(OutgoingAnswer<?> answer) {
        unflushed.remove(answer);
    }

    void ended(OutgoingAnswer<?> answer) {
        unflushed.remove(answer);
        open.remove(answer.id());
    }

    /** Bytes of parts that wait for the next flush. */
    long held() {
        long bytes = 0;
        for (OutgoingAnswer<?> answer : unflushed) {
            bytes += answer.held();
        }
        return bytes;
    }

    void flush() {
        if (!unflushed.isEmpty()) {
            List.copyOf(unflushed).forEach(OutgoingAnswer::flush);
        }
    }

    /** The link closed: forgets all, and returns those that were open. */
    List<A> abandon() {
        List<A> unfinished = new ArrayList<>(open.values());
        open.clear();
        unflushed.clear();
        unfinished.forEach(OutgoingAnswer::abandon);
        return unfinished;
    }
}
