package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.it.conformance.raw.Http;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.In;
import dev.cocoonsdk.it.conformance.raw.RawAnswer;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawPeer.Query;
import dev.cocoonsdk.it.conformance.raw.RawProxy;
import dev.cocoonsdk.it.conformance.raw.Tl;
import dev.cocoonsdk.provider.engine.Script;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connecting side's timers, with our provider: {@code docs/protocol/wire.md} 3.6, 8, 9.5 and 13, by a clock that the test moves. */
class ProviderTimersConformanceTest {

    private static final String ID = "ab".repeat(32);

    private final ManualClock clock = new ManualClock();
    private ProviderUnderTest provider;

    @BeforeEach
    void start() {
        provider = ProviderUnderTest.start(Script.empty().head(200), 60, clock.context(), builder -> builder);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private void pass(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        provider.look();
    }

    private RawPeer ready() {
        RawPeer proxy = provider.ready().leavesPings();
        provider.provider().ready().join();
        return proxy;
    }

    @Test
    void pingsOnceAfterTenSecondsAndGivesUpAfterTwenty() {
        RawPeer proxy = ready();
        pass(9);
        proxy.alive();
        pass(9);
        pass(2);
        long first = proxy.next(Ids.PING).i64();
        assertThat(first).isNotZero();
        pass(5);
        pass(4);
        pass(2);
        assertThat(proxy.closedAtLast()).doesNotContain(Ids.PING);
    }

    @Test
    void anyFrameStartsTheTimersAnew() {
        RawPeer proxy = ready();
        for (int i = 0; i < 20; i++) {
            pass(9);
            proxy.packet(Tl.of(0x0badcafe)).alive();
        }
    }

    @Test
    void staysForADayOfItsOwnPings() {
        RawPeer proxy = ready();
        for (int second = 0; second < 24 * 3600; second += 11) {
            pass(11);
            proxy.frame(Tl.of(Ids.PONG).i64(proxy.next(Ids.PING).i64())).alive();
        }
    }

    @Test
    void givesUpAProxyThatNeverGreets() {
        RawPeer proxy = provider.proxy().dialled();
        proxy.next(Ids.CONNECT);
        pass(21);
        proxy.closed();
    }

    @Test
    void trickledBytesKeepNothingAlive() {
        RawPeer proxy = ready();
        byte[] frame = proxy.nextFrame(Tl.of(Ids.PING).i64(1));
        for (int i = 0; i < 8; i++) {
            try {
                proxy.raw(new byte[] {frame[i]});
            } catch (UncheckedIOException e) {
                assertThat(i).as("closed after 20 s").isGreaterThan(5);
            }
            pass(3);
        }
        proxy.closedAtLast();
    }

    @Test
    void aHandshakeQueryHasThirtySeconds() {
        RawPeer proxy = provider.proxy().accept();
        Query connect = proxy.query(Ids.WORKER_CONNECT);
        for (int i = 0; i < 3; i++) {
            pass(9);
            proxy.alive();
        }
        pass(4);
        proxy.closed();
        assertThat(connect.id()).isNotNull();
    }

    @Test
    void asksForItsPaymentStatusEveryTenToTwentySeconds() {
        RawPeer proxy = ready().passesOver(function -> function == Ids.HELLO);
        for (int poll = 0; poll < 3; poll++) {
            Query status = null;
            int waited = 0;
            while (status == null) {
                assertThat(waited).isLessThanOrEqualTo(20);
                pass(1);
                waited++;
                In frame = proxy.frame(Tl.of(Ids.PING).i64(waited)).next();
                if (frame.peek() == Ids.QUERY) {
                    frame.id(Ids.QUERY);
                    status = new Query(frame.i64(), new In(frame.data()).id(Ids.WORKER_UPDATE_PAYMENT_STATUS));
                    status.function().end();
                    proxy.next(Ids.PONG);
                }
            }
            assertThat(waited).isGreaterThanOrEqualTo(poll == 0 ? 1 : 10);
            proxy.answer(
                            status.id(),
                            Tl.of(Ids.WORKER_PAYMENT_STATUS)
                                    .add(RawProxy.payout(0))
                                    .i64(0)
                                    .i64(0))
                    .alive();
        }
    }

    @Test
    void aRequestEndsWithAnErrorWhenItsTimeIsOver() {
        RawPeer proxy = ready();
        proxy.packet(
                RawProxy.runQueryEx(ID, Http.chat("{\"model\":\"Qwen/Qwen3-8B\",\"messages\":[]}"), 1000, 25.0, false));
        assertThat(RawAnswer.next(proxy).object()).isEqualTo(Ids.ANSWER_EX);
        for (int i = 0; i < 3; i++) {
            pass(9);
            if (i < 2) {
                proxy.alive();
            }
        }
        RawAnswer error = RawAnswer.next(proxy);
        assertThat(error.object()).isEqualTo(Ids.ERROR_EX);
        assertThat(error.error()).isEqualTo("652 worker: timeout");
        assertThat(error.info().tokens().total()).isZero();
        assertThat(error.info().flags()).isEqualTo(2);
        proxy.alive();
    }
}
