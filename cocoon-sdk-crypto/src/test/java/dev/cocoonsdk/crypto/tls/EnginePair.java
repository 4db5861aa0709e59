package dev.cocoonsdk.crypto.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Two TLS engines connected by hand. */
final class EnginePair {

    private static final int ROOM = 1 << 17;

    final Side client;
    final Side server;

    /** One engine and what it wants to send. */
    static final class Side {

        final SSLEngine engine;

        @Nullable
        SSLException failure;

        private final ByteBuffer output = ByteBuffer.allocate(ROOM);
        private final ByteBuffer input = ByteBuffer.allocate(ROOM);
        private final ByteBuffer plain = ByteBuffer.allocate(ROOM);

        private Side(SSLEngine engine) {
            this.engine = engine;
        }

        private boolean turn() {
            int before = output.position();
            try {
                return step() || output.position() > before;
            } catch (SSLException e) {
                if (failure == null) {
                    failure = e;
                    return alert();
                }
                return false;
            }
        }

        private boolean alert() {
            try {
                engine.wrap(ByteBuffer.allocate(0), output);
            } catch (SSLException e) {
                return false;
            }
            return true;
        }

        private boolean step() throws SSLException {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
                return true;
            }
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                return engine.wrap(ByteBuffer.allocate(0), output).bytesProduced() > 0;
            }
            input.flip();
            SSLEngineResult result = engine.unwrap(input, plain);
            input.compact();
            return result.bytesConsumed() > 0;
        }

        boolean isUp() {
            return failure == null
                    && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                    && engine.getSession().getProtocol().equals("TLSv1.3");
        }
    }

    private EnginePair(SSLEngine client, SSLEngine server) {
        this.client = new Side(client);
        this.server = new Side(server);
    }

    /** Shakes hands as far as it goes, and a little longer. */
    static EnginePair shake(SSLEngine client, SSLEngine server) throws SSLException {
        EnginePair pair = new EnginePair(client, server);
        client.beginHandshake();
        server.beginHandshake();
        boolean moved = true;
        while (moved) {
            moved = pair.client.turn() | pair.server.turn();
            moved |= move(pair.client.output, pair.server.input);
            moved |= move(pair.server.output, pair.client.input);
        }
        return pair;
    }

    private static boolean move(ByteBuffer from, ByteBuffer to) {
        from.flip();
        boolean moved = from.hasRemaining();
        to.put(from);
        from.clear();
        return moved;
    }
}
