package dev.cocoonsdk.network;

import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.ProxyParams;
import dev.cocoonsdk.network.tl.TlFunction;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the handshakes of clients and workers have in common: each query is answered in time, or the connection closes. */
final class HandshakeQueries {

    /** Bits 0 and 1 of params: test mode and protocol versions. */
    static final int ALL_FLAGS = 3;

    private final PacketConnection connection;

    HandshakeQueries(PacketConnection connection) {
        this.connection = connection;
    }

    <R> void ask(TlFunction<R> function, Duration timeout, Consumer<R> then) {
        connection.query(function, timeout, new QueryHandler<>() {
            @Override
            public void answered(R answer) {
                then.accept(answer);
            }

            @Override
            public void failed(QueryFailure failure) {
                Kind kind = failure.timeout() ? Kind.QUERY_TIMEOUT : Kind.REFUSED_BY_PEER;
                connection.close(new LinkFailure(kind, failure.code(), failure.message()));
            }
        });
    }

    /** Closes because of what the proxy said. */
    void refuse(String detail) {
        connection.close(new LinkFailure(Kind.REFUSED_HERE, ErrorCodes.PROTOCOL_VIOLATION, detail));
    }

    /** What is wrong with what a proxy says of itself apart from its addresses (wire.md 7.1 step 3), or null. */
    static @Nullable String defect(ProxyParams proxy, boolean test, int minProtocol, int maxProtocol) {
        if ((proxy.flags() & ALL_FLAGS) == 0) {
            return "too old proxy";
        }
        if (proxy.isTest() != test) {
            return "test mode mismatch: " + proxy.isTest() + " (expected: " + test + ")";
        }
        if (proxy.protoVersion() < minProtocol || proxy.protoVersion() > maxProtocol) {
            return "protocol version " + proxy.protoVersion() + " was not offered";
        }
        return null;
    }
}
