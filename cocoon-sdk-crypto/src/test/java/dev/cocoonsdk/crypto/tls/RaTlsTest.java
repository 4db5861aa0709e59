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
import java.util.concurrent.CompletableFuture;
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
