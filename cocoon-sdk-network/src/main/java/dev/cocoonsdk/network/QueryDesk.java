package dev.cocoonsdk.network;

import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlFormatException;
import dev.cocoonsdk.network.tl.TlObject;
import dev.cocoonsdk.network.tl.TlReader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a proxy takes the queries of a peer: answers them, or refuses them and closes ({@code docs/protocol/wire.md} 7.6). */
final class QueryDesk {

    private final PacketConnection connection;

    QueryDesk(PacketConnection connection) {
        this.connection = connection;
    }

    boolean isOpen() {
        return connection.state() != PacketConnection.State.CLOSED;
    }

    void answer(long id, TlObject answer) {
        connection.answer(id, answer);
    }

    /** Says no and stays open. */
    void reject(long id, int code, String message) {
        connection.reject(id, code, message);
    }

    /** Says no and closes. */
    void refuse(long id, Refusal refusal) {
        connection.reject(id, refusal.code(), refusal.message());
        connection.close(new LinkFailure(Kind.REFUSED_HERE, refusal.code(), refusal.message()));
    }

    /** The function, or null after refusing one that does not parse. */
    <T> @Nullable T parse(long id, TlBytes data, Function<TlReader, T> read) {
        try {
            return TlReader.parse(data, read);
        } catch (TlFormatException e) {
            refuse(id, Refusal.of(ErrorCodes.NONE, "parse error: " + e.getMessage()));
            return null;
        }
    }
}
