package dev.cocoonsdk.core.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.RequestTooLargeException;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.core.support.RawServer;
import dev.cocoonsdk.core.support.RecordingListener;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the transport puts on the wire and reports back. */
class HttpTransportTest {

    @RegisterExtension
    final WireMockExtension server = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private static final Header JSON = new Header("Content-Type", "application/json");

    private final RecordingListener listener = new RecordingListener();

    private HttpTransport.Builder transport() {
        return HttpTransport.builder().baseUrl(URI.create(server.baseUrl()));
    }

    private static TransportRequest post(String body, @Nullable String key) {
        return new TransportRequest(
                "POST",
                "/v1/chat/completions",
                List.of(JSON),
                Bytes.utf8(body),
                null,
                new QueryLimits(10, 1500, Duration.ofMillis(2500)),
                key,
                Duration.ofSeconds(30));
    }

    private static TransportRequest get() {
        return new TransportRequest(
                "GET", "/v1/models", List.of(), Bytes.EMPTY, null, QueryLimits.DEFAULT, null, Duration.ofSeconds(30));
    }

    @Test
    void everythingIsReportedInOrder() {
        server.stubFor(any(anyUrl()).willReturn(ok("hello").withHeader("X-Thing", "1")));
        try (HttpTransport transport = transport().build()) {
            transport.start(get(), listener);

            assertThat(listener.awaitEnd()).containsExactly("connected", "head 200", "body hello", "end");
            assertThat(listener.head().header("x-thing")).isEqualTo("1");
            assertThat(transport.confidentiality()).isEqualTo(Confidentiality.NONE);
        }
        server.verify(getRequestedFor(urlEqualTo("/v1/models"))
                .withHeader("User-Agent", equalTo("cocoon-sdk-java"))
                .withoutHeader("Authorization")
                .withoutHeader("Idempotency-Key"));
    }

    @Test
    void theCocoonDialectPutsTheLimitsBeforeTheFirstPartOfAForm() {
        server.stubFor(any(anyUrl()).willReturn(ok()));
        String form = "--b1\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--b1--\r\n";
        try (HttpTransport transport = transport().build()) {
            transport.start(
                    new TransportRequest(
                            "POST",
                            "/v1/images/edits",
                            List.of(new Header("Content-Type", "multipart/form-data; boundary=b1")),
                            Bytes.utf8(form),
                            null,
                            new QueryLimits(1000, 1500, Duration.ofMillis(2500)),
                            null,
                            Duration.ofSeconds(60)),
                    listener);
            listener.awaitEnd();
        }
        server.verify(postRequestedFor(anyUrl())
                .withRequestBody(
                        equalTo("--b1\r\nContent-Disposition: form-data; name=\"max_coefficient\"\r\n\r\n1500\r\n"
                                + "--b1\r\nContent-Disposition: form-data; name=\"timeout\"\r\n\r\n2.5\r\n" + form)));
    }

    @Test
    void theCocoonDialectSplicesTheLimitsIntoTheBody() {
        server.stubFor(any(anyUrl()).willReturn(ok()));
        try (HttpTransport transport = transport().build()) {
            transport.start(post("{\"model\":\"m\"}", null), listener);
            listener.awaitEnd();
            RecordingListener second = new RecordingListener();
            transport.start(post("{ }", null), second);
            second.awaitEnd();
        }
        server.verify(postRequestedFor(anyUrl())
                .withRequestBody(equalTo("{\"max_coefficient\":1500,\"timeout\":2.5,\"model\":\"m\"}"))
                .withHeader("Content-Type", equalTo("application/json")));
        server.verify(
                postRequestedFor(anyUrl()).withRequestBody(equalTo("{\"max_coefficient\":1500,\"timeout\":2.5 }")));
    }

    @Test
    void aBodyBeyondTheNetworksLimitIsRefusedBeforeItIsSent() {
        try (HttpTransport transport = transport().build()) {
            transport.start(post(" ".repeat(16 << 20), null), listener);

            assertThat(listener.awaitEnd()).containsExactly("failure NOT_ACCEPTED");
            assertThat(listener.failure())
                    .isInstanceOf(RequestTooLargeException.class)
                    .hasMessageContaining("16711680");
        }
    }

    @Test
    void theOpenAiDialectLeavesTheBodyAlone() {
        server.stubFor(any(anyUrl()).willReturn(ok()));
        try (HttpTransport transport = transport().dialect(Dialect.OPENAI).build()) {
            transport.start(post("{\"model\":\"m\"}", null), listener);
            listener.awaitEnd();
        }
        server.verify(postRequestedFor(anyUrl()).withRequestBody(equalTo("{\"model\":\"m\"}")));
    }

