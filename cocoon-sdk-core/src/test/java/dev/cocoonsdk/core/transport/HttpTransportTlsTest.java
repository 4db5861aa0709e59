package dev.cocoonsdk.core.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.core.support.RecordingListener;
import dev.cocoonsdk.core.support.Resources;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport over TLS, also to servers that offer HTTP/2. */
class HttpTransportTlsTest {

    /** A self-signed certificate for localhost with its key, made for these tests. */
    private static final String STORE = "localhost.p12";

    private static final String PASSWORD = "password";

    private static WireMockServer server(boolean http2) {
        WireMockServer server = new WireMockServer(options()
                .dynamicPort()
                .dynamicHttpsPort()
                .http2TlsDisabled(!http2)
                .keystorePath(HttpTransportTlsTest.class
                        .getResource("/dev/cocoonsdk/core/" + STORE)
                        .toString())
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD)
                .keystoreType("PKCS12")
                .bindAddress("127.0.0.1"));
        server.start();
        server.stubFor(any(anyUrl()).willReturn(ok("hello")));
        return server;
    }

    private static X509TrustManager trust() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Resources.bytes(STORE)), PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("localhost", store.getCertificate("localhost"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static HttpTransport.Builder to(WireMockServer server) {
        return HttpTransport.builder().baseUrl(URI.create("https://localhost:" + server.httpsPort()));
    }

    private static List<String> post(HttpTransport transport, RecordingListener listener) {
        transport.start(
                new TransportRequest(
                        "POST",
                        "/v1/x",
                        List.of(new Header("Content-Type", "application/json")),
                        Bytes.utf8("{}"),
                        null,
                        QueryLimits.DEFAULT,
                        null,
                        Duration.ofSeconds(60)),
                listener);
        return listener.awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connectionsAreUsedAgainAfterAPause(boolean http2) throws Exception {
        WireMockServer server = server(http2);
        X509TrustManager trust = trust();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, new SecureRandom());
        try (HttpTransport transport = to(server).tls(context, trust).build()) {
            for (int i = 0; i < 3; i++) {
                assertThat(post(transport, new RecordingListener()))
                        .containsExactly("connected", "head 200", "body hello", "end");
                long later = System.nanoTime() + 30_000_000L;
                await().until(() -> System.nanoTime() > later);
            }
            assertThat(server.getAllServeEvents())
                    .hasSize(3)
                    .allSatisfy(event ->
                            assertThat(event.getRequest().getProtocol()).isEqualTo("HTTP/1.1"));
        } finally {
            server.stop();
        }
    }

    @Test
    void aCertificateThatThePlatformDoesNotTrustEndsTheCallBeforeAnythingIsSent() {
        WireMockServer server = server(false);
        try (HttpTransport transport = to(server).build()) {
            RecordingListener listener = new RecordingListener();

            assertThat(post(transport, listener)).containsExactly("failure " + Acceptance.NOT_ACCEPTED);
            assertThat(listener.failure())
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("could not connect to localhost");
            assertThat(server.getAllServeEvents()).isEmpty();
        } finally {
            server.stop();
        }
    }
}
