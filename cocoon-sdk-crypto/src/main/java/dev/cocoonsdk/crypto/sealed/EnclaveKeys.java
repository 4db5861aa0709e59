package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.QuoteUnavailableException;
import dev.cocoonsdk.crypto.tls.TlsIdentity;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a provider's enclave: a decryption key of each suite, in memory only and replaced after {@link Builder#life}, and a key
 * that signs receipts. The TLS key, which the quote names, endorses them ({@code docs/sealed-envelope.md} 11). Thread-safe.
 *
 * <p>A replaced decryption key still opens for {@link Builder#overlap}, then it is destroyed. The keys are also replaced when the
 * identity has a new quote, so that whoever sealed to a key verified exactly the evidence that receipts name. All of it needs the clock
 * that was given; a host that stops or sets back the enclave's clock keeps keys alive for longer.
 *
 * <p>Destroying drops the references to a key and overwrites what is ours to overwrite; what libraries copied or the garbage collector
 * moved stays in memory until that is used again.
 *
 * <pre>{@code
 * TlsIdentitySource identity = TlsIdentitySource.attested(quotes, clock, problems);
 * EnclaveKeys keys = EnclaveKeys.builder(identity, clock).model("Qwen/Qwen3-8B@main:0a1b").build();
 * RequestOpener opener = ... keys.keys() ...
 * SignedReceipt receipt = keys.receiptSigner(keyId).sign(...);
 * }</pre>
 */
public final class EnclaveKeys implements AutoCloseable {

    /** Longest time for which a key is shown. */
    public static final Duration MAX_LIFE = Duration.ofHours(1);

    /** Longest time for which a key that is no longer shown still opens. */
    public static final Duration MAX_OVERLAP = Duration.ofMinutes(30);

    /** Clients' clocks may be behind by so much. */
    static final Duration BACKDATED = Duration.ofMinutes(5);

    /** Generations that are kept beyond their end, so that receipts can still be signed; they hold no secrets of envelopes any more. */
    private static final int REMEMBERED = 8;

    private final Builder settings;
    private final Ed25519Signer receiptKey;
    private final @Nullable KeyTimer timer;
    private final Deque<KeyGeneration> generations = new ArrayDeque<>();
    private boolean closed;

    private EnclaveKeys(Builder settings, boolean timed) {
        this.settings = settings;
        this.receiptKey = new Ed25519Signer(settings.random);
        refresh();
        this.timer = timed ? KeyTimer.start(this) : null;
    }

    /**
     * Begins with the identity that connections show.
     *
     * @param identity with a quote, real or fake; stays the caller's to close
     * @param clock for validities and rotation
     */
    public static Builder builder(TlsIdentitySource identity, Clock clock) {
        return new Builder(identity, clock);
    }

    /**
     * What to show now. Never blocks for a quote.
     *
     * @throws IllegalStateException if closed
     */
    public ProviderEvidence evidence() {
        return current().evidence();
    }

    /** The decryption keys that open now. Finds nothing after {@link #close}. */
    public PrivateKeyLookup keys() {
        return this::find;
    }

    /**
     * Signs receipts that name the current evidence.
     *
     * @throws IllegalStateException if closed
     */
    public ReceiptSigner receiptSigner() {
        return current().signer();
    }

    /**
     * Signs receipts for what a key opened.
     *
     * @param keyId id of a decryption key, also of one that was destroyed lately
     * @return null if there never was such a key here, or long ago
     */
    public synchronized @Nullable ReceiptSigner receiptSigner(Hash256 keyId) {
        return generations.stream()
                .filter(generation -> generation.has(keyId))
                .map(KeyGeneration::signer)
                .findFirst()
                .orElse(null);
    }

    private synchronized @Nullable RecipientPrivateKey find(Hash256 keyId) {
        if (closed) {
            return null;
        }
        refresh();
        for (KeyGeneration generation : generations) {
            RecipientPrivateKey key = generation.find(keyId);
            if (key != null) {
                return key.isDestroyed() ? null : key;
            }
        }
        return null;
    }

    private synchronized KeyGeneration current() {
        if (closed) {
            throw new IllegalStateException("keys of an enclave: closed");
        }
        refresh();
        return generations.getFirst();
    }

    /** Makes new keys and destroys old ones if it is time to; a timer does so as well. */
    synchronized void refresh() {
        if (closed) {
            return;
        }
        Instant now = settings.clock.instant().truncatedTo(ChronoUnit.MILLIS);
        generations.stream().filter(old -> !old.opensAt(now)).forEach(KeyGeneration::destroy);
        forgetOld(now);
        TlsIdentity identity = settings.identity.get();
        KeyGeneration newest = generations.peekFirst();
        if (newest == null || !newest.isShownAt(now, quoteOf(identity))) {
            generations.addFirst(generation(identity, now));
        }
    }

    /** What still opens is kept, however often keys were replaced. */
    private void forgetOld(Instant now) {
        Iterator<KeyGeneration> oldest = generations.descendingIterator();
        while (generations.size() > REMEMBERED && oldest.hasNext()) {
            if (!oldest.next().opensAt(now)) {
                oldest.remove();
            }
        }
    }

    private static Bytes quoteOf(TlsIdentity identity) {
        Bytes quote = identity.quote();
        if (quote == null) {
            throw new QuoteUnavailableException("own identity", "it has none (expected: a real or a fake one)", null);
        }
        return quote;
    }

    private KeyGeneration generation(TlsIdentity identity, Instant now) {
        Bytes quote = quoteOf(identity);
        List<RecipientPrivateKey> keys = settings.newKeys();
        Instant retired = now.plus(settings.life);
        Instant end = retired.plus(settings.overlap);
        Hash256 image = OwnImage.hash(quote);
        Bytes endorsement = new Endorsement(
                        now.minus(BACKDATED),
                        end,
                        image,
                        receiptKey.publicKey(),
                        List.copyOf(settings.models),
                        keys.stream()
                                .map(key -> Endorsement.Key.of(key.publicKey()))
                                .toList(),
                        settings.claimList())
                .encoded();
        ProviderEvidence evidence = new ProviderEvidence(
                identity.publicKey(), quote, endorsement, identity.sign(Endorsement.signed(endorsement)));
        ReceiptSigner signer = new ReceiptSigner(receiptKey, evidence.hash(), image);
        return new KeyGeneration(keys, evidence, signer, quote, now, retired, end);
    }

    /** Destroys all keys. */
    @Override
    public void close() {
        if (timer != null) {
            timer.close();
        }
        synchronized (this) {
            closed = true;
            generations.forEach(KeyGeneration::destroy);
            receiptKey.destroy();
        }
    }

    /** How many generations open now. */
    @Override
    public synchronized String toString() {
        return "EnclaveKeys[" + settings.models + (closed ? ", closed]" : "]");
    }

    /** Settings. Not thread-safe. */
    public static final class Builder {

        private final TlsIdentitySource identity;
        private final Clock clock;
        private final TreeSet<String> models = new TreeSet<>(Comparator.comparing(Bytes::utf8, Builder::byBytes));
        private final TreeMap<String, String> claims =
                new TreeMap<>(Comparator.comparing(Bytes::utf8, Builder::byBytes));
        private SecureRandom random = new SecureRandom();
        private Duration life = Duration.ofMinutes(30);
        private Duration overlap = Duration.ofMinutes(10);

        private Builder(TlsIdentitySource identity, Clock clock) {
            this.identity = identity;
            this.clock = clock;
        }

        private static int byBytes(Bytes one, Bytes other) {
            return Arrays.compareUnsigned(one.toByteArray(), other.toByteArray());
        }

        /**
         * Adds a model that is served; at least one.
         *
         * @param fullName {@code name@commit:verityhash}, or a name alone
         * @throws IllegalArgumentException if that is no name
         */
        public Builder model(String fullName) {
            Endorsement.requireModel(fullName);
            models.add(fullName);
            return this;
        }

        /**
         * Adds something that the provider says of itself, which clients show as claimed, unverified.
         *
         * @throws IllegalArgumentException if the name is empty or one of the two is too long or has control characters
         */
        public Builder claim(String name, String value) {
            Endorsement.Claim claim = new Endorsement.Claim(name, value);
            claims.put(claim.name(), claim.value());
            return this;
        }

        /** Where keys come from; a new {@link SecureRandom} if not given. */
        public Builder random(SecureRandom newRandom) {
            random = newRandom;
            return this;
        }

        /**
         * For how long a key is shown; 30 minutes if not given.
         *
         * @throws IllegalArgumentException if it is not positive or longer than {@link #MAX_LIFE}
         */
        public Builder life(Duration newLife) {
            life = inRange("life", newLife, MAX_LIFE);
            return this;
        }

        /**
         * For how long a key that is no longer shown still opens; 10 minutes if not given.
         *
         * @throws IllegalArgumentException if it is not positive or longer than {@link #MAX_OVERLAP}
         */
        public Builder overlap(Duration newOverlap) {
            overlap = inRange("overlap", newOverlap, MAX_OVERLAP);
            return this;
        }

        private static Duration inRange(String name, Duration value, Duration most) {
            if (value.toMillis() <= 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(
                        name + ": " + value + " (expected: more than 0, at most " + most + ")");
            }
            return Duration.ofMillis(value.toMillis());
        }

        private List<RecipientPrivateKey> newKeys() {
            List<RecipientPrivateKey> keys = new ArrayList<>();
            for (SealSuite suite : SealSuite.values()) {
                keys.add(RecipientPrivateKey.generate(suite, random));
            }
            return List.copyOf(keys);
        }

        private List<Endorsement.Claim> claimList() {
            return claims.entrySet().stream()
                    .map(claim -> new Endorsement.Claim(claim.getKey(), claim.getValue()))
                    .toList();
        }

        /**
         * The keys, the first of them made now. To be closed by the caller.
         *
         * @throws IllegalArgumentException if there is no model, or there are too many models or claims
         * @throws QuoteUnavailableException if the identity has no quote, or one that cannot be read
         */
        public EnclaveKeys build() {
            return new EnclaveKeys(this, true);
        }

        /** As {@link #build}, for tests that call {@link #refresh} themselves. */
        EnclaveKeys buildWithoutTimer() {
            return new EnclaveKeys(this, false);
        }
    }
}