    @Test
    void tokenKeyAndOwnHeadersAreSent() {
        server.stubFor(any(anyUrl()).willReturn(ok()));
        try (HttpTransport transport = transport()
                .bearerToken(Secret.of("wallet:secret"))
                .header("X-Own", "1")
                .build()) {
            transport.start(post("{}", "key-1"), listener);
            listener.awaitEnd();
            assertThat(transport.toString()).doesNotContain("secret");
        }
        server.verify(postRequestedFor(anyUrl())
                .withHeader("Authorization", equalTo("Bearer wallet:secret"))
                .withHeader("Idempotency-Key", equalTo("key-1"))
                .withHeader("X-Own", equalTo("1"))
                .withHeader("Cookie", absent()));
    }

    @Test
    void aBaseUrlMayEndInTheVersion() {
        server.stubFor(any(anyUrl()).willReturn(ok()));
        try (HttpTransport transport = HttpTransport.builder()
                .baseUrl(URI.create(server.baseUrl() + "/openai/v1/"))
                .build()) {
            transport.start(get(), listener);
            listener.awaitEnd();
        }
        server.verify(getRequestedFor(urlEqualTo("/openai/v1/models")));
    }

    @Test
    void redirectsAreNotFollowed() {
        server.stubFor(any(urlEqualTo("/v1/models"))
                .willReturn(aResponse().withStatus(307).withHeader("Location", server.baseUrl() + "/elsewhere")));
        try (HttpTransport transport = transport().bearerToken(Secret.of("t")).build()) {
            transport.start(get(), listener);

            assertThat(listener.awaitEnd()).contains("head 307", "end");
        }
        server.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void anErrorStatusIsAnAnswerLikeAnyOther() {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401).withBody("no")));
        try (HttpTransport transport = transport().build()) {
            transport.start(post("{}", null), listener);

            assertThat(listener.awaitEnd()).containsExactly("connected", "head 401", "body no", "end");
        }
    }

    @Test
    void anExchangeThatIsUnwantedWhenItConnectsSendsNothing() throws Exception {
        try (RawServer raw = RawServer.serving(c -> c.answer(200, "", ""));
                HttpTransport transport =
                        HttpTransport.builder().baseUrl(raw.uri()).build()) {
            listener.refuseConnection();
            transport.start(post("{}", null), listener);

            assertThat(listener.awaitEnd()).containsExactly("connected", "failure NOT_ACCEPTED");
            assertThat(listener.failure()).isInstanceOf(CallCancelledException.class);
            assertThat(raw.requests()).isZero();
        }
    }

    @Test
    void aCancelBeforeThereIsAnAnswerIsReportedAsSuch() throws Exception {
        try (RawServer raw = RawServer.serving(RawServer.Conversation::stallUntilClosed);
                HttpTransport transport =
                        HttpTransport.builder().baseUrl(raw.uri()).build()) {
            Exchange exchange = transport.start(post("{}", null), listener);
            raw.stalling().await();
            exchange.cancel();
            exchange.cancel();

            assertThat(listener.awaitEnd()).containsExactly("connected", "failure UNKNOWN");
            assertThat(listener.failure()).isInstanceOf(CallCancelledException.class);
        }
    }

    @Test
    void aBrokenBodyIsAFailureAfterItsBeginning() throws Exception {
        try (RawServer raw = RawServer.serving(c -> {
                    c.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                    c.closeAfterwards();
                });
                HttpTransport transport =
                        HttpTransport.builder().baseUrl(raw.uri()).build()) {
            transport.start(post("{}", null), listener);

            assertThat(listener.awaitEnd()).containsExactly("connected", "head 200", "body half", "failure ACCEPTED");
            assertThat(listener.failure())
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("the connection broke to 127.0.0.1");
        }
    }

    @Test
    void aClosedTransportFailsNewExchanges() {
        HttpTransport transport = transport().build();
        transport.close();
        transport.close();

        transport.start(get(), listener);

        assertThat(listener.awaitEnd()).containsExactly("failure " + Acceptance.NOT_ACCEPTED);
    }

    @Test
    void aTokenDoesNotTravelUnencryptedToAnotherMachine() {
        HttpTransport.Builder builder = HttpTransport.builder()
                .baseUrl(URI.create("http://broker.example:1"))
                .bearerToken(Secret.of("t"));

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("unencrypted");
        builder.allowTokenOverPlainHttp().build().close();
        HttpTransport.builder()
                .baseUrl(URI.create("http://localhost:1"))
                .bearerToken(Secret.of("t"))
                .build()
                .close();
    }

    @Test
    void aBaseUrlThatCannotWorkIsRefusedAtOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> HttpTransport.builder().build());
        for (String url : List.of("ftp://x", "http:///v1", "http://u:p@h", "http://h?x=1", "relative")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            HttpTransport.builder().baseUrl(URI.create(url)).build())
                    .withMessageContaining("baseUrl");
        }
    }
}
