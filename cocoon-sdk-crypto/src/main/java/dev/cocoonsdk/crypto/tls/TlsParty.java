package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.crypto.AttestationPolicy;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;

/**
 * Who this side is and what it demands of its peers: makes the TLS engines of one port or of one kind of outgoing connections
 * ({@code docs/protocol/attestation.md} 1). Thread-safe.
 *
 * <p>TLS 1.3 only, a certificate from both sides, no resumption: each connection verifies its peer's certificate. Engines come from the
 * provider SunJSSE of the JDK, whatever else is installed.
 */
public final class TlsParty {

    /** Alerts, tickets and session times below are as this provider has them. */
    private static final String PROVIDER = "SunJSSE";

    private static final int NO_TICKET_SECONDS = 604_801;

    private final AttestationPolicy policy;
    private final Clock clock;
    private final TlsTrustManager trust = new TlsTrustManager();
    private final SSLContext context;

    private TlsParty(TlsIdentitySource identity, AttestationPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
        this.context = context(new TlsKeyManager(identity), trust);
    }

    /**
     * A party.
     *
     * @param identity what this side shows
     * @param policy what a peer must show; may block while it judges, because it runs in the engine's delegated tasks
     * @param clock for the dates of certificates and quotes
     */
    public static TlsParty of(TlsIdentitySource identity, AttestationPolicy policy, Clock clock) {
        return new TlsParty(identity, policy, clock);
    }

    /** TLS 1.3 alone, of the JDK's own provider, without resumption. */
    static SSLContext context(KeyManager keys, TrustManager trust) {
        try {
            SSLContext context = Tls13Context.over(SSLContext.getInstance(Tls13Context.PROTOCOL, PROVIDER));
            context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, new SecureRandom());
            forgetSessions(context.getServerSessionContext());
            forgetSessions(context.getClientSessionContext());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this platform has no TLS 1.3 by " + PROVIDER, e);
        }
    }

    /**
     * A session that lives longer than a ticket may (7 days, RFC 8446 4.6.1) gets none; what is remembered without a ticket is only the
     * last one (0 would mean no limit).
     */
    private static void forgetSessions(SSLSessionContext sessions) {
        sessions.setSessionTimeout(NO_TICKET_SECONDS);
        sessions.setSessionCacheSize(1);
    }

    /** What the engines of one role remember. */
    SSLSessionContext sessions(boolean server) {
        return server ? context.getServerSessionContext() : context.getClientSessionContext();
    }

    /** What a peer must show. */
    public AttestationPolicy policy() {
        return policy;
    }

    /**
     * An engine for an outgoing connection.
     *
     * @param peerName role and address of the peer, for verdicts
     */
    public TlsEngine clientEngine(String peerName) {
        return engine(peerName, CertificateCheck.Purpose.SERVER);
    }

    /**
     * An engine for an accepted connection.
     *
     * @param peerName role and address of the peer, for verdicts
     */
    public TlsEngine serverEngine(String peerName) {
        return engine(peerName, CertificateCheck.Purpose.CLIENT);
    }

    private TlsEngine engine(String peerName, CertificateCheck.Purpose purpose) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(purpose == CertificateCheck.Purpose.SERVER);
        engine.setNeedClientAuth(true);
        PeerCheck check = new PeerCheck(peerName, purpose, policy, clock);
        trust.register(engine, check);
        return new TlsEngine(engine, peerName, check, trust);
    }

    @Override
    public String toString() {
        return "TlsParty[" + policy.name() + "]";
    }
}
