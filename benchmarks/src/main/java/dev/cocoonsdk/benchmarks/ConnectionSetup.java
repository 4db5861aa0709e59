package dev.cocoonsdk.benchmarks;

import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource.Kind;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.ByteLayer;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.Offload;
import dev.cocoonsdk.network.Peer;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Sets connections up in this process: proof of work, then TLS with a certificate and a fake quote on both sides. */
final class ConnectionSetup {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final LinkContext context = LinkContext.system();
    private final ConnectionStack acceptor;
    private final ConnectionStack connector;

    ConnectionSetup(int difficulty) {
        Clock clock = Clock.systemUTC();
        TlsParty proxy =
                TlsParty.of(TlsIdentitySource.renewing(Kind.FAKE_TDX, clock), AttestationPolicy.fakeTdx(), clock);
        TlsParty worker =
                TlsParty.of(TlsIdentitySource.renewing(Kind.FAKE_TDX, clock), AttestationPolicy.fakeTdx(), clock);
        acceptor = ConnectionStack.secureAcceptor(proxy, difficulty, LIMIT);
        connector = ConnectionStack.secureConnector(worker, 64);
    }

    /** Both sides of one connection, from the first byte until both may send frames. */
    Connection connect() {
        Connection connection = new Connection(
                new End(connector.newLayer(context, Offload.INLINE, "proxy")),
                new End(acceptor.newLayer(context, Offload.INLINE, "worker")));
        connection.exchange();
        return connection;
    }

    /** Two ends that are up. */
    record Connection(End connector, End acceptor) {

        private void exchange() {
            acceptor.layer.start(acceptor);
            connector.layer.start(connector);
            while (acceptor.deliver(connector) | connector.deliver(acceptor)) {
                // Until both are silent.
                continue;
            }
            if (!connector.up || !acceptor.up) {
                throw new IllegalStateException("not connected");
            }
        }
    }

    /** One end. */
    static final class End implements ByteLayer.Port {

        private final ByteLayer layer;
        private final Deque<ByteBuffer> output = new ArrayDeque<>();
        private boolean up;

        private End(ByteLayer layer) {
            this.layer = layer;
        }

        private boolean deliver(End other) {
            boolean moved = !output.isEmpty();
            while (!output.isEmpty()) {
                other.layer.receive(output.remove());
            }
            return moved;
        }

        @Override
        public void toNetwork(ByteBuffer bytes) {
            output.add(bytes);
        }

        @Override
        public void up(Peer peer) {
            up = true;
        }

        @Override
        public void toFrames(ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void failed(LinkFailure failure) {
            throw new IllegalStateException(failure.toString());
        }
    }
}
