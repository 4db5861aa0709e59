package dev.cocoonsdk.crypto.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Lets the check of each connection judge its peer; builds no chains and trusts no authority. */
final class TlsTrustManager extends X509ExtendedTrustManager {

    /** Engines know nothing of their connection; weak, because one may be dropped in the middle of a handshake. */
    private final Map<SSLEngine, PeerCheck> checks = Collections.synchronizedMap(new WeakHashMap<>());

    void register(SSLEngine engine, PeerCheck check) {
        checks.put(engine, check);
    }

    void forget(SSLEngine engine) {
        checks.remove(engine);
    }

    private void judge(X509Certificate[] chain, SSLEngine engine) throws CertificateException {
        PeerCheck check = checks.get(engine);
        if (check == null) {
            throw new CertificateException("no handshake is expected here");
        }
        check.judge(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("engines only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("engines only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("engines only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("engines only");
    }

    /** An empty list, so that peers send their certificate whoever signed it. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
