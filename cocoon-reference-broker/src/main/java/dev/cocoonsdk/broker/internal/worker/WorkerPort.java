package dev.cocoonsdk.broker.internal.worker;

import dev.cocoonsdk.broker.internal.link.LinkPort;
import dev.cocoonsdk.network.ConnectionStack;
import io.netty.channel.WriteBufferWaterMark;

/** Accepts workers ({@code docs/protocol/wire.md} 8). */
public final class WorkerPort {

    /** One largest request may always wait; a worker that leaves more than two unread gets nothing more until one is left. */
    private static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(1 << 24, 1 << 25);

    private WorkerPort() {}

    /** A port whose workers share {@code desk}. */
    public static LinkPort of(WorkerDesk desk, LinkPort.Shared shared, ConnectionStack stack) {
        return new LinkPort(
                shared, stack, WAITING, (driver, wire, layer) -> new WorkerConnection(desk, driver, wire, layer));
    }
}
