package dev.cocoonsdk.network;

import java.nio.ByteBuffer;

/**
 * Where a link's output goes; implemented by whoever drives the link.
 *
 * <p>Called only from within a call to the link, on the same thread. The driver sends what was written at the end of its turn,
 * all in one go.
 */
public interface Wire {

    /**
     * Takes bytes to send, in order.
     *
     * @param bytes owned by the wire from now on
     */
    void write(ByteBuffer bytes);

    /** Closes the transport once everything written so far is out. Called once; nothing is written afterwards. */
    void close();

    /**
     * Bytes taken by {@link #write} that the network has not taken yet, for callers that stop producing while a slow peer lags
     * behind; 0 if the driver does not know.
     */
    default long waiting() {
        return 0;
    }
}
