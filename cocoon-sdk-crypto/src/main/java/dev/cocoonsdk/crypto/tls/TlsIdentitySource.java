package dev.cocoonsdk.crypto.tls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the identity that new connections show: always the same key, in a certificate that is fresh enough. Thread-safe.
 */
public final class TlsIdentitySource implements Supplier<TlsIdentity> {

    /** What a certificate carries. */
    public enum Kind {
        /** No quote. */
        NONE,
        /** A fake quote, for test networks. */
        FAKE_TDX
    }

    /** As often as the reference makes a new certificate. */
    private static final Duration RENEWAL = Duration.ofHours(1);

    private final @Nullable Clock clock;
    private volatile TlsIdentity current;

    private TlsIdentitySource(TlsIdentity first, @Nullable Clock clock) {
        this.current = first;
        this.clock = clock;
    }

    /** Always the same identity, for processes that live shorter than its certificate. */
    public static TlsIdentitySource of(TlsIdentity identity) {
        return new TlsIdentitySource(identity, null);
    }

    /** A new key, whose certificate is made anew every hour of use, long before it expires. */
    public static TlsIdentitySource renewing(Kind kind, Clock clock) {
        return new TlsIdentitySource(
                kind == Kind.FAKE_TDX ? TlsIdentity.withFakeQuote(clock) : TlsIdentity.withoutQuote(clock), clock);
    }

    /** The identity to show now. */
    @Override
    public TlsIdentity get() {
        TlsIdentity identity = current;
        return clock == null || isFresh(identity, clock.instant()) ? identity : renew(clock.instant());
    }

    private synchronized TlsIdentity renew(Instant now) {
        if (!isFresh(current, now)) {
            current = current.renewed(now);
        }
        return current;
    }

    /** A clock that was set back counts as well: peers would not accept a certificate of the future. */
    private static boolean isFresh(TlsIdentity identity, Instant now) {
        Instant made = identity.notBefore().plus(TlsIdentity.BACKDATED);
        return !now.isBefore(identity.notBefore()) && now.isBefore(made.plus(RENEWAL));
    }
}
