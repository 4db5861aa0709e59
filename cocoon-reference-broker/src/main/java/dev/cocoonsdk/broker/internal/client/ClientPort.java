package dev.cocoonsdk.broker.internal.client;

import dev.cocoonsdk.broker.internal.link.LinkPort;
import dev.cocoonsdk.network.ConnectionStack;
import io.netty.channel.WriteBufferWaterMark;

/** Accepts native clients ({@code docs/protocol/wire.md} 7). */
public final class ClientPort {

    /** What waits for a client beyond this is held by its answers, where it is bounded. */
    private static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(1 << 18, 1 << 20);

    private ClientPort() {}

    /** A port whose clients share {@code desk}. */
    public static LinkPort of(ClientDesk desk, LinkPort.Shared shared, ConnectionStack stack) {
        return new LinkPort(
                shared, stack, WAITING, (driver, wire, layer) -> new ClientConnection(desk, driver, wire, layer));
    }
}
