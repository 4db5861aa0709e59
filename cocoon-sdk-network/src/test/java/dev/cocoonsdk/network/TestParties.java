package dev.cocoonsdk.network;

import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.tls.TlsIdentity;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsParty;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Parties with certificates of a fixed day. */
final class TestParties {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    /** Carries a fake quote, accepts everybody. */
    static final TlsParty PROXY = party(TlsIdentity.withFakeQuote(CLOCK), AttestationPolicy.any());

    /** Carries nothing, demands a fake quote. */
    static final TlsParty CLIENT = party(TlsIdentity.withoutQuote(CLOCK), AttestationPolicy.fakeTdx());

    private TestParties() {}

    static TlsParty party(TlsIdentity identity, AttestationPolicy policy) {
        return TlsParty.of(TlsIdentitySource.of(identity), policy, CLOCK);
    }

    static ConnectionStack acceptor(int difficulty) {
        return ConnectionStack.secureAcceptor(PROXY, difficulty, Duration.ofSeconds(30));
    }

    static ConnectionStack connector() {
        return ConnectionStack.secureConnector(CLIENT, PowChallenge.MAX_DIFFICULTY);
    }

    static LayerEnd end(ConnectionStack stack, String peer) {
        return end(stack, Offload.INLINE, peer);
    }

    static LayerEnd end(ConnectionStack stack, Offload offload, String peer) {
        return new LayerEnd(stack.newLayer(new ManualClock().context(), offload, peer)).started();
    }
}
