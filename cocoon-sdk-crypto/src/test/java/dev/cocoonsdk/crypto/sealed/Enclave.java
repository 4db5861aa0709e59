package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** An enclave with a fake quote on a clock that tests turn. */
final class Enclave implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    static final String MODEL = "test/model@main:0a1b";
    static final Exchange EXCHANGE = new Exchange(
            Hash256.sha256(new byte[] {1}), Hash256.sha256(new byte[] {2}), Hash256.sha256(new byte[] {3}));

    final TurnedClock clock = new TurnedClock();
    final TlsIdentitySource identity = TlsIdentitySource.renewing(TlsIdentitySource.Kind.FAKE_TDX, clock);
    final EnclaveKeys keys = EnclaveKeys.builder(identity, clock)
            .model(MODEL)
            .model("another/model")
            .claim("gpu.confidential_computing", "on")
            .buildWithoutTimer();

    static final class TurnedClock extends Clock {

        private Instant now = START;

        void turn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    static ProviderVerifier verifier() {
        return ProviderVerifier.of(AttestationPolicy.fakeTdx());
    }

    VerifiedProvider verified() {
        return verifier().verify(keys.evidence(), "provider", clock.instant());
    }

    SignedReceipt receipt() {
        return keys.receiptSigner()
                .sign(
                        EXCHANGE,
                        MODEL,
                        metering(),
                        clock.instant(),
                        clock.instant().plusSeconds(3),
                        7);
    }

    static Metering metering() {
        TokenUse raw = new TokenUse(TokenCount.of(100), TokenCount.of(20), TokenCount.of(30), TokenCount.of(5));
        TokenUse adjusted = new TokenUse(TokenCount.of(200), TokenCount.of(4), TokenCount.of(240), TokenCount.of(40));
        return new Metering(raw, adjusted, TokenCount.of(484), 2000, NanoTon.of(20));
    }

    @Override
    public void close() {
        keys.close();
    }
}
