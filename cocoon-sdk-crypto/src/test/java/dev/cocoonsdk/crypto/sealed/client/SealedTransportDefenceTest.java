package dev.cocoonsdk.crypto.sealed.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.ModelUnavailableException;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.core.transport.TransportRequest;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sealing transport does not put up with, and what it does not fall over. */
class SealedTransportDefenceTest {

    private static final ChatRequest QUESTION =
            ChatRequest.builder().model(ModelId.of("m")).user("What?").build();

    private final TestProvider provider = new TestProvider(Clock.systemUTC(), TestProvider.MODEL);
    private final TestProvider other = new TestProvider(Clock.systemUTC(), TestProvider.MODEL);
    private final TestBroker broker = new TestBroker();
    private final CocoonClient client = client(SealedTransport.builder(AttestationPolicy.fakeTdx()));

    private CocoonClient client(SealedTransport.Builder sealing) {
        return CocoonClient.builder()
                .transport(sealing.over(broker))
                .retries(RetryPolicy.none())
                .build();
    }

    @BeforeEach
    void listOne() {
        broker.listed.add(provider);
        broker.chosen = provider;
    }

    @AfterEach
    void close() {
        client.close();
        provider.close();
        other.close();
    }

    @Test
    void aHardwarePolicyThatNamesNoImageHasToBeAskedForLoudly() {
        TdxPolicy anyImage = TdxPolicy.builder(CollateralSource.none()).build();
        assertThatThrownBy(() -> SealedTransport.builder(anyImage).over(broker))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("which images are good");
        SealedTransport.builder(anyImage)
                .dangerouslyTrustAnyImage()
                .over(broker)
                .close();
    }

    @Test
    void underAPolicyThatPromisesNothingAProvidersAssuranceIsNone() {
        AttestationPolicy modest = new AttestationPolicy() {
            @Override
            public String name() {
                return "modest";
            }

            @Override
            public dev.cocoonsdk.crypto.Verdict evaluate(
                    dev.cocoonsdk.crypto.PeerEvidence evidence, java.time.Instant at) {
                return AttestationPolicy.fakeTdx().evaluate(evidence, at);
            }
        };
        try (CocoonClient careless = client(SealedTransport.builder(modest).dangerouslyTrustAnyImage())) {
            ChatResult result = careless.chat().call(QUESTION);
            assertThat(VerifiedAnswer.of(result).get(0).assurance()).isEqualTo(AssuranceLevel.NONE);
        }
    }

    @Test
    void theSameEvidenceListedTwiceIsOneProvider() {
        broker.listed.add(provider);
        assertThat(client.chat().call(QUESTION).text()).isEqualTo("Hello world");
    }

    @Test
    void aMismatchThatCostsSomethingIsNotSealedAnew() {
        broker.chosen = other;
        broker.chargesForNothing = true;
        assertChargeRefused();
        assertThat(broker.sealed()).hasSize(1);
    }

    @Test
    void anErrorWithoutAReceiptThatCostsSomethingIsRefused() {
        provider.busy = true;
        broker.chargesForNothing = true;
        assertChargeRefused();
    }

    @Test
    void aRefusalThatCostsSomethingIsRefused() {
        CallOptions keyed = CallOptions.builder().idempotencyKey("k").build();
        client.chat().call(QUESTION, keyed);
        broker.meddle = pieces -> List.of(dev.cocoonsdk.crypto.sealed.SealedAnswers.refused(
                dev.cocoonsdk.core.Hash256.ZERO, dev.cocoonsdk.crypto.sealed.Refusal.MALFORMED));
        broker.chargesForNothing = true;
        assertChargeRefused();
    }

    @Test
    void evidenceThatCostsSomethingIsRefused() {
        broker.knowsProviders = false;
        broker.chargesForNothing = true;
        assertChargeRefused();
        assertThat(broker.sealed().get(0).limits().maxTokens()).isZero();
    }

    private void assertChargeRefused() {
        assertThatThrownBy(() -> client.chat().call(QUESTION))
                .isInstanceOfSatisfying(ReceiptMismatchException.class, error -> {
                    assertThat(error.expected()).isEqualTo("0");
                    assertThat(error.acceptance()).isEqualTo(Acceptance.ACCEPTED);
                });
    }

    @Test
    void whatAnEnclaveDidNotBeginIsSealedAnewUnderAnotherKey() {
        CallOptions keyed = CallOptions.builder().idempotencyKey("k").build();
        provider.busy = true;
        assertThatThrownBy(() -> client.chat().call(QUESTION, keyed)).isInstanceOf(ModelUnavailableException.class);
        provider.busy = false;

        assertThat(client.chat().call(QUESTION, keyed).text()).isEqualTo("Hello world");
        List<TransportRequest> sent = broker.sealed();
        assertThat(sent).extracting(TransportRequest::idempotencyKey).containsExactly("k", "k~2");
        assertThat(sent.get(0).body()).isNotEqualTo(sent.get(1).body());
    }

    @Test
    void aCallThatWaitsForKeysEndsWhenTheTransportIsClosed() {
        List<Runnable> never = new ArrayList<>();
        CompletableFuture<CocoonException> ended = new CompletableFuture<>();
        SealedTransport transport = SealedTransport.builder(AttestationPolicy.fakeTdx())
                .executor(never::add)
                .over(broker);
        transport.start(chat(), new dev.cocoonsdk.core.transport.TransportListener() {
            @Override
            public void onConnected() {}

            @Override
            public void onHead(dev.cocoonsdk.core.transport.ResponseHead head) {}

            @Override
            public void onBody(java.nio.ByteBuffer bytes) {}

            @Override
            public void onEnd(dev.cocoonsdk.core.transport.FinalInfo info) {}

            @Override
            public void onFailure(CocoonException error) {
                ended.complete(error);
            }
        });
        assertThat(ended).isNotDone();

        transport.close();

        assertThat(ended).isCompletedWithValueMatching(CallCancelledException.class::isInstance);
    }

    private static TransportRequest chat() {
        return new TransportRequest(
                "POST",
                "/v1/chat/completions",
                List.of(),
                Bytes.wrap(new byte[] {'{', '}'}),
                ModelId.of("m"),
                QueryLimits.DEFAULT,
                null,
                java.time.Duration.ofSeconds(10));
    }
}
