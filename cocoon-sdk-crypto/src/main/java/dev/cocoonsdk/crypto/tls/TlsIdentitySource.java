package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.QuoteSource;
import dev.cocoonsdk.crypto.QuoteUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the identity that new connections show: always the same key, in a certificate that is fresh enough ({@code
 * docs/protocol/attestation.md} 8.4). Connections that are open keep the certificate that they began with. Thread-safe.
 */
public final class TlsIdentitySource implements Supplier<TlsIdentity>, AutoCloseable {

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
    private final @Nullable QuoteRenewal renewal;
    private volatile TlsIdentity current;

    private TlsIdentitySource(TlsIdentity first, @Nullable Clock clock, @Nullable QuoteRenewal renewal) {
        this.current = first;
        this.clock = clock;
        this.renewal = renewal;
    }

    /** Always the same identity, for processes that live shorter than its certificate. */
    public static TlsIdentitySource of(TlsIdentity identity) {
        return new TlsIdentitySource(identity, null, null);
    }

    /** A new key, whose certificate is made anew every hour of use, long before it expires. */
    public static TlsIdentitySource renewing(Kind kind, Clock clock) {
        TlsIdentity first = kind == Kind.FAKE_TDX ? TlsIdentity.withFakeQuote(clock) : TlsIdentity.withoutQuote(clock);
        return new TlsIdentitySource(first, clock, null);
    }

    /**
     * A new key with a quote for it. A thread of this source asks for a new quote every hour and puts it into a new certificate; where
     * that fails it tries again every minute, and the old certificate is shown for as long as it is valid, which is a day.
     *
     * <p>May block while the first quote is made. To be closed by who made it.
     *
     * @param quotes where quotes come from
     * @param clock for the dates of certificates
     * @param problems is told of each quote that could not be had, on the source's thread
     * @throws QuoteUnavailableException if there is no first quote
     */
    public static TlsIdentitySource attested(
            QuoteSource quotes, Clock clock, Consumer<? super QuoteUnavailableException> problems) {
        TlsIdentitySource source = withoutTimer(quotes, clock, problems);
        if (source.renewal != null) {
            source.renewal.start(source::refresh);
        }
        return source;
    }

    /** As {@link #attested}, for tests that call {@link #refresh} themselves. */
    static TlsIdentitySource withoutTimer(
            QuoteSource quotes, Clock clock, Consumer<? super QuoteUnavailableException> problems) {
        TlsIdentity first = TlsIdentity.attested(quotes, clock);
        return new TlsIdentitySource(first, clock, new QuoteRenewal(quotes, clock, problems));
    }

    /** The identity to show now. Never blocks for a quote. */
    @Override
    public TlsIdentity get() {
        TlsIdentity identity = current;
        if (clock == null) {
            return identity;
        }
        Instant now = clock.instant();
        boolean showable = renewal == null ? isFresh(identity, now) : !now.isBefore(identity.notBefore());
        return showable ? identity : renew(now);
    }

    private synchronized TlsIdentity renew(Instant now) {
        if (!isFresh(current, now)) {
            current = current.renewed(now);
        }
        return current;
    }

    /** Replaces the quote if it is time to. May block. */
    void refresh() {
        TlsIdentity old = current;
        if (clock != null && renewal != null && !isFresh(old, clock.instant())) {
            TlsIdentity fresh = renewal.renewed(old);
            if (fresh != null) {
                replace(fresh);
            }
        }
    }

    private synchronized void replace(TlsIdentity fresh) {
        current = fresh;
    }

    /** A clock that was set back counts as well: peers would not accept a certificate of the future. */
    private static boolean isFresh(TlsIdentity identity, Instant now) {
        Instant made = identity.notBefore().plus(TlsIdentity.BACKDATED);
        return !now.isBefore(identity.notBefore()) && now.isBefore(made.plus(RENEWAL));
    }

    /** The Ed25519 public key of every certificate of this source, 32 bytes. */
    public Hash256 publicKey() {
        return current.publicKey();
    }

    /** Signs with that key, as {@link TlsIdentity#sign}. */
    public Bytes sign(Bytes message) {
        return current.sign(message);
    }

    /** Ends the thread that renews quotes, if there is one. The last certificate is shown until it expires. */
    @Override
    public void close() {
        if (renewal != null) {
            renewal.close();
        }
    }
}
