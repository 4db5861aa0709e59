package dev.cocoonsdk.network;

import java.nio.ByteBuffer;

/**
 * A state machine on one connection, without I/O: the driver reports what the network does and when time passes; the link
 * writes to its {@link Wire} and tells its listener.
 *
 * <p>All methods of a link, of its listener and of everything it hands out belong to one thread at a time. After each call
 * (or each turn of several) the driver calls {@link #flush()}, sends what was written, and looks at {@link #nextDeadline()}.
 */
public interface Link {

    /** The transport is connected. */
    void transportUp();

    /**
     * Bytes arrived; all of them are consumed.
     *
     * @param bytes may be reused by the caller afterwards
     */
    void receive(ByteBuffer bytes);

    /**
     * The transport is gone.
     *
     * @param reason text for humans
     */
    void transportDown(String reason);

    /** Writes what the link held back in order to send it together. Call it when the network takes bytes. */
    void flush();

    /** When {@link #tick()} is due, on the clock of the {@link LinkContext}; {@link LinkContext#NEVER} if nothing is waited for. */
    long nextDeadline();

    /** Time has passed. May be called at any time. */
    void tick();

    /**
     * Closes the connection from this side; does nothing if it is closed already.
     *
     * @param reason text for humans
     */
    void close(String reason);

    /** Whether the connection has ended; a closed link never comes back. */
    boolean isClosed();
}
