package dev.cocoonsdk.crypto.collateral;

import static dev.cocoonsdk.crypto.collateral.TestCollateral.END_2025;
import static dev.cocoonsdk.crypto.collateral.TestCollateral.PLATFORM_2025;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.CollateralException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachingCollateralTest {

    private static final Instant START = Instant.parse("2025-07-01T00:00:00Z");
    private static final Duration TTL = Duration.ofHours(12);
    private static final Duration AHEAD = Duration.ofHours(2);

    private Instant now = START;
    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<Runnable> background = new ArrayDeque<>();
    private boolean down;

    private Collateral given = TestCollateral.of2025();

    private final CollateralSource source = platform -> {
        calls.incrementAndGet();
        if (down) {
            throw new CollateralException(Reason.UNREACHABLE, "TCB info", "down", null);
        }
        return given;
    };

    private final CachingCollateral cache = cache(source).build();

    @Test
    void asksOnceWhileWhatItHasIsFresh() throws Exception {
        cache.find(PLATFORM_2025);
        now = START.plus(TTL).minus(AHEAD).minusSeconds(1);

        assertThat(cache.find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
        assertThat(calls).hasValue(1);
        assertThat(background).isEmpty();
    }

    @Test
    void asksAgainWhenTheTimeToLiveIsOver() throws Exception {
        cache.find(PLATFORM_2025);
        now = START.plus(TTL);
        cache.find(PLATFORM_2025);

        assertThat(calls).hasValue(2);
    }

    @Test
    void asksAgainWhenTheNextUpdateHasCome() throws Exception {
        now = END_2025.minusSeconds(600);
        cache.find(PLATFORM_2025);
        now = END_2025.minusSeconds(1);
        cache.find(PLATFORM_2025);
        assertThat(calls).hasValue(1);
        now = END_2025;
        cache.find(PLATFORM_2025);

        assertThat(calls).hasValue(2);
    }

    @Test
    void refreshesAheadOnceInTheBackground() throws Exception {
        cache.find(PLATFORM_2025);
        now = START.plus(TTL).minus(AHEAD);
        cache.find(PLATFORM_2025);
        cache.find(PLATFORM_2025);
        assertThat(calls).as("requests do not wait").hasValue(1);
        assertThat(background).hasSize(1);
        background.remove().run();
        now = START.plus(TTL);
        cache.find(PLATFORM_2025);

        assertThat(calls).hasValue(2);
    }

    @Test
    void answersWithWhatItHasWhenTheSourceFailsAndLeavesItAloneForAWhile() throws Exception {
        cache.find(PLATFORM_2025);
        down = true;
        now = START.plus(TTL);

        assertThat(cache.find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
        assertThat(cache.find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
        assertThat(calls).hasValue(2);
        now = now.plus(Duration.ofMinutes(1));
        cache.find(PLATFORM_2025);
        assertThat(calls).hasValue(3);
    }

    @Test
    void failsWithTheSourceOncePastTheNextUpdate() throws Exception {
        cache.find(PLATFORM_2025);
        down = true;
        now = END_2025;

        assertThatThrownBy(() -> cache.find(PLATFORM_2025))
                .isInstanceOfSatisfying(
                        CollateralException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE))
                .hasMessage("TCB info: down");
    }

    @Test
    void doesNotAskForThePausesTimeAfterCollateralThatCameTooOld() throws Exception {
        now = END_2025.plusSeconds(1000);
        cache.find(PLATFORM_2025);
        cache.find(PLATFORM_2025);
        assertThat(calls).hasValue(1);
        now = now.plus(Duration.ofMinutes(1));
        cache.find(PLATFORM_2025);

        assertThat(calls).hasValue(2);
    }

    @Test
    void forgetsWhenTold(@TempDir Path folder) throws Exception {
        CachingCollateral stored = cache(source).folder(folder).build();
        stored.find(PLATFORM_2025);
        stored.forget(PLATFORM_2025);
        stored.find(PLATFORM_2025);

        assertThat(calls).hasValue(2);
    }

    @Test
    void leavesASourceThatFailedAloneEvenWithNothingToAnswerWith() throws Exception {
        down = true;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> cache.find(PLATFORM_2025)).hasMessage("TCB info: down");
        }
        assertThat(calls).hasValue(1);
        down = false;
        now = START.plus(Duration.ofMinutes(1));

        assertThat(cache.find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
    }

    @Test
    void asksAgainForWhatAVerifierRejectedButOnceInAPause(@TempDir Path folder) throws Exception {
        CachingCollateral stored = cache(source).folder(folder).build();
        stored.find(PLATFORM_2025);

        assertThat(stored.rejected(PLATFORM_2025)).isTrue();
        stored.find(PLATFORM_2025);
        assertThat(calls).hasValue(2);
        assertThat(stored.rejected(PLATFORM_2025)).isFalse();
        stored.find(PLATFORM_2025);
        assertThat(calls).hasValue(2);
        now = START.plus(Duration.ofMinutes(1));
        assertThat(stored.rejected(PLATFORM_2025)).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keepsWhatWasAcceptedOnceWhenARejectionFindsTheSourceDown() throws Exception {
        cache.accepted(PLATFORM_2025, cache.find(PLATFORM_2025));
        down = true;

        assertThat(cache.rejected(PLATFORM_2025)).isTrue();
        assertThat(cache.find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
        assertThat(calls).hasValue(2);
    }

    @Test
    void takesNothingOlderThanItRemembers() throws Exception {
        cache.find(PLATFORM_2025);
        given = earlier();
        now = START.plus(TTL);

        assertThat(cache.find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
        assertThat(calls).hasValue(2);
    }

    @Test
    void takesNothingOlderThanWasAcceptedEvenAfterARejection() throws Exception {
        cache.accepted(PLATFORM_2025, cache.find(PLATFORM_2025));
        cache.forget(PLATFORM_2025);
        given = earlier();

        assertThatThrownBy(() -> cache.find(PLATFORM_2025)).hasMessageContaining("older");
    }

    @Test
    void forgetsTheDatesOfWhatWasRejectedBeforeItWasAccepted() throws Exception {
        cache.find(PLATFORM_2025);
        given = earlier();
        cache.rejected(PLATFORM_2025);

        assertThat(cache.find(PLATFORM_2025)).isEqualTo(given);
    }

    private static Collateral earlier() {
        Collateral now = TestCollateral.of2025();
        String identity = new String(now.qeIdentity().toByteArray(), StandardCharsets.UTF_8);
        return new Collateral(
                now.tcbInfo(),
                now.tcbInfoIssuerChain(),
                Bytes.utf8(identity.replace("\"issueDate\":\"2025", "\"issueDate\":\"2024")),
                now.qeIdentityIssuerChain(),
                now.pckCrl(),
                now.pckCrlIssuerChain(),
                now.rootCaCrl());
    }

    @Test
    void passesOverWhatWasFetchedInTheFuture() throws Exception {
        cache.find(PLATFORM_2025);
        now = START.minusSeconds(1);
        cache.find(PLATFORM_2025);

        assertThat(calls).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-07-01T00:00:01Z",
                "+1000000000-12-31T23:59:59Z",
                "-1000000000-01-01T00:00:00Z",
                "+9999999999-"
            })
    void passesOverFilesWithUnusableTimes(String time, @TempDir Path folder) throws Exception {
        cache(source).folder(folder).build().find(PLATFORM_2025);
        Path file = folder.resolve("b0c06f000000-platform.json");
        Files.writeString(file, Files.readString(file).replace("2025-07-01T00:00:00Z", time));

        assertThat(cache(source).folder(folder).build().find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
        assertThat(calls).hasValue(2);
    }

    @Test
    void keepsAnsweringWhenNothingRunsInTheBackground() throws Exception {
        CachingCollateral alone = cache(source)
                .executor(task -> {
                    throw new RejectedExecutionException("closed");
                })
                .build();
        alone.find(PLATFORM_2025);
        now = START.plus(TTL).minus(AHEAD);
        alone.find(PLATFORM_2025);
        now = START.plus(TTL);

        assertThat(alone.find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
        assertThat(calls).hasValue(2);
    }

    @Test
    void survivesARestartOnDisk(@TempDir Path folder) throws Exception {
        cache(source).folder(folder).build().find(PLATFORM_2025);
        down = true;

        assertThat(cache(source).folder(folder).build().find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
        assertThat(calls).hasValue(1);
        now = START.plus(TTL);
        assertThat(cache(source).folder(folder).build().find(PLATFORM_2025))
                .as("too old, but better than a source that is down")
                .isEqualTo(TestCollateral.of2025());
        assertThat(calls).hasValue(2);
    }

    @Test
    void replacesACorruptFile(@TempDir Path folder) throws Exception {
        cache(source).folder(folder).build().find(PLATFORM_2025);
        Path file = folder.resolve("b0c06f000000-platform.json");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        cache(source).folder(folder).build().find(PLATFORM_2025);
        assertThat(calls).hasValue(2);
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }

    @Test
    void worksOnWithoutAFolderThatItCanWriteTo(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(cache(source).folder(file).build().find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
    }

    @Test
    void asksTheSourceOnceForManyCallersAtATime() throws Exception {
        int callers = 16;
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        CachingCollateral slow = cache(platform -> {
                    asked.countDown();
                    await(answer);
                    return source.find(platform);
                })
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<Collateral>> answers = new ArrayList<>();
            CountDownLatch started = new CountDownLatch(callers);
            for (int i = 0; i < callers; i++) {
                answers.add(threads.submit(() -> {
                    started.countDown();
                    return slow.find(PLATFORM_2025);
                }));
            }
            await(started);
            await(asked);
            answer.countDown();
            for (Future<Collateral> found : answers) {
                assertThat(found.get(60, TimeUnit.SECONDS)).isEqualTo(TestCollateral.of2025());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(calls).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private CachingCollateral.Builder cache(CollateralSource from) {
        return CachingCollateral.builder(from)
                .timeToLive(TTL)
                .refreshAhead(AHEAD)
                .pause(Duration.ofMinutes(1))
                .clock(new TestClock(() -> now))
                .executor(background::add);
    }

    private static final class TestClock extends Clock {

        private final InstantSource source;

        TestClock(InstantSource source) {
            this.source = source;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return source.instant();
        }
    }
}
