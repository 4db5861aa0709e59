package dev.cocoonsdk.crypto.sealed.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.RateLimitedException;
import dev.cocoonsdk.core.error.RequestTooLargeException;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls over a sealing transport to a broker that is honest, or not. */
class SealedTransportTest {

    private static final String PROMPT = "What does nobody else know?";
    private static final ChatRequest QUESTION =
            ChatRequest.builder().model(ModelId.of("m")).user(PROMPT).build();

    private final TestProvider provider = new TestProvider(Clock.systemUTC(), TestProvider.MODEL);
    private final TestProvider other = new TestProvider(Clock.systemUTC(), TestProvider.MODEL);
    private final TestBroker broker = new TestBroker();
    private final CocoonClient client = client(AttestationPolicy.fakeTdx(), 3);

    private CocoonClient client(AttestationPolicy policy, int recipients) {
        return CocoonClient.builder()
                .transport(
                        SealedTransport.builder(policy).recipients(recipients).over(broker))
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

    private ChatResult ask() {
        return client.chat().call(QUESTION);
    }

    @Test
    void aCallIsSealedAndItsResultSaysWhoCouldRead() {
        ChatResult result = ask();

        assertThat(result.text()).isEqualTo("Hello world");
        assertThat(result.confidentiality()).isEqualTo(Confidentiality.SEALED_TO_PROVIDER);
        assertThat(result.usage().cost()).isEqualTo(NanoTon.of(60));
        VerifiedAnswer proof = VerifiedAnswer.of(result).get(0);
        assertThat(proof.assurance()).isEqualTo(AssuranceLevel.SIMULATED);
        assertThat(proof.provider().peerKey())
                .isEqualTo(provider.keys.evidence().tlsKey());
        assertThat(proof.receipt().metering().total().value()).isEqualTo(TestProvider.TOTAL);
        assertThat(proof.toJson().string("policy")).isEqualTo("fake_tdx");
        assertThat(provider.opened).hasSize(1);
        assertThat(new String(broker.sealed().get(0).body().toByteArray(), StandardCharsets.ISO_8859_1))
                .doesNotContain("nobody");
        assertThat(broker.sealed().get(0).headers()).hasSize(2);
    }

    @Test
    void withoutTheNetworksWordThePriceIsTheReceipts() {
        broker.saysCharge = false;
        assertThat(ask().usage().cost()).isEqualTo(NanoTon.of(60));
    }

    @Test
    void keysAreAskedForOnceAndUsedAgain() {
        ask();
        ask();
        assertThat(broker.requests.stream().filter(request -> request.path().startsWith("/v1/providers")))
                .hasSize(1);
    }

    @Test
    void whereNobodyListsProvidersAProviderIsAskedItself() {
        broker.knowsProviders = false;
        assertThat(ask().text()).isEqualTo("Hello world");
        assertThat(broker.sealed()).hasSize(2);
    }

    @Test
    void aKeyMismatchIsAnsweredBySealingAnewToTheVerifiedNewcomer() {
        broker.chosen = other;
        ChatResult result = ask();
        assertThat(VerifiedAnswer.of(result).get(0).provider().peerKey())
                .isEqualTo(other.keys.evidence().tlsKey());
        assertThat(broker.sealed()).hasSize(2);
        assertThat(broker.sealed().get(0).body())
                .isNotEqualTo(broker.sealed().get(1).body());
    }

    @Test
    void sealingAnewEndsAfterAsManyTimesAsThereMayBeRecipients() {
        List<TestProvider> strangers = new ArrayList<>();
        broker.meddle = pieces -> pieces;
        TestBroker moving = broker;
        moving.meddle = pieces -> {
            strangers.add(new TestProvider(Clock.systemUTC(), TestProvider.MODEL));
            moving.chosen = strangers.get(strangers.size() - 1);
            return pieces;
        };
        moving.chosen = other;
        try (CocoonClient one = client(AttestationPolicy.fakeTdx(), 2)) {
            assertThatThrownBy(() -> one.chat().call(QUESTION)).isInstanceOf(KeysExhaustedException.class);
        }
        assertThat(broker.sealed()).hasSize(3);
        strangers.forEach(TestProvider::close);
    }

    @Test
    void noTrustedProviderMeansThatNothingIsSentAndEveryReasonIsNamed() {
        AttestationPolicy strict = new AttestationPolicy() {
            @Override
            public String name() {
                return "strict";
            }

            @Override
            public AssuranceLevel assurance() {
                return AssuranceLevel.SIMULATED;
            }

            @Override
            public Verdict evaluate(PeerEvidence evidence, Instant at) {
                return new Verdict.Rejected(
                        evidence.peer(),
                        VerificationStep.MEASUREMENTS,
                        "image hash",
                        "another",
                        "this",
                        dev.cocoonsdk.crypto.FailureClass.POLICY,
                        false);
            }
        };
        try (CocoonClient strictClient = client(strict, 3)) {
            assertThatThrownBy(() -> strictClient.chat().call(QUESTION))
                    .isInstanceOfSatisfying(NoTrustedProviderException.class, error -> {
                        assertThat(error.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);
                        assertThat(error.refused()).hasSize(1);
                        assertThat(error).hasMessageContaining("image hash");
                    });
        }
        assertThat(broker.sealed()).isEmpty();
    }

    @Test
    void aProviderOfAnotherModelIsNotSealedTo() {
        try (TestProvider foreign = new TestProvider(Clock.systemUTC(), "another")) {
            broker.listed = new ArrayList<>(List.of(foreign));
            assertThatThrownBy(this::ask)
                    .isInstanceOf(NoTrustedProviderException.class)
                    .hasMessageContaining("not endorsed for m");
        }
    }

    @Test
    void aDemandOfHardwareIsNotMetByASimulation() {
        CallOptions demanding = CallOptions.builder()
                .header(Transport.ASSURANCE_HEADER, "hardware_tee")
                .build();
        assertThatThrownBy(() -> client.chat().call(QUESTION, demanding))
                .isInstanceOf(NoTrustedProviderException.class)
                .hasMessageContaining("SIMULATED (demanded: at least HARDWARE_TEE)");
        CallOptions modest = CallOptions.builder()
                .header(Transport.ASSURANCE_HEADER, "simulated")
                .build();
        assertThat(client.chat().call(QUESTION, modest).text()).isEqualTo("Hello world");
        assertThat(broker.sealed().get(0).headers())
                .noneMatch(header -> header.name().contains("Assurance"));
    }

    @Test
    void anAnswerInClearIsRefusedUnread() {
        broker.contentType = "text/event-stream";
        assertThatThrownBy(this::ask)
                .isInstanceOfSatisfying(
                        DowngradeRefusedException.class,
                        error -> assertThat(error.acceptance()).isEqualTo(Acceptance.ACCEPTED));
    }

    @Test
    void theBrokersOwnErrorsKeepTheirTypes() {
        broker.status = 429;
        assertThatThrownBy(this::ask).isInstanceOf(RateLimitedException.class);
    }

    @Test
    void aChangedByteIsDetected() {
        broker.meddle = pieces -> {
            byte[] changed = pieces.get(2).toByteArray();
            changed[changed.length - 1] ^= 1;
            List<Bytes> all = new ArrayList<>(pieces);
            all.set(2, Bytes.wrap(changed));
            return all;
        };
        assertTampered("MODIFIED");
    }

    @Test
    void aCutOffReceiptIsDetectedThoughTheAnswerIsWhole() {
        broker.meddle = pieces -> pieces.subList(0, pieces.size() - 1);
        assertTampered("TRUNCATED");
    }

    @Test
    void swappedRecordsAreDetected() {
        broker.meddle = pieces -> {
            List<Bytes> all = new ArrayList<>(pieces);
            all.add(1, all.remove(2));
            return all;
        };
        assertTampered("REORDERED");
    }

    private void assertTampered(String kind) {
        assertThatThrownBy(this::ask)
                .isInstanceOfSatisfying(
                        AnswerTamperedException.class,
                        error -> assertThat(error.kind()).isEqualTo(kind));
    }

    @Test
    void aChargeAboveTheReceiptIsRefused() {
        broker.charged = TestProvider.TOTAL + 1;
        assertThatThrownBy(this::ask).isInstanceOfSatisfying(ReceiptMismatchException.class, error -> {
            assertThat(error.field()).isEqualTo("charged tokens");
            assertThat(error.acceptance()).isEqualTo(Acceptance.ACCEPTED);
        });
    }

    @Test
    void theSameKeySendsTheSameBytesAndAnotherPromptDoesNot() {
        CallOptions keyed = CallOptions.builder().idempotencyKey("k").build();
        client.chat().call(QUESTION, keyed);
        assertThatThrownBy(() -> client.chat().call(QUESTION, keyed))
                .hasCauseInstanceOf(dev.cocoonsdk.crypto.sealed.SealedException.class);
        assertThat(broker.sealed().get(1).body())
                .isEqualTo(broker.sealed().get(0).body());
        client.chat().call(QUESTION.toBuilder().user("more").build(), keyed);
        assertThat(broker.sealed().get(2).body())
                .isNotEqualTo(broker.sealed().get(0).body());
    }

    private static final class TurnedClock extends Clock {
        private volatile Instant now = Instant.now();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private CocoonClient client(Clock clock) {
        return CocoonClient.builder()
                .transport(SealedTransport.builder(AttestationPolicy.fakeTdx())
                        .clock(clock)
                        .over(broker))
                .retries(RetryPolicy.none())
                .build();
    }

    @Test
    void aVerificationThatIsOverIsNotUsedForTheNextRequest() {
        TurnedClock clock = new TurnedClock();
        try (CocoonClient turning = client(clock);
                TestProvider first = new TestProvider(clock, TestProvider.MODEL)) {
            broker.listed = List.of(first);
            broker.chosen = first;
            turning.chat().call(QUESTION);
            clock.now = clock.now.plus(Duration.ofHours(25));
            try (TestProvider later = new TestProvider(clock, TestProvider.MODEL)) {
                broker.listed = List.of(later);
                broker.chosen = later;
                ChatResult result = turning.chat().call(QUESTION);
                assertThat(VerifiedAnswer.of(result).get(0).provider().peerKey())
                        .isEqualTo(later.keys.evidence().tlsKey());
                assertThat(broker.sealed()).hasSize(2);
            }
        }
    }

    @Test
    void aCallThatIsCancelledWhileKeysAreAskedForSendsNothing() {
        broker.silent = true;
        CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
        assertThat(call.cancel(true)).isTrue();
        assertThat(broker.sealed()).isEmpty();
    }

    @Test
    void aRequestThatDoesNotFitIsTooLarge() {
        ChatRequest huge = QUESTION.toBuilder().user("x".repeat(17 << 20)).build();
        assertThatThrownBy(() -> client.chat().call(huge)).isInstanceOf(RequestTooLargeException.class);
        assertThat(broker.sealed()).isEmpty();
    }

    @Test
    void modelsAreAskedForInClearAndSaySo() {
        assertThat(SealedTransport.builder(AttestationPolicy.fakeTdx())
                        .over(broker)
                        .confidentiality())
                .isEqualTo(Confidentiality.SEALED_TO_PROVIDER);
        assertThatThrownBy(() -> client.models().list()).hasMessageContaining("404");
        assertThat(broker.requests.get(0).path()).isEqualTo("/v1/models");
        assertThat(broker.sealed()).isEmpty();
    }

    @Test
    void aPolicyThatAsksForNothingCannotBeGiven() {
        assertThatThrownBy(() -> SealedTransport.builder(AttestationPolicy.any()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
