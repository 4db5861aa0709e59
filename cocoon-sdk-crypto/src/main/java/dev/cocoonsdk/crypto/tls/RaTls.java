package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.Verdict;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Attested TLS for any user of JSSE, sockets and engines alike: the managers apply an {@link AttestationPolicy} to the peer's certificate
 * in the middle of the handshake ({@code docs/protocol/attestation.md} 3 to 5), so that nothing is said to a peer that it refuses.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * RaTls tls = RaTls.of(identity, policy, Clock.systemUTC());
 * HttpTransport http = HttpTransport.builder()
 *         .baseUrl(URI.create("https://localhost:8443"))
 *         .tls(tls.context(), tls.trustManager())
 *         .build();
 * }</pre>
 *
 * <p>A refused handshake ends with an {@link javax.net.ssl.SSLHandshakeException} whose message is that of the {@link Verdict.Rejected}.
 * The verdict about an accepted peer stays with its session: {@link #verdict}. Policies may block, so use threads that may.
 *
 * <p>TLS 1.3 only: the context's engines and sockets start with nothing else, and the trust manager refuses peers of older protocols,
 * whose sessions could be resumed unjudged. In a context of your own switch resumption off ({@link #context} has it off).
 *
 * <p>The trust manager does not compare the host name with the certificate, because the measurement says who the peer is; HTTP clients
 * usually do, and certificates of this network name {@code localhost}.
 */
public final class RaTls {

    private final X509ExtendedKeyManager keys;
    private final X509ExtendedTrustManager trust;
    private final SSLContext context;

    private RaTls(X509ExtendedKeyManager keys, X509ExtendedTrustManager trust) {
        this.keys = keys;
        this.trust = trust;
        this.context = TlsParty.context(keys, trust);
    }

    /**
     * Managers and context.
     *
     * @param identity what this side shows if it is asked for a certificate; a server is always asked
     * @param policy what a peer must show
     * @param clock for the dates of certificates and quotes
     */
    public static RaTls of(TlsIdentitySource identity, AttestationPolicy policy, Clock clock) {
        return new RaTls(new TlsKeyManager(identity), new RaTrustManager(policy, clock));
    }

    /** Shows the identity; Ed25519 only. */
    public X509ExtendedKeyManager keyManager() {
        return keys;
    }

    /** Judges peers. What judges without a connection, as {@code checkServerTrusted(chain, type)}, refuses. */
    public X509ExtendedTrustManager trustManager() {
        return trust;
    }

    /** TLS 1.3 of the JDK with both and with nothing older; sessions are not resumed, so that every connection is judged. */
    public SSLContext context() {
        return context;
    }

    /**
     * What the policy said about the peer of a connection. Mind {@link Verdict.Trusted#validUntil()} on connections that live long.
     *
     * @param session of a handshake that a trust manager of this class has judged, {@code SSLSocket.getSession()} for instance
     * @throws IllegalStateException if there was none
     */
    public static Verdict verdict(SSLSession session) {
        if (session.getValue(RaTrustManager.VERDICT) instanceof Verdict verdict) {
            return verdict;
        }
        throw new IllegalStateException("no peer of this session was judged");
    }

    @Override
    public String toString() {
        return "RaTls[" + trust + "]";
    }
}
