package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.it.conformance.ClientUnderTest.Events;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.Tl;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our client's timers: {@code docs/protocol/wire.md} 3.6, 7.1, 13, 16.2, by a clock that the test moves. */
class ClientTimersConformanceTest {

    private final ManualClock clock = new ManualClock();
    private ClientUnderTest client;

    @BeforeEach
    void start() {
        client = ClientUnderTest.start(clock.context());
    }

    @AfterEach
    void stop() {
        client.close();
    }

    private void pass(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        client.look();
    }

    @Test
    void pingsOnceAfterTenSecondsAndGivesUpAfterTwenty() {
        RawPeer proxy = client.ready().leavesPings();
        proxy.alive();
        pass(9);
        proxy.alive();
        pass(11);
        proxy.next(Ids.PING);
        pass(5);
        pass(5);
        assertThat(proxy.closedAtLast()).doesNotContain(Ids.PING);
    }

    @Test
    void staysForADayOfItsOwnPings() {
        RawPeer proxy = client.ready().leavesPings();
        proxy.alive();
        for (int second = 0; second < 24 * 3600; second += 11) {
            pass(11);
            proxy.frame(Tl.of(Ids.PONG).i64(proxy.next(Ids.PING).i64())).alive();
        }
    }

    @Test
    void givesUpAProxyThatNeverGreets() {
        RawPeer proxy = client.proxy().dialled();
        proxy.next(Ids.CONNECT);
        pass(21);
        proxy.closed();
    }

    @Test
    void theConnectQueryHasThirtySeconds() {
        RawPeer proxy = client.proxy().accept();
        proxy.query(Ids.CLIENT_CONNECT);
        for (int i = 0; i < 3; i++) {
            pass(9);
            proxy.alive();
        }
        pass(4);
        proxy.closed();
    }

    @Test
    void aRequestWithoutAnswerEndsByItsOwnTimer() {
        RawPeer proxy = client.ready();
        proxy.alive();
        Events events = client.run("{}");
        proxy.packet(Ids.CLIENT_RUN_QUERY_EX);
        for (int i = 0; i < 60 && events.isEmpty(); i++) {
            pass(9);
            proxy.alive();
        }
        assertThat(events.next()).startsWith("failed TIMEOUT 652");
    }
}
