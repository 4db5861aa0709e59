package dev.cocoonsdk.crypto.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.transport.HttpTransport;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** The managers in the hands of others: sockets, engines, OkHttp. */
class RaTlsTest {

    private static final Clock CLOCK = Clock.systemUTC();

    private final TlsIdentity server = TlsIdentity.withFakeQuote(CLOCK);
    private final RaTls fake = tls(server, AttestationPolicy.fakeTdx());
    private final RaTls any = tls(server, AttestationPolicy.any());
    private final RaTls bare = tls(TlsIdentity.withoutQuote(CLOCK), AttestationPolicy.fakeTdx());

    private static RaTls tls(TlsIdentity identity, AttestationPolicy policy) {
        return RaTls.of(TlsIdentitySource.of(identity), policy, CLOCK);
    }

    @Test
    void socketsOfBothSidesFindTheVerdictInTheirSession() throws Exception {
        try (Listener listener = new Listener(fake, true);
                SSLSocket client = listener.connect(fake)) {
            client.startHandshake();
            assertThat(RaTls.verdict(client.getSession()).assurance()).isEqualTo(AssuranceLevel.SIMULATED);
            assertThat(RaTls.verdict(client.getSession()).peer()).startsWith("server ");
            client.getOutputStream().write(1);
            Verdict seen = listener.verdict.join();
            assertThat(seen).isInstanceOf(Verdict.Trusted.class);
            assertThat(seen.peer()).startsWith("client ");
        }
    }

    @Test
    void aRefusalEndsTheHandshakeWithItsReason() throws Exception {
        try (Listener listener = new Listener(bare, true);
                SSLSocket client = listener.connect(fake)) {
            assertThatExceptionOfType(SSLHandshakeException.class)
                    .isThrownBy(client::startHandshake)
                    .withMessageContaining("refused (POLICY) at QUOTE_FORMAT: quote: none (expected: a fake quote)");
        }
    }

    @Test
    void enginesFindTheVerdictInTheirSession() throws SSLException {
        SSLEngine client = bare.context().createSSLEngine("broker.example", 443);
        client.setUseClientMode(true);
        SSLEngine engine = any.context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        EnginePair pair = EnginePair.shake(client, engine);
        assertThat(pair.client.isUp() && pair.server.isUp()).isTrue();
        assertThat(RaTls.verdict(client.getSession()).peer()).isEqualTo("server broker.example:443");
        assertThat(RaTls.verdict(engine.getSession())).isEqualTo(new Verdict.Unattested("client", "any"));
    }

