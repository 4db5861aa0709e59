package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Random peers and owners of all four links, from the beginning and from the end of a proper handshake. */
class LinkPropertiesTest {

    @Property(tries = 400)
    void noProgramBreaksTheWorkersLink(@ForAll @Size(max = 400) byte[] program) {
        driveWorker(program, false);
        driveWorker(program, true);
    }

    @Property(tries = 400)
    void noProgramBreaksTheProxysLinkToAWorker(@ForAll @Size(max = 400) byte[] program) {
        driveProxy(program, false);
        driveProxy(program, true);
    }

    @Property(tries = 400)
    void noProgramBreaksTheClientsLink(@ForAll @Size(max = 400) byte[] program) {
        driveClient(program, false);
        driveClient(program, true);
    }

    @Property(tries = 400)
    void noProgramBreaksTheProxysLinkToAClient(@ForAll @Size(max = 400) byte[] program) {
        driveClientPort(program, false);
        driveClientPort(program, true);
    }

    static void driveWorker(byte[] program, boolean ready) {
        ManualClock clock = new ManualClock();
        TestWire wire = new TestWire();
        RecordingWorker listener = new RecordingWorker();
        WorkerLink link =
                WorkerLink.create(LinkFixtures.WORKER, LinkFixtures.directory(), listener, wire, clock.context());
        WorkerMoves moves = new WorkerMoves(link, listener);
        LinkProgram steps = new LinkProgram(link, wire, clock, moves, program);
        if (ready) {
            steps.runAfter(LinkFixtures.WORKER_LEG.fromAcceptor());
            assertThat(listener.ready).isEqualTo(1);
        } else {
            steps.run(false);
        }
        assertThat(listener.failures).hasSize(1);
        moves.assertNothingIsStuck();
    }

    static void driveProxy(byte[] program, boolean ready) {
        ManualClock clock = new ManualClock();
        TestWire wire = new TestWire();
        RecordingProxy listener = new RecordingProxy();
        ProxyWorkerLink link = ProxyWorkerLink.create(TestNetwork.proxy(), listener, wire, clock.context());
        ProxyMoves moves = new ProxyMoves(link, listener);
        LinkProgram steps = new LinkProgram(link, wire, clock, moves, program);
        if (ready) {
            steps.runAfter(LinkFixtures.WORKER_LEG.fromConnector());
            assertThat(listener.events).contains("ready");
        } else {
            steps.run(true);
        }
        assertThat(listener.failures).hasSize(1);
        moves.assertNothingIsStuck();
    }

    static void driveClient(byte[] program, boolean ready) {
        ManualClock clock = new ManualClock();
        TestWire wire = new TestWire();
        RecordingClient listener = new RecordingClient();
        ClientLink link = ClientLink.create(
                LinkFixtures.CLIENT,
                LinkFixtures.clientDirectory(),
                listener,
                wire,
                ByteLayer.plain(),
                clock.context());
        ClientMoves moves = new ClientMoves(link);
        LinkProgram steps = new LinkProgram(link, wire, clock, moves, program);
        if (ready) {
            steps.runAfter(LinkFixtures.CLIENT_LEG.fromAcceptor());
            assertThat(listener.ready).isEqualTo(1);
        } else {
            steps.run(false);
        }
        assertThat(listener.failures).hasSize(1);
        moves.assertNothingIsStuck();
    }

    static void driveClientPort(byte[] program, boolean ready) {
        ManualClock clock = new ManualClock();
        TestWire wire = new TestWire();
        RecordingClientPort listener = new RecordingClientPort();
        ProxyClientLink link =
                ProxyClientLink.create(TestNetwork.proxy(), listener, wire, ByteLayer.plain(), clock.context());
        ClientPortMoves moves = new ClientPortMoves(link, listener);
        LinkProgram steps = new LinkProgram(link, wire, clock, moves, program);
        if (ready) {
            steps.runAfter(LinkFixtures.CLIENT_LEG.fromConnector());
            assertThat(listener.events).contains("ready");
        } else {
            steps.run(true);
        }
        assertThat(listener.failures).hasSize(1);
        moves.assertNothingIsStuck();
    }
}
