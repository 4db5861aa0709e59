package dev.cocoonsdk.network;

import java.nio.ByteBuffer;
import java.time.Duration;

/** A client's link and a proxy's link, connected by hand. */
final class ClientLinkPair {

    final ManualClock clock = new ManualClock();
    final RecordingClient client = new RecordingClient();
    final RecordingClientPort port = new RecordingClientPort();
    final TestWire clientWire = new TestWire();
    final TestWire portWire = new TestWire();
    final ClientLink clientLink;
    final ProxyClientLink portLink;

    ClientLinkPair(ClientSettings clientSettings, ProxySettings proxySettings) {
        this(clientSettings, proxySettings, TestNetwork.clientDirectory());
    }

    ClientLinkPair(ClientSettings clientSettings, ProxySettings proxySettings, ClientDirectory directory) {
        this(clientSettings, proxySettings, directory, ByteLayer.plain(), ByteLayer.plain());
    }

    ClientLinkPair(
            ClientSettings clientSettings,
            ProxySettings proxySettings,
            ClientDirectory directory,
            ByteLayer ofClient,
            ByteLayer ofPort) {
        clientLink = ClientLink.create(clientSettings, directory, client, clientWire, ofClient, clock.context());
        portLink = ProxyClientLink.create(proxySettings, port, portWire, ofPort, clock.context());
    }

    static ClientLinkPair create() {
        return new ClientLinkPair(TestNetwork.client(), TestNetwork.proxy());
    }

    static ClientLinkPair ready(ClientSettings settings) {
        return new ClientLinkPair(settings, TestNetwork.proxy()).connect();
    }

    static ClientLinkPair ready() {
        return ready(TestNetwork.client());
    }

    ClientLinkPair connect() {
        portLink.transportUp();
        clientLink.transportUp();
        exchange();
        return this;
    }

    /** Carries bytes back and forth until both sides are silent. */
    void exchange() {
        boolean moved = true;
        while (moved) {
            clientLink.flush();
            portLink.flush();
            byte[] toProxy = clientWire.take();
            byte[] toClient = portWire.take();
            portLink.receive(ByteBuffer.wrap(toProxy));
            clientLink.receive(ByteBuffer.wrap(toClient));
            moved = toProxy.length > 0 || toClient.length > 0;
        }
        if (clientWire.isClosed()) {
            portLink.transportDown("closed by peer");
        }
        if (portWire.isClosed()) {
            clientLink.transportDown("closed by peer");
        }
    }

    /** Lets time pass in steps of a second, with timers and traffic. */
    void pass(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            clientLink.tick();
            portLink.tick();
            exchange();
        }
    }
}
