package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.crypto.AttestationPolicy;
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
        PeerCheck check = new PeerCheck(
                host == null ? role : role + " " + host + ":" + session.getPeerPort(), purpose, policy, clock);
        check.judge(chain);
        session.putValue(VERDICT, check.verdict());
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
