package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.TlBytes;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Random peers against both state machines. */
class LinkPropertiesTest {

    private static final int SENT_IN_HANDSHAKE = 4;

    @Property(tries = 400)
    void noPeerBreaksTheWorkersLink(@ForAll @Size(max = 400) byte[] program) {
        driveWorker(program);
    }

    @Property(tries = 400)
    void noPeerBreaksTheProxysLink(@ForAll @Size(max = 400) byte[] program) {
        driveProxy(program);
    }

    @Property(tries = 400)
    void noWorkerBreaksARunningRequest(@ForAll @Size(max = 400) byte[] program) {
        driveRequest(program);
    }

    @Property(tries = 400)
    void noProxyBreaksAReadyWorker(@ForAll @Size(max = 400) byte[] program) {
        driveReadyWorker(program);
    }

    /** A worker after a proper handshake that never answers. */
    static void driveReadyWorker(byte[] program) {
        LinkPair pair =
                LinkPair.ready(TestNetwork.worker().withHello(Extensions.providerHello(List.of(), List.of(), 0)));
        new LinkProgram(pair.workerLink, pair.workerWire, pair.clock, program).resume(SENT_IN_HANDSHAKE + 1);
        assertThat(pair.worker.failures).hasSize(1);
        assertThat(pair.worker.unfinished)
                .allSatisfy(answer -> assertThat(answer.isEnded()).isTrue());
    }

    static void driveWorker(byte[] program) {
        ManualClock clock = new ManualClock();
        TestWire wire = new TestWire();
        RecordingWorker listener = new RecordingWorker();
        WorkerLink link = WorkerLink.create(
                TestNetwork.worker().withHello(Extensions.brokerHello()),
                TestNetwork.directory(),
                listener,
                wire,
                clock.context());
        new LinkProgram(link, wire, clock, program).run(false);
        assertThat(listener.failures).hasSize(1);
    }

    static void driveProxy(byte[] program) {
        ManualClock clock = new ManualClock();
        TestWire wire = new TestWire();
        RecordingProxy listener = new RecordingProxy();
        ProxyWorkerLink link = ProxyWorkerLink.create(TestNetwork.proxy(), listener, wire, clock.context());
        new LinkProgram(link, wire, clock, program).run(true);
        assertThat(listener.failures).hasSize(1);
    }

    /** A worker after a proper handshake, with a request that runs. */
    static void driveRequest(byte[] program) {
        LinkPair pair = LinkPair.ready();
        RecordingAnswer answer = new RecordingAnswer();
        pair.proxyLink.run(new WorkerQuery(Hash256.ZERO, TlBytes.EMPTY, null, Duration.ofSeconds(50), false), answer);
        new LinkProgram(pair.proxyLink, pair.proxyWire, pair.clock, program).resume(SENT_IN_HANDSHAKE);
        assertThat(pair.proxy.failures).hasSize(1);
        assertThat(answer.events).isNotEmpty();
        assertThat(answer.events.stream().filter(e -> e.startsWith("complete") || e.startsWith("failure")))
                .hasSize(1);
    }
}
