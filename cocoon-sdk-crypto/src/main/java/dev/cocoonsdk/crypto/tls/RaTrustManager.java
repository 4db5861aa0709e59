package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Judges every peer by a policy and leaves the verdict in the session. */
final class RaTrustManager extends X509ExtendedTrustManager {

    /** Name of the session's value that holds the verdict. */
    static final String VERDICT = "dev.cocoonsdk.verdict";

    private final AttestationPolicy policy;
    private final Clock clock;

    RaTrustManager(AttestationPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    private void judge(X509Certificate[] chain, CertificateCheck.Purpose purpose, @Nullable SSLSession session)
            throws CertificateException {
        if (session == null) {
            throw new CertificateException("no handshake is going on");
        }
        String role = purpose == CertificateCheck.Purpose.SERVER ? "server" : "client";
        String host = session.getPeerHost();
        String peer = host == null ? role : role + " " + host + ":" + session.getPeerPort();
        protocol(peer, session.getProtocol());
        PeerCheck check = new PeerCheck(peer, purpose, policy, clock);
        check.judge(chain);
        session.putValue(VERDICT, check.verdict());
    }

    /** Older protocols resume sessions without asking here again. */
    private static void protocol(String peer, String protocol) throws CertificateRefusedException {
        if (!Tls13Context.PROTOCOL.equals(protocol)) {
            throw new CertificateRefusedException(new Verdict.Rejected(
                    peer,
                    VerificationStep.CERTIFICATE,
                    "protocol",
                    Tls13Context.PROTOCOL,
                    protocol,
                    FailureClass.POLICY,
                    false));
        }
    }

    private static @Nullable SSLSession session(@Nullable Socket socket) {
        return socket instanceof SSLSocket secure ? secure.getHandshakeSession() : null;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain, CertificateCheck.Purpose.CLIENT, engine.getHandshakeSession());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain, CertificateCheck.Purpose.SERVER, engine.getHandshakeSession());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge(chain, CertificateCheck.Purpose.CLIENT, session(socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge(chain, CertificateCheck.Purpose.SERVER, session(socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("connections only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("connections only");
    }

    /** An empty list, so that peers send their certificate whoever signed it. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    @Override
    public String toString() {
        return policy.name();
    }
}
