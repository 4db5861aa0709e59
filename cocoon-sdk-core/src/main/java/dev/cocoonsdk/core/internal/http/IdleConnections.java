package dev.cocoonsdk.core.internal.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Connection;

/**
 * Finds connections that the server closed while they were idle, before a request is written to them: afterwards nobody could say
 * whether the server took it. OkHttp looks only after ten seconds of idleness, and many servers close earlier. Thread-safe.
 */
final class IdleConnections {

    /** A connection that was used this recently is taken as it is, since looking costs a millisecond. */
    private static final long FRESH_NANOS = 10_000_000L;

    private static final int PROBE_MILLIS = 1;

    private final Map<Connection, Long> lastUsed = Collections.synchronizedMap(new WeakHashMap<>());

    /** Notes the end of an exchange. */
    void used(Connection connection) {
        lastUsed.put(connection, System.nanoTime());
    }

    /** Whether the server has closed a connection, or has sent what nobody asked for. */
    boolean isStale(Connection connection) {
        Long last = lastUsed.get(connection);
        return last != null && System.nanoTime() - last > FRESH_NANOS && !isQuiet(connection.socket());
    }

    /** An end or a byte comes at once if there is one; only a connection in good order lets the time pass. */
    private static boolean isQuiet(Socket socket) {
        try {
            int before = socket.getSoTimeout();
            try {
                socket.setSoTimeout(PROBE_MILLIS);
                socket.getInputStream().read();
                return false;
            } finally {
                socket.setSoTimeout(before);
            }
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
