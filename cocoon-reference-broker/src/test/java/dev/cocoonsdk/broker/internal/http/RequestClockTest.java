package dev.cocoonsdk.broker.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestClockTest {

    private final AtomicLong now = new AtomicLong();
    private final RequestClock clock = new RequestClock(
            new RequestClock.Times(Duration.ofHours(1), Duration.ofSeconds(75), Duration.ofSeconds(60), now::get));
    private final SlowChannel channel = new SlowChannel(clock);

    /** Takes as many bytes as the test says. */
    private static final class SlowChannel extends EmbeddedChannel {
        private int window;

        SlowChannel(RequestClock clock) {
            super(clock);
            freezeTime();
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer out) throws Exception {
            while (window > 0 && out.current() instanceof ByteBuf first) {
                int taken = Math.min(window, first.readableBytes());
                window -= taken;
                out.removeBytes(taken);
            }
        }

        void take(int bytes) {
            window = bytes;
            flush();
        }
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i += 5) {
            now.addAndGet(TimeUnit.SECONDS.toNanos(5));
            channel.advanceTimeBy(5, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    @Test
    void a_busy_caller_that_takes_nothing_is_closed() {
        clock.busy();
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[100_000]));

        pass(60);
        assertThat(channel.isOpen()).isTrue();
        pass(15);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void a_caller_that_reads_slowly_but_steadily_is_left_alone() {
        clock.busy();
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[100_000]));
        clock.idle();

        for (int i = 0; i < 20; i++) {
            pass(30);
            channel.take(10);
        }

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void a_caller_for_whom_nothing_waits_may_wait_long_for_its_worker() {
        clock.busy();

        pass(1000);

        assertThat(channel.isOpen()).isTrue();
    }
}
