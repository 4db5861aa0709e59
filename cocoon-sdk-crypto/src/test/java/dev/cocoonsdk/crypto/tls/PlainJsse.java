package dev.cocoonsdk.crypto.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** A peer that is none of ours: shows any certificate, or none, and trusts everybody. */
final class PlainJsse {

    final AtomicInteger judged = new AtomicInteger();
    private final SSLContext context;

    PlainJsse(KeyPair keys, X509Certificate @Nullable [] chain) {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new Keys(keys.getPrivate(), chain)}, new TrustManager[] {new Trust()}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static PlainJsse of(CertificateMaker maker) {
        return new PlainJsse(maker.keys, new X509Certificate[] {maker.build()});
    }

    SSLEngine client() {
        SSLEngine engine = context.createSSLEngine("proxy", 7);
        engine.setUseClientMode(true);
        return engine;
    }

    SSLEngine server() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        return engine;
    }

    private final class Trust extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            judged.incrementAndGet();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            judged.incrementAndGet();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static final class Keys extends X509ExtendedKeyManager {

        private final PrivateKey key;
        private final X509Certificate @Nullable [] chain;

        Keys(PrivateKey key, X509Certificate @Nullable [] chain) {
            this.key = key;
            this.chain = chain;
        }

        @Override
        public @Nullable String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            return chain == null ? null : "a";
        }

        @Override
        public @Nullable String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
            return chain != null && chain[0].getPublicKey().getAlgorithm().equals(type) ? "a" : null;
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {"a"};
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return "a";
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[] {"a"};
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return "a";
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return chain;
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }
}
