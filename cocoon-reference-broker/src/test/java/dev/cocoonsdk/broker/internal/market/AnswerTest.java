package dev.cocoonsdk.broker.internal.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.broker.internal.market.Answer.Progress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private final AnswerMemory memory = new AnswerMemory(1_000_000);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(Answer.Reader reader) {
        List<byte[]> parts = new ArrayList<>();
        reader.poll(parts, Integer.MAX_VALUE);
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(new String(part, StandardCharsets.UTF_8)));
        return text.toString();
    }

    @Test
    void a_reader_gets_parts_in_order_and_then_the_end() {
        Answer answer = new Answer(false, 100, 100, memory);
        Answer.Reader reader = answer.read(() -> {});
        List<byte[]> parts = new ArrayList<>();
        answer.body(bytes("ab"));
        answer.body(bytes("cd"));

        assertThat(reader.poll(parts, 1)).isEqualTo(Progress.MORE);
        assertThat(reader.poll(parts, 100)).isEqualTo(Progress.WAITING);
        answer.end();
        assertThat(reader.poll(parts, 100)).isEqualTo(Progress.ENDED);
        assertThat(parts).containsExactly(bytes("ab"), bytes("cd"));
    }

    @Test
    void what_was_read_is_dropped_unless_it_is_kept() {
        Answer dropping = new Answer(false, 100, 100, memory);
        Answer keeping = new Answer(true, 100, 100, memory);
        for (Answer answer : List.of(dropping, keeping)) {
            Answer.Reader reader = answer.read(() -> {});
            answer.body(bytes("abc"));
            read(reader);
        }

        assertThat(dropping.size()).isZero();
        assertThat(keeping.size()).isEqualTo(3);
        assertThat(read(keeping.read(() -> {}))).isEqualTo("abc");
        assertThatThrownBy(() -> dropping.read(() -> {})).isInstanceOf(ApiException.class);
    }

    @Test
    void a_reader_that_falls_behind_is_cut_off_and_others_are_not() {
        Answer answer = new Answer(true, 10, 10, memory);
        Answer.Reader fast = answer.read(() -> {});
        Answer.Reader slow = answer.read(() -> {});
        for (int i = 0; i < 20; i++) {
            answer.body(bytes("xyz"));
            assertThat(read(fast)).isEqualTo("xyz");
        }

        assertThat(slow.poll(new ArrayList<>(), 10)).isEqualTo(Progress.FAILED);
        assertThat(slow.error()).isNotNull();
        assertThat(answer.size()).isLessThanOrEqualTo(10);
    }

    @Test
    void a_reader_may_fall_behind_by_more_than_is_kept() {
        Answer answer = new Answer(true, 10, 30, memory);
        Answer.Reader slow = answer.read(() -> {});
        for (int i = 0; i < 10; i++) {
            answer.body(bytes("xyz"));
        }

        assertThat(slow.isCut()).isFalse();
        assertThat(read(slow)).hasSize(30);
        assertThatThrownBy(() -> answer.read(() -> {})).isInstanceOf(ApiException.class);
        for (int i = 0; i < 11; i++) {
            answer.body(bytes("xyz"));
        }
        assertThat(slow.isCut()).isTrue();
    }

    @Test
    void an_answer_that_is_too_large_is_kept_no_longer() {
        Answer answer = new Answer(true, 10, 10, memory);
        answer.body(bytes("0123456789ab"));

        assertThatThrownBy(() -> answer.read(() -> {}))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.ANSWER_NOT_KEPT));
        assertThat(answer.size()).isZero();
    }

    @Test
    void a_failure_comes_after_everything_that_was_sent() {
        Answer answer = new Answer(false, 100, 100, memory);
        Answer.Reader reader = answer.read(() -> {});
        answer.body(bytes("ab"));
        answer.fail(ApiError.of(ErrorKind.PROVIDER_FAILURE, "gone", "again"));
        List<byte[]> parts = new ArrayList<>();

        assertThat(reader.poll(parts, 1)).isEqualTo(Progress.FAILED);
        assertThat(parts).hasSize(1);
    }

    @Test
    void every_reader_is_told_of_changes_until_it_closes() {
        Answer answer = new Answer(true, 100, 100, memory);
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        Answer.Reader reader = answer.read(first::incrementAndGet);
        answer.read(second::incrementAndGet);

        answer.signal();
        reader.close();
        answer.signal();

        assertThat(first).hasValue(1);
        assertThat(second).hasValue(2);
    }

    @Test
    void only_the_last_reader_of_an_answer_that_is_not_kept_is_the_last_to_need_it() {
        assertThat(new Answer(true, 100, 100, memory).read(() -> {}).close()).isFalse();
        assertThat(new Answer(false, 100, 100, memory).read(() -> {}).close()).isTrue();
    }

    @Test
    void when_the_memory_is_full_growing_answers_cut_off_who_is_behind() {
        AnswerMemory small = new AnswerMemory(200_000);
        Answer other = new Answer(true, 1_000_000, 1_000_000, small);
        other.body(new byte[150_000]);
        Answer answer = new Answer(false, 1_000_000, 1_000_000, small);
        Answer.Reader reader = answer.read(() -> {});
        answer.body(new byte[40_000]);
        assertThat(reader.error()).isNull();

        answer.body(new byte[40_000]);

        assertThat(reader.error()).isNotNull();
        assertThat(small.used()).isEqualTo(150_000);
        other.forget();
        assertThat(small.used()).isZero();
    }

    @Test
    void memory_is_given_back_when_the_reader_is_done_or_gone() {
        Answer read = new Answer(false, 100, 100, memory);
        Answer.Reader reader = read.read(() -> {});
        read.body(bytes("abc"));
        read(reader);
        Answer left = new Answer(false, 100, 100, memory);
        Answer.Reader leaver = left.read(() -> {});
        left.body(bytes("abc"));
        leaver.close();
        Answer failed = new Answer(true, 100, 100, memory);
        failed.body(bytes("abc"));
        failed.fail(ApiError.of(ErrorKind.PROVIDER_FAILURE, "gone", "again"));

        assertThat(memory.used()).isZero();
    }
}
