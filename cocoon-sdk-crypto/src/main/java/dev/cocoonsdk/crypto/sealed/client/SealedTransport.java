package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.sealed.InnerRequest;
import dev.cocoonsdk.crypto.sealed.Padding;
import dev.cocoonsdk.crypto.sealed.ProviderVerifier;
import dev.cocoonsdk.crypto.sealed.RequestSealer;
import dev.cocoonsdk.crypto.sealed.SealSuite;
import dev.cocoonsdk.crypto.sealed.SealTerms;
import dev.cocoonsdk.crypto.sealed.SealedCall;
import dev.cocoonsdk.crypto.sealed.SignedReceipt;
import dev.cocoonsdk.crypto.sealed.SuitePolicy;
import dev.cocoonsdk.crypto.sealed.VerifiedProvider;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Seals every request to providers whose enclaves it has verified, over any transport that passes bytes: HTTP to a broker, the native
 * network, an unmodified proxy ({@code docs/sealed-envelope.md}). Thread-safe.
 *
 * <p>Only requests with a body are sealed: {@code GET} asks for what everybody may know, such as the list of models, and passes in clear,
 * which {@link #confidentiality(TransportRequest)} says. Of the headers of a sealed request, {@code Content-Type} and {@code Accept} travel.
 *
 * <p>A request goes to up to {@link Builder#recipients} verified providers of its model at once; the broker chooses among them. If a
 * provider has other keys, its evidence is verified and the request is sealed anew, never sent in clear. Every failure of these promises
 * is a {@link SealingException}. At the end of an answer {@link dev.cocoonsdk.core.transport.FinalInfo#proof()} is a {@link VerifiedAnswer}.
 *
 * <p>A repeat under the same idempotency key sends the same bytes as long as a provider would take them.
 */
public final class SealedTransport implements Transport {

    private static final Duration LONGEST_VALIDITY = Duration.ofHours(1);
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Transport wrapped;
    private final Builder settings;
    private final RequestSealer sealer;
    private final KnownProviders providers;
    private final SentRequests sent = new SentRequests();
    private final VerificationThreads threads;
    private final Set<SealedExchange> running = ConcurrentHashMap.newKeySet();

    private SealedTransport(Transport wrapped, Builder settings) {
        this.wrapped = wrapped;
        this.settings = settings;
        this.threads = new VerificationThreads(settings.executor);
        this.sealer = RequestSealer.of(settings.clock, settings.random, settings.padding);
        this.providers = new KnownProviders(
                new KeyQuestion(wrapped, new EvidenceQuestion(wrapped, sealer)::ask),
                new EvidenceCheck(ProviderVerifier.of(settings.policy), settings.clock),
                threads,
                settings.clock,
                settings.random);
    }

    /**
     * Begins with what a provider must show.
     *
     * @param policy one whose {@link AttestationPolicy#assurance()} is more than {@link AssuranceLevel#NONE}, since it says which images
     *     are good; another only with {@link Builder#dangerouslyTrustAnyImage}
     * @throws IllegalArgumentException if it is {@link AttestationPolicy#any()}
     */
    public static Builder builder(AttestationPolicy policy) {
        return new Builder(policy);
    }

    @Override
    public Exchange start(TransportRequest request, TransportListener listener) {
        Demand demand;
        try {
            demand = Demand.of(request);
            if (!isSealed(request)) {
                return wrapped.start(demand.request(), listener);
            }
            if (request.model() == null) {
                throw new InvalidRequestException(
                        "a request without a model cannot be sealed: " + request.method() + " " + request.path(),
                        "model",
                        null);
            }
        } catch (InvalidRequestException e) {
            listener.onFailure(e);
            return () -> {};
        }
        SealedExchange exchange = new SealedExchange(this, demand, request.model(), listener);
        running.add(exchange);
        exchange.start();
        return exchange;
    }

    private static boolean isSealed(TransportRequest request) {
        return !request.method().equals("GET") && !request.method().equals("HEAD");
    }

    /** {@link Confidentiality#SEALED_TO_PROVIDER}. */
    @Override
    public Confidentiality confidentiality() {
        return Confidentiality.SEALED_TO_PROVIDER;
    }

    /** The same; of a request without a body, what the wrapped transport promises. */
    @Override
    public Confidentiality confidentiality(TransportRequest request) {
        return isSealed(request) ? Confidentiality.SEALED_TO_PROVIDER : wrapped.confidentiality(request);
    }

    /** Closes the wrapped transport, ends its own threads and the calls that wait for them, and forgets what could be sent again. */
    @Override
    public void close() {
        wrapped.close();
        threads.close();
        running.forEach(SealedExchange::closed);
        sent.close();
    }

    void ended(SealedExchange exchange) {
        running.remove(exchange);
    }

    Transport wrapped() {
        return wrapped;
    }

    KnownProviders providers() {
        return providers;
    }

    SentRequests sent() {
        return sent;
    }

    Random random() {
        return settings.random;
    }

    Instant now() {
        return settings.clock.instant();
    }

    int maxRecipients() {
        return settings.recipients;
    }

    VerifiedAnswer proof(VerifiedProvider provider, Hash256 keyId, SignedReceipt receipt) {
        return new VerifiedAnswer(provider, keyId, receipt, now(), settings.collateral);
    }

    @Nullable
    Recipients recipientsOf(List<VerifiedProvider> able, Instant now, List<Distrust> reasons) {
        Recipients chosen = Recipients.choose(able, new SuitePolicy(settings.minimumSuite), settings.recipients, now);
        if (chosen == null) {
            able.forEach(provider -> reasons.add(Distrust.of(
                    provider.verdict().peer(),
                    "no key that is valid now, of suite " + settings.minimumSuite + " or stronger")));
        }
        return chosen;
    }

    SealedRequest seal(TransportRequest request, ModelId model, Recipients recipients, int number) {
        Duration validity = request.limits().timeout().plus(MARGIN);
        SealTerms terms = new SealTerms(
                model,
                Terms.limits(request.limits()),
                wantsStream(request),
                validity.compareTo(LONGEST_VALIDITY) < 0 ? validity : LONGEST_VALIDITY);
        SealedCall call = sealer.seal(
                InnerRequest.of(request.method(), request.path(), request.headers(), request.body()),
                terms,
                recipients.keys());
        return new SealedRequest(call, recipients, number, SealedRequest.keyOf(request.idempotencyKey(), number));
    }

    private static boolean wantsStream(TransportRequest request) {
        return request.headers().stream()
                .anyMatch(header -> header.name().equalsIgnoreCase("Accept")
                        && header.value().contains("text/event-stream"));
    }

    /** What it seals over; never keys. */
    @Override
    public String toString() {
        return "SealedTransport[" + settings.policy.name() + ", " + wrapped + "]";
    }

    /** Collects what a sealing transport needs. Not thread-safe. */
    public static final class Builder {

        private static final int MOST_RECIPIENTS = 8;

        private final AttestationPolicy policy;
        private CollateralSource collateral = CollateralSource.none();
        private int recipients = 3;
        private Padding padding = Padding.padme();
        private SealSuite minimumSuite = SealSuite.X25519;
        private Clock clock = Clock.systemUTC();
        private SecureRandom random = new SecureRandom();
        private @Nullable Executor executor;
        private boolean anyImage;

        private Builder(AttestationPolicy policy) {
            if (policy == AttestationPolicy.any()) {
                throw new IllegalArgumentException("policy: any (expected: one that verifies quotes, such as tdx)");
            }
            this.policy = policy;
        }

        private Builder(Builder from) {
            policy = from.policy;
            collateral = from.collateral;
            recipients = from.recipients;
            padding = from.padding;
            minimumSuite = from.minimumSuite;
            clock = from.clock;
            random = from.random;
            executor = from.executor;
            anyImage = from.anyImage;
        }

        /**
         * Seals also to enclaves of which the policy does not say that their image is good. Anybody can run an image that writes down every
         * prompt on genuine hardware of their own, so this protects from nobody who wants to read. For experiments.
         */
        public Builder dangerouslyTrustAnyImage() {
            anyImage = true;
            return this;
        }

        /** Where an archive of a receipt takes the collateral from, usually the policy's own source; none if not set. */
        public Builder collateral(CollateralSource value) {
            collateral = value;
            return this;
        }

        /**
         * To how many providers a request is sealed at most, and how often it is sealed anew after key mismatches; 3 if not set.
         *
         * @throws IllegalArgumentException if not 1 to 8
         */
        public Builder recipients(int value) {
            if (value < 1 || value > MOST_RECIPIENTS) {
                throw new IllegalArgumentException(
                        "recipients: " + value + " (expected: 1 to " + MOST_RECIPIENTS + ")");
            }
            recipients = value;
            return this;
        }

        /** How the length of a request is hidden; {@link Padding#padme()} if not set. */
        public Builder padding(Padding value) {
            padding = value;
            return this;
        }

        /** The weakest suite that is sealed with; {@link SealSuite#X25519} if not set. */
        public Builder minimumSuite(SealSuite value) {
            minimumSuite = value;
            return this;
        }

        /** The clock of verification and expiry; the system's if not set. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /** The source of keys and ids. */
        public Builder random(SecureRandom value) {
            random = value;
            return this;
        }

        /** Where providers are verified, which may block; daemon threads of its own if not set. It is not shut down. */
        public Builder executor(Executor value) {
            executor = value;
            return this;
        }

        /**
         * Seals what goes over a transport, and closes it.
         *
         * @param over HTTP to a broker, the native network, or any other that passes bytes
         * @throws IllegalStateException if the policy says nothing of images and {@link #dangerouslyTrustAnyImage} was not called
         */
        public SealedTransport over(Transport over) {
            if (policy.assurance() == AssuranceLevel.NONE && !anyImage) {
                throw new IllegalStateException(
                        "policy " + policy.name() + ": it does not say which images are good, so it would trust"
                                + " anybody's enclave (expected: image hashes or RTMRs; a policy of your own says so in assurance())");
            }
            return new SealedTransport(over, new Builder(this));
        }
    }
}
