package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.ImageHash;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource.Kind;
import dev.cocoonsdk.crypto.tls.TlsParty;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionStackTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ManualClock time = new ManualClock();

    @Test
    void aSecureConnectorAndASecureAcceptorMeet() {
        TlsParty proxy = TlsParty.of(TlsIdentitySource.renewing(Kind.FAKE_TDX, CLOCK), AttestationPolicy.any(), CLOCK);
        TlsParty client = TlsParty.of(TlsIdentitySource.renewing(Kind.NONE, CLOCK), AttestationPolicy.fakeTdx(), CLOCK);

        LayerEnd acceptor =
                end(ConnectionStack.secureAcceptor(proxy, 8, LIMIT), "client").started();
        LayerEnd connector =
                end(ConnectionStack.secureConnector(client, 28), "proxy").started();
        LayerEnd.exchange(connector, acceptor);

        assertThat(connector.failures).isEmpty();
        assertThat(acceptor.failures).isEmpty();
        assertThat(connector.peer.imageHash()).isEqualTo(ImageHash.FAKE_TDX);
        assertThat(connector.peer.verdict().assurance()).isEqualTo(AssuranceLevel.SIMULATED);
        assertThat(acceptor.peer.imageHash()).isEqualTo(Hash256.ZERO);

        connector.send("hello".getBytes(StandardCharsets.UTF_8));
        LayerEnd.exchange(connector, acceptor);
        assertThat(new String(acceptor.takeDelivered(), StandardCharsets.UTF_8)).isEqualTo("hello");
        acceptor.send("welcome".getBytes(StandardCharsets.UTF_8));
        LayerEnd.exchange(connector, acceptor);
        assertThat(new String(connector.takeDelivered(), StandardCharsets.UTF_8))
                .isEqualTo("welcome");
    }

    private LayerEnd end(ConnectionStack stack, String peer) {
        return new LayerEnd(stack.newLayer(time.context(), Offload.INLINE, peer));
    }
}
