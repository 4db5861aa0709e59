package dev.cocoonsdk.it.conformance.raw;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Proof of work and TLS as the two sides of a public connection do them ({@code docs/protocol/wire.md} 2), on blocking sockets. */
public final class RawSecure {

    private static final String CHALLENGE = "91128e41";
    private static final String ANSWER = "19738201";

    private RawSecure() {}

    /** Connects and takes the 24 bytes of the challenge. */
    public static Challenged dial(InetSocketAddress address) {
        try {
            Socket socket = new Socket(address.getAddress(), address.getPort());
            socket.setSoTimeout(40_000);
            byte[] bytes = new byte[24];
            new DataInputStream(socket.getInputStream()).readFully(bytes);
            return new Challenged(socket, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection whose challenge is not answered yet. */
    public record Challenged(Socket socket, byte[] challenge) {

        public String magic() {
            return HexFormat.of().formatHex(challenge, 0, 4);
        }

        public int difficulty() {
            return ByteBuffer.wrap(challenge).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        }

        /** The right answer: the smallest nonce from 0. */
        public byte[] answer() {
            long nonce = 0;
            while (zeroBits(nonce) < difficulty()) {
                nonce++;
            }
            return answer(ANSWER, nonce);
        }

        /** A nonce that does not suffice. */
        public byte[] wrongAnswer() {
            long nonce = 0;
            while (zeroBits(nonce) >= difficulty()) {
                nonce++;
            }
            return answer(ANSWER, nonce);
        }

        public byte[] wrongMagic() {
            byte[] right = answer();
            right[0] ^= 1;
            return right;
        }

        public boolean isAnsweredBy(byte[] answer) {
            long nonce = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).getLong(4);
            return HexFormat.of().formatHex(answer, 0, 4).equals(ANSWER) && zeroBits(nonce) >= difficulty();
        }

        private static byte[] answer(String magic, long nonce) {
            return new Tl().hex(magic).i64(nonce).bytes();
        }

        /** First 8 bytes of SHA-256(salt, nonce) as a little-endian number; its leading zero bits. */
        private int zeroBits(long nonce) {
            try {
                MessageDigest sha = MessageDigest.getInstance("SHA-256");
                sha.update(challenge, 8, 16);
                byte[] hash = sha.digest(new Tl().i64(nonce).bytes());
                return Long.numberOfLeadingZeros(
                        ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN).getLong());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        public Challenged send(byte[] bytes) {
            try {
                socket.getOutputStream().write(bytes);
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** TLS as its client; null for no certificate. The handshake may still be refused after this returns. */
        public SSLSocket tls(RawCertificate certificate) throws IOException {
            SSLSocket tls = (SSLSocket)
                    context(certificate).getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true);
            tls.startHandshake();
            return tls;
        }

        /** The other side must close without a word. */
        public void closed() {
            try {
                int next = socket.getInputStream().read();
                if (next >= 0) {
                    throw new AssertionError("a byte " + next + " instead of the end");
                }
            } catch (SocketException e) {
                // Reset is an end too.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The acceptor's challenge, with a salt of our own. */
    public static byte[] challenge(int difficulty) {
        return new Tl()
                .hex(CHALLENGE)
                .i32(difficulty)
                .hex("000102030405060708090a0b0c0d0e0f")
                .bytes();
    }

    /** Challenges a connector that was just accepted, takes its answer and does TLS as its server. */
    public static SSLSocket serve(Socket socket, int difficulty, RawCertificate certificate) throws IOException {
        Challenged challenged = new Challenged(socket, challenge(difficulty)).send(challenge(difficulty));
        byte[] answer = new byte[12];
        new DataInputStream(socket.getInputStream()).readFully(answer);
        if (!challenged.isAnsweredBy(answer)) {
            throw new AssertionError("answer " + HexFormat.of().formatHex(answer));
        }
        SSLSocket tls = (SSLSocket)
                context(certificate).getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true);
        tls.setUseClientMode(false);
        tls.setNeedClientAuth(true);
        tls.startHandshake();
        return tls;
    }

    /** The fixed vector of wire.md 2.1. */
    public static byte[] vectorAnswer() {
        return HexFormat.of().parseHex("19738201f7a1040000000000");
    }

    private static SSLContext context(RawCertificate certificate) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            KeyManager[] keys = certificate == null ? new KeyManager[0] : new KeyManager[] {new OneKey(certificate)};
            context.init(keys, new TrustManager[] {new TrustAll()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Always the same certificate. */
    private static final class OneKey extends X509ExtendedKeyManager {

        private final PrivateKey key;
        private final X509Certificate certificate;

        OneKey(RawCertificate certificate) {
            this.key = certificate.keys().getPrivate();
            this.certificate = certificate.build();
        }

        private String alias(String... types) {
            return Arrays.asList(types).contains(key.getAlgorithm()) ? "only" : null;
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            return alias(types);
        }

        @Override
        public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
            return alias(type);
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {"only"};
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return alias(types);
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[] {"only"};
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return alias(type);
        }

        @Override
        public X509Certificate[] getCertificateChain(String name) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String name) {
            return key;
        }
    }

    private static final class TrustAll extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
