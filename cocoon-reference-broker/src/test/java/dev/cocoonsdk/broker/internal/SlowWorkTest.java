package dev.cocoonsdk.broker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlowWorkTest {

    @Test
    void handshakesOfClientsDoNotWaitForPoliciesOfWorkers() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(2);
        try (SlowWork work = SlowWork.of(1000)) {
            for (int i = 0; i < 500; i++) {
                work.workers().execute(() -> waitFor(never));
            }
            work.clients().execute(done::countDown);
            work.root().execute(done::countDown);

            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
