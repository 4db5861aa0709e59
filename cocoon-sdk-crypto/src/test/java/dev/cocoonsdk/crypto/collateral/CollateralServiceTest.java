package dev.cocoonsdk.crypto.collateral;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.cocoonsdk.crypto.collateral.TestCollateral.PLATFORM_2025;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.CollateralException.Reason;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollateralServiceTest {

    private static final String TCB = "/tdx/certification/v4/tcb";
    private static final String PCK_CRL = "/sgx/certification/v4/pckcrl";
    private static final String ROOT_CRL = "/sgx/certification/v4/rootcacrl";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final Collateral expected = TestCollateral.of2025();

    @BeforeEach
    void answerAsAPccsDoes() {
        answer(TCB, ok(expected.tcbInfo()).withHeader("TCB-Info-Issuer-Chain", encoded(expected.tcbInfoIssuerChain())));
        answer(
                "/tdx/certification/v4/qe/identity",
                ok(expected.qeIdentity())
                        .withHeader("SGX-Enclave-Identity-Issuer-Chain", encoded(expected.qeIdentityIssuerChain())));
        answer(
                PCK_CRL,
                ok(expected.pckCrl()).withHeader("SGX-PCK-CRL-Issuer-Chain", encoded(expected.pckCrlIssuerChain())));
        answer(
                ROOT_CRL,
                aResponse()
                        .withBody(HexFormat.of().formatHex(expected.rootCaCrl().toByteArray())));
    }

    @Test
    void collectsWhatTheServiceDelivers() throws Exception {
        assertThat(service().find(PLATFORM_2025)).isEqualTo(expected);

        SERVER.verify(getRequestedFor(urlPathEqualTo(TCB)).withQueryParam("fmspc", equalTo("b0c06f000000")));
        SERVER.verify(getRequestedFor(urlPathEqualTo(PCK_CRL))
                .withQueryParam("ca", equalTo("platform"))
                .withQueryParam("encoding", equalTo("der")));
    }

    @Test
    void takesTheRootListFromItsOwnAddress() throws Exception {
        answer("/elsewhere/root.der", ok(expected.rootCaCrl()));
        CollateralService service = CollateralService.builder()
                .baseUrl(URI.create(SERVER.baseUrl()))
                .rootCaCrl(URI.create(SERVER.baseUrl() + "/elsewhere/root.der"))
                .build();

        assertThat(service.find(PLATFORM_2025)).isEqualTo(expected);
        SERVER.verify(0, getRequestedFor(urlPathEqualTo(ROOT_CRL)));
    }

    @Test
    void understandsHeadersWhoseBlanksArePluses() throws Exception {
        answer(
                TCB,
                ok(expected.tcbInfo())
                        .withHeader(
                                "TCB-Info-Issuer-Chain",
                                URLEncoder.encode(text(expected.tcbInfoIssuerChain()), StandardCharsets.UTF_8)));

        assertThat(service().find(PLATFORM_2025)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"404, MISSING", "400, MISSING", "429, UNREACHABLE", "500, UNREACHABLE", "503, UNREACHABLE"})
    void namesTheReasonOfARefusal(int status, Reason reason) {
        answer(TCB, aResponse().withStatus(status));

        assertThat(failure().reason()).isEqualTo(reason);
        assertThat(failure())
                .hasMessageContaining("TCB info of fmspc b0c06f000000")
                .hasMessageContaining("" + status);
    }

    @Test
    void followsNoRedirect() {
        answer("/other", ok(expected.rootCaCrl()));
        answer(ROOT_CRL, aResponse().withStatus(302).withHeader("Location", "http://localhost:1/other"));

        assertThat(failure().reason()).isEqualTo(Reason.UNREACHABLE);
        SERVER.verify(0, getRequestedFor(urlPathEqualTo("/other")));
    }

    @Test
    void refusesWhatIsSomethingElse() {
        answer(TCB, ok(expected.qeIdentity()));

        assertThat(failure().reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void refusesAnAnswerWithoutIssuerChain() {
        answer(PCK_CRL, ok(expected.pckCrl()));

        assertThat(failure().reason()).isEqualTo(Reason.MALFORMED);
        assertThat(failure()).hasMessageContaining("SGX-PCK-CRL-Issuer-Chain");
    }

    @Test
    void stopsReadingAnEndlessAnswer() {
        answer(ROOT_CRL, aResponse().withBody(new byte[CollateralHttp.MAX_BODY + 1]));

        assertThat(failure().reason()).isEqualTo(Reason.MALFORMED);
        assertThat(failure()).hasMessageContaining("more than");
    }

    @Test
    void givesUpAServiceThatDoesNotAnswerInTime() {
        answer(TCB, ok(expected.tcbInfo()).withFixedDelay(60_000));
        CollateralService service = CollateralService.builder()
                .baseUrl(URI.create(SERVER.baseUrl()))
                .timeout(Duration.ofMillis(200))
                .build();

        assertThat(failure(service).reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void isAskedOnceForManyCallersBehindACache() throws Exception {
        SERVER.resetRequests();
        answer(ROOT_CRL, ok(expected.rootCaCrl()).withFixedDelay(300));
        CachingCollateral cache = CachingCollateral.builder(service())
                .clock(Clock.fixed(Instant.parse("2025-07-01T00:00:00Z"), ZoneOffset.UTC))
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Collateral>> answers =
                    threads.invokeAll(Collections.nCopies(8, () -> cache.find(PLATFORM_2025)));
            for (Future<Collateral> answer : answers) {
                assertThat(answer.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }

        SERVER.verify(1, getRequestedFor(urlPathEqualTo(TCB)));
        SERVER.verify(1, getRequestedFor(urlPathEqualTo(ROOT_CRL)));
    }

    @Test
    void refusesAddressesThatAreNotHttp() {
        assertThatThrownBy(() -> CollateralService.builder()
                        .baseUrl(URI.create("ftp://127.0.0.1"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ftp");
    }

    private static CollateralService service() {
        return CollateralService.builder().baseUrl(URI.create(SERVER.baseUrl())).build();
    }

    private static CollateralException failure() {
        return failure(service());
    }

    private static CollateralException failure(CollateralService service) {
        return catchThrowableOfType(CollateralException.class, () -> service.find(PLATFORM_2025));
    }

    private static void answer(String path, ResponseDefinitionBuilder response) {
        SERVER.stubFor(get(urlPathEqualTo(path)).willReturn(response));
    }

    private static ResponseDefinitionBuilder ok(Bytes body) {
        return WireMock.ok().withBody(body.toByteArray());
    }

    private static String encoded(Bytes pem) {
        return URLEncoder.encode(text(pem), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String text(Bytes pem) {
        return new String(pem.toByteArray(), StandardCharsets.UTF_8);
    }
}