    @Test
    void aClientOfTls12IsRefusedEachTime() throws SSLException {
        AtomicInteger asked = new AtomicInteger();
        RaTls tls = tls(server, counting(asked));
        PlainJsse old = PlainJsse.of(CertificateMaker.current());
        for (int connection = 0; connection < 2; connection++) {
            EnginePair pair = EnginePair.shake(tls12(old.client()), serverEngine(tls));
            assertThat(pair.server.failure).isInstanceOf(SSLHandshakeException.class);
            assertThat(pair.client.failure).isInstanceOf(SSLException.class);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void aServerOfTls12IsRefusedEachTime() throws SSLException {
        AtomicInteger asked = new AtomicInteger();
        RaTls tls = tls(server, counting(asked));
        PlainJsse old = PlainJsse.of(CertificateMaker.current());
        for (int connection = 0; connection < 2; connection++) {
            EnginePair pair = EnginePair.shake(clientEngine(tls), tls12(old.server()));
            assertThat(pair.client.failure).isInstanceOf(SSLException.class);
            assertThat(pair.server.failure).isInstanceOf(SSLHandshakeException.class);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void thoughAUserAllowsTls12ThePeerIsRefusedAndNothingIsResumed() throws SSLException {
        AtomicInteger asked = new AtomicInteger();
        RaTls tls = tls(server, counting(asked));
        PlainJsse old = PlainJsse.of(CertificateMaker.current());
        for (int connection = 0; connection < 2; connection++) {
            EnginePair asServer = EnginePair.shake(tls12(old.client()), tls12(serverEngine(tls)));
            assertThat(asServer.server.failure).hasMessageContaining("protocol: TLSv1.2 (expected: TLSv1.3)");
            EnginePair asClient = EnginePair.shake(tls12(clientEngine(tls)), tls12(old.server()));
            assertThat(asClient.client.failure).hasMessageContaining("protocol: TLSv1.2 (expected: TLSv1.3)");
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void everyConnectionOfAPeerIsJudged() throws SSLException {
        AtomicInteger asked = new AtomicInteger();
        RaTls tls = tls(server, counting(asked));
        PlainJsse peer = PlainJsse.of(CertificateMaker.current());
        for (int connection = 1; connection <= 3; connection++) {
            assertThat(EnginePair.shake(peer.client(), serverEngine(tls)).server.isUp())
                    .isTrue();
            assertThat(EnginePair.shake(clientEngine(tls), peer.server()).client.isUp())
                    .isTrue();
            assertThat(asked).hasValue(2 * connection);
        }
    }

    @Test
    void nothingOlderThanTls13IsOffered() throws IOException {
        SSLContext context = any.context();
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
                SSLServerSocket listening =
                        (SSLServerSocket) context.getServerSocketFactory().createServerSocket()) {
            assertThat(socket.getEnabledProtocols()).containsExactly("TLSv1.3");
            assertThat(listening.getEnabledProtocols()).containsExactly("TLSv1.3");
            assertThat(socket.getEnabledCipherSuites())
                    .containsExactly("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384")
                    .isEqualTo(listening.getEnabledCipherSuites());
        }
        assertThat(context.getDefaultSSLParameters().getProtocols()).containsExactly("TLSv1.3");
        assertThat(context.getSupportedSSLParameters().getProtocols()).containsExactly("TLSv1.3");
        assertThat(context.createSSLEngine().getEnabledProtocols()).containsExactly("TLSv1.3");
    }

    private static AttestationPolicy counting(AtomicInteger asked) {
        return new AttestationPolicy() {

            @Override
            public String name() {
                return "counting";
            }

            @Override
            public Verdict evaluate(PeerEvidence evidence, Instant at) {
                asked.incrementAndGet();
                return AttestationPolicy.any().evaluate(evidence, at);
            }
        };
    }

    private static SSLEngine serverEngine(RaTls tls) {
        SSLEngine engine = tls.context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        return engine;
    }

    private static SSLEngine clientEngine(RaTls tls) {
        SSLEngine engine = tls.context().createSSLEngine("proxy", 7);
        engine.setUseClientMode(true);
        return engine;
    }

    private static SSLEngine tls12(SSLEngine engine) {
        engine.setEnabledProtocols(new String[] {"TLSv1.2"});
        engine.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"});
        return engine;
    }

    @Test
    void okHttpTakesThem() throws Exception {
        try (Listener listener = new Listener(fake, false)) {
            OkHttpClient client = new OkHttpClient.Builder()
                    .sslSocketFactory(bare.context().getSocketFactory(), bare.trustManager())
                    .build();
            Request request =
                    new Request.Builder().url(listener.uri().toString()).build();
            try (Response response = client.newCall(request).execute()) {
                assertThat(response.code()).isEqualTo(204);
            }
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        }
    }

    @Test
    void coresTransportTakesThem() {
        HttpTransport.builder()
                .baseUrl(URI.create("https://localhost:8443"))
                .tls(bare.context(), bare.trustManager())
                .build()
                .close();
    }

    @Test
    void nothingIsTrustedWithoutAConnection() {
        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() ->
                        any.trustManager().checkServerTrusted(new X509Certificate[] {server.certificate()}, "EdDSA"));
        assertThatIllegalStateException()
                .isThrownBy(() -> RaTls.verdict(any.context().createSSLEngine().getSession()))
                .withMessage("no peer of this session was judged");
    }

    @Test
    void aLongQuotePassesAndOneBeyondTheLimitOfTheJdkIsNamed() throws SSLException {
        TlsParty show = withQuote(31_000);
        EnginePair pair = EnginePair.shake(
                show.clientEngine("a").engine(), show.serverEngine("b").engine());
        assertThat(pair.client.isUp() && pair.server.isUp()).isTrue();

        TlsEngine client = withQuote(PeerEvidence.MAX_QUOTE_LENGTH).clientEngine("broker");
        EnginePair refused = EnginePair.shake(
                client.engine(),
                withQuote(PeerEvidence.MAX_QUOTE_LENGTH).serverEngine("b").engine());
        assertThat(client.refusal(refused.client.failure).message())
                .contains("broker", "maximum allowed size (32768)", "-Djdk.tls.maxHandshakeMessageSize=65536");
    }

    private static TlsParty withQuote(int length) {
        TlsIdentity large = TlsIdentity.attested(data -> Bytes.wrap(new byte[length]), CLOCK);
        return TlsParty.of(TlsIdentitySource.of(large), AttestationPolicy.any(), CLOCK);
    }

    /** Takes one connection. */
    private static final class Listener implements AutoCloseable {

        private static final byte[] ANSWER =
                "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        private final SSLServerSocket socket;
        private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();

        Listener(RaTls tls, boolean clientAuth) throws IOException {
            socket = (SSLServerSocket) tls.context().getServerSocketFactory().createServerSocket();
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            socket.setNeedClientAuth(clientAuth);
            Thread thread = new Thread(() -> serve(clientAuth), "listener");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(boolean judges) {
            try (SSLSocket accepted = (SSLSocket) socket.accept()) {
                accepted.getInputStream().read();
                if (judges) {
                    verdict.complete(RaTls.verdict(accepted.getSession()));
                } else {
                    accepted.getOutputStream().write(ANSWER);
                    accepted.getOutputStream().flush();
                    accepted.getInputStream().readAllBytes();
                }
            } catch (IOException | RuntimeException e) {
                verdict.completeExceptionally(e);
            }
        }

        URI uri() {
            return URI.create("https://localhost:" + socket.getLocalPort() + "/");
        }

        SSLSocket connect(RaTls tls) throws IOException {
            return (SSLSocket) tls.context()
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
