package dev.cocoonsdk.network;

import java.nio.ByteBuffer;
import java.time.Duration;

/** A worker's link and a proxy's link, connected by hand. */
final class LinkPair {

    final ManualClock clock = new ManualClock();
    final RecordingWorker worker = new RecordingWorker();
    final RecordingProxy proxy = new RecordingProxy();
    final TestWire workerWire = new TestWire();
    final TestWire proxyWire = new TestWire();
    final WorkerLink workerLink;
    final ProxyWorkerLink proxyLink;

    LinkPair(WorkerSettings workerSettings, ProxySettings proxySettings) {
        this(workerSettings, proxySettings, TestNetwork.directory());
    }

    LinkPair(WorkerSettings workerSettings, ProxySettings proxySettings, ProxyDirectory directory) {
        this(workerSettings, proxySettings, directory, ByteLayer.plain(), ByteLayer.plain());
    }

    LinkPair(
            WorkerSettings workerSettings,
            ProxySettings proxySettings,
            ProxyDirectory directory,
            ByteLayer ofWorker,
            ByteLayer ofProxy) {
        workerLink = WorkerLink.create(workerSettings, directory, worker, workerWire, ofWorker, clock.context());
        proxyLink = ProxyWorkerLink.create(proxySettings, proxy, proxyWire, ofProxy, clock.context());
    }

    static LinkPair create() {
        return new LinkPair(TestNetwork.worker(), TestNetwork.proxy());
    }

    static LinkPair ready(WorkerSettings settings) {
        LinkPair pair = new LinkPair(settings, TestNetwork.proxy());
        pair.connect();
        return pair;
    }

    static LinkPair ready() {
        return ready(TestNetwork.worker());
    }

    LinkPair connect() {
        proxyLink.transportUp();
        workerLink.transportUp();
        exchange();
        return this;
    }

    /** Carries bytes back and forth until both sides are silent. */
    void exchange() {
        boolean moved = true;
        while (moved) {
            workerLink.flush();
            proxyLink.flush();
            byte[] toProxy = workerWire.take();
            byte[] toWorker = proxyWire.take();
            proxyLink.receive(ByteBuffer.wrap(toProxy));
            workerLink.receive(ByteBuffer.wrap(toWorker));
            moved = toProxy.length > 0 || toWorker.length > 0;
        }
        if (workerWire.isClosed()) {
            proxyLink.transportDown("closed by peer");
        }
        if (proxyWire.isClosed()) {
            workerLink.transportDown("closed by peer");
        }
    }

    /** Lets time pass in steps of a second, with timers and traffic. */
    void pass(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            workerLink.tick();
            proxyLink.tick();
            exchange();
        }
    }
}
