package dev.cocoonsdk.core.internal.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BatchTest {

    private final List<CompletableFuture<String>> begun = new ArrayList<>();
    private final Supplier<CompletableFuture<String>> call = () -> {
        CompletableFuture<String> future = new CompletableFuture<>();
        begun.add(future);
        return future;
    };

    @Test
    void a_call_begins_when_another_has_ended() {
        CompletableFuture<List<String>> all = Batch.of(List.of(call, call, call), 2);
        assertThat(begun).hasSize(2);
        begun.get(1).complete("b");
        assertThat(begun).hasSize(3);
        begun.get(2).complete("c");
        assertThat(all).isNotDone();
        begun.get(0).complete("a");
        assertThat(all).isCompletedWithValue(List.of("a", "b", "c"));
    }

    @Test
    void the_first_failure_is_that_of_all_and_nothing_more_begins() {
        CompletableFuture<List<String>> all = Batch.of(List.of(call, call, call), 2);
        begun.get(0).completeExceptionally(new IllegalStateException("first"));
        begun.get(1).complete("b");
        assertThat(begun).hasSize(2);
        assertThat(all).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("first");
    }

    @Test
    void a_call_that_cannot_even_begin_is_a_failure() {
        CompletableFuture<List<String>> all = Batch.of(
                List.of(() -> {
                    throw new IllegalStateException("none");
                }),
                1);
        assertThat(all).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("none");
    }
}
