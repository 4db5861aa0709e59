package dev.cocoonsdk;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.models.ModelList;
import dev.cocoonsdk.core.transport.Dialect;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.sealed.Padding;
import dev.cocoonsdk.ton.TonAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CocoonClientBuilderTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private static final String WALLET = "0:2ecfd7947d591eb67fa6c56b02b6bb1de6963085785ab4c20baa9661685a3d5f";

    @BeforeEach
    void answerModels() {
        SERVER.stubFor(get("/v1/models")
                .willReturn(okJson("{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\"}]}")));
    }

    @Test
    void paysFromTheAccountAndSaysWhoCouldRead() {
        try (CocoonClient client = builder(Map.of())
                .broker(SERVER.baseUrl())
                .account(TonAddress.parse(WALLET), Secret.of("s3cret"))
                .insecureForDevelopment()
                .build()) {
            ModelList models = client.models().list();

            assertThat(models.ids()).containsExactly(ModelId.of("m"));
            assertThat(models.verification().confidentiality()).isEqualTo(Confidentiality.NONE);
        }
        SERVER.verify(getRequestedFor(urlEqualTo("/v1/models"))
                .withHeader("Authorization", equalTo("Bearer " + WALLET + ":s3cret")));
    }

    @Test
    void takesBrokerAndTokenFromTheEnvironment() {
        Map<String, String> environment = Map.of("COCOON_URL", SERVER.baseUrl(), "COCOON_TOKEN", WALLET + ":");

        try (CocoonClient client = builder(environment).insecureForDevelopment().build()) {
            assertThat(client.models().list().ids()).hasSize(1);
        }

        SERVER.verify(getRequestedFor(urlEqualTo("/v1/models"))
                .withHeader("Authorization", equalTo("Bearer " + WALLET + ":")));
    }

    @Test
    void neverSendsTheTokenOfTheEnvironmentToAServerThatTheProgramNames() {
        Map<String, String> environment = Map.of("COCOON_URL", "https://broker.example", "COCOON_TOKEN", "secret");

        try (CocoonClient client = builder(environment)
                .broker(SERVER.baseUrl())
                .insecureForDevelopment()
                .build()) {
            assertThat(client.models().list().ids()).hasSize(1);
        }

        SERVER.verify(getRequestedFor(urlEqualTo("/v1/models")).withoutHeader("Authorization"));
    }

    @Test
    void neverSendsTheTokenOfTheEnvironmentToAnOpenAiServer() {
        Map<String, String> environment = Map.of("COCOON_URL", SERVER.baseUrl(), "COCOON_TOKEN", "secret");

        try (CocoonClient client = builder(environment)
                .dialect(Dialect.OPENAI)
                .insecureForDevelopment()
                .build()) {
            assertThat(client.models().list().ids()).hasSize(1);
        }

        SERVER.verify(getRequestedFor(urlEqualTo("/v1/models")).withoutHeader("Authorization"));
    }

    @Test
    void aSetTokenWinsOverTheEnvironment() {
        try (CocoonClient client = builder(Map.of("COCOON_URL", SERVER.baseUrl(), "COCOON_TOKEN", "other"))
                .token(Secret.of("mine"))
                .insecureForDevelopment()
                .build()) {
            assertThat(client.models().list().ids()).hasSize(1);
        }

        SERVER.verify(getRequestedFor(urlEqualTo("/v1/models")).withHeader("Authorization", equalTo("Bearer mine")));
    }

    @Test
    void refusesToBuildWhatIsNotConfidentialUnlessToldSo() {
        assertThatThrownBy(() -> builder(Map.of()).broker(SERVER.baseUrl()).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SEALED_TO_PROVIDER")
                .hasMessageContaining("insecureForDevelopment()");
    }

    @Test
    void refusesAClientWithoutABroker() {
        assertThatThrownBy(() -> builder(Map.of()).insecureForDevelopment().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("COCOON_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://broker.example:1",
                "http://127.evil.example",
                "http://127.0.0.1.example",
                "http://10.0.0.1"
            })
    void sendsNoTokenInClearOverANetwork(String address) {
        assertThatThrownBy(() -> builder(Map.of())
                        .broker(address)
                        .token(Secret.of("t"))
                        .insecureForDevelopment()
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1",
                "http://127.0.0.1:1",
                "http://127.1.2.3:1",
                "http://[::1]:1",
                "https://broker.example"
            })
    void sendsATokenOverTlsAndToThisMachine(String address) {
        builder(Map.of())
                .broker(address)
                .token(Secret.of("t"))
                .insecureForDevelopment()
                .build()
                .close();
    }

    @Test
    void aLayerThatSealsMakesTheTransportGoodEnough() {
        Recorded inner = new Recorded(Confidentiality.NONE);
        List<Transport> wrapped = new ArrayList<>();

        CocoonClient client = builder(Map.of())
                .transport(inner)
                .layer(transport -> {
                    wrapped.add(transport);
                    return new Recorded(Confidentiality.SEALED_TO_PROVIDER);
                })
                .build();
        client.close();

        assertThat(wrapped).containsExactly(inner);
    }

    @Test
    void withAPolicyForProvidersTheClientSealsByDefault() {
        Recorded inner = new Recorded(Confidentiality.NONE);

        builder(Map.of())
                .transport(inner)
                .providers(AttestationPolicy.fakeTdx())
                .sealing(options -> options.recipients(1).padding(Padding.none()))
                .build()
                .close();

        assertThat(inner.closed).isTrue();
    }

    @Test
    void sealingNeedsSomebodyToSealTo() {
        assertThatThrownBy(() -> builder(Map.of())
                        .transport(new Recorded(Confidentiality.NONE))
                        .sealing(options -> options.recipients(1))
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("providers(…)");
        assertThatThrownBy(() -> builder(Map.of())
                        .transport(new Recorded(Confidentiality.NONE))
                        .providers(AttestationPolicy.any())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("any");
        assertThatThrownBy(() -> builder(Map.of())
                        .transport(new Recorded(Confidentiality.NONE))
                        .build())
                .hasMessageContaining("providers(…)");
    }

    @Test
    void closesTheTransportWhenItCannotBeUsed() {
        Recorded transport = new Recorded(Confidentiality.ATTESTED_BROKER);

        assertThatThrownBy(() -> builder(Map.of()).transport(transport).build())
                .isInstanceOf(IllegalStateException.class);

        assertThat(transport.closed).isTrue();
    }

    @Test
    void aTransportAndABrokerExcludeEachOther() {
        Recorded transport = new Recorded(Confidentiality.NONE);

        assertThatThrownBy(() -> builder(Map.of())
                        .transport(transport)
                        .broker(SERVER.baseUrl())
                        .insecureForDevelopment()
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one way");
    }

    @Test
    void opensTheNetworkWhenTheClientIsBuiltAndClosesItWithTheClient() {
        List<Recorded> opened = new ArrayList<>();
        CocoonClientBuilder builder = builder(Map.of()).insecureForDevelopment().network(() -> {
            opened.add(new Recorded(Confidentiality.NONE));
            return opened.get(0);
        });
        assertThat(opened).isEmpty();

        CocoonClient client = builder.build();
        assertThat(opened).hasSize(1);
        assertThat(opened.get(0).closed).isFalse();

        client.close();
        assertThat(opened.get(0).closed).isTrue();
    }

    @Test
    void aNetworkAndATransportExcludeEachOther() {
        Recorded transport = new Recorded(Confidentiality.NONE);

        assertThatThrownBy(() -> builder(Map.of())
                        .transport(transport)
                        .network(() -> transport)
                        .insecureForDevelopment()
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one way");
    }

    @Test
    void aNetworkAndAnAccountExcludeEachOther() {
        assertThatThrownBy(() -> builder(Map.of())
                        .network(() -> new Recorded(Confidentiality.NONE))
                        .account(TonAddress.parse(WALLET), Secret.of("s3cret"))
                        .insecureForDevelopment()
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("network(…)");
    }

    @Test
    void coresBuilderOpensANetworkItself() {
        Recorded opened = new Recorded(Confidentiality.NONE);

        CocoonClient.builder().network(() -> opened).build().close();

        assertThat(opened.closed).isTrue();
        assertThatThrownBy(() -> CocoonClient.builder().build()).isInstanceOf(IllegalStateException.class);
    }

    private static CocoonClientBuilder builder(Map<String, String> environment) {
        return new CocoonClientBuilder(environment);
    }

    /** A transport that is never used, only composed. */
    private static final class Recorded implements Transport {
        private final Confidentiality confidentiality;
        private boolean closed;

        private Recorded(Confidentiality confidentiality) {
            this.confidentiality = confidentiality;
        }

        @Override
        public Exchange start(TransportRequest request, TransportListener listener) {
            throw new AssertionError("no call is made");
        }

        @Override
        public Confidentiality confidentiality() {
            return confidentiality;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
