package dev.cocoonsdk.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.CallOptions;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Proof;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.Verification;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.summarize.SummarizeRequest;
import dev.cocoonsdk.core.summarize.SummarizeResult;
import dev.cocoonsdk.core.support.Answers;
import dev.cocoonsdk.core.support.ManualScheduler;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.HttpTransport;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the results of calls over a sealing transport show, and that nothing counts without it. */
class ProofsTest {

    private static final ChatRequest QUESTION =
            ChatRequest.builder().model(ModelId.of("m")).user("hello").build();

    private record Numbered(int number) implements Proof {
        @Override
        public JsonObject toJson() {
            return JsonValue.object("number", number);
        }
    }

    /** Answers "Hi" to everything that is sealed, in the given way at the end, and 404 to the rest. */
    private static final class Sealing implements Transport {
        private final AtomicInteger sealed = new AtomicInteger();
        private final Consumer<TransportListener> end;

        private Sealing() {
            end = null;
        }

        private Sealing(@Nullable Consumer<TransportListener> end) {
            this.end = end;
        }

        @Override
        public Exchange start(TransportRequest request, TransportListener listener) {
            listener.onConnected();
            if (confidentiality(request) == Confidentiality.NONE) {
                listener.onHead(new ResponseHead(404, List.of()));
                listener.onEnd(null);
                return () -> {};
            }
            int number = sealed.incrementAndGet();
            listener.onHead(new ResponseHead(200, List.of()));
            listener.onBody(Bytes.utf8(Answers.delta("Hi") + Answers.finish() + Answers.done())
                    .asByteBuffer());
            if (end == null) {
                listener.onEnd(info(new Numbered(number)));
            } else {
                end.accept(listener);
            }
            return () -> {};
        }

        @Override
        public Confidentiality confidentiality() {
            return Confidentiality.SEALED_TO_PROVIDER;
        }

        @Override
        public Confidentiality confidentiality(TransportRequest request) {
            return request.method().equals("GET") ? Confidentiality.NONE : Confidentiality.SEALED_TO_PROVIDER;
        }

        @Override
        public void close() {}
    }

    private static FinalInfo info(@Nullable Proof proof) {
        TokenCount one = TokenCount.of(1);
        return new FinalInfo(one, TokenCount.ZERO, one, TokenCount.ZERO, TokenCount.of(2), null, proof);
    }

    private static CocoonClient client(Transport transport) {
        return CocoonClient.builder()
                .transport(transport)
                .defaultModel(ModelId.of("m"))
                .build();
    }

    @Test
    void aResultCarriesTheProofOfItsRequest() {
        try (CocoonClient client = client(new Sealing())) {
            ChatResult result = client.chat().call(QUESTION);
            assertThat(result.confidentiality()).isEqualTo(Confidentiality.SEALED_TO_PROVIDER);
            assertThat(result.verification().proofs()).isEqualTo(List.of(new Numbered(1)));
            assertThat(result.verification().toJson().toJson())
                    .isEqualTo("{\"confidentiality\":\"SEALED_TO_PROVIDER\",\"proofs\":[{\"number\":1}]}");
        }
    }

    @Test
    void aCallWithSeveralRequestsCollectsAllProofs() {
        Sealing transport = new Sealing();
        try (CocoonClient client = client(transport)) {
            SummarizeResult result = client.summarize()
                    .call(SummarizeRequest.builder("A sentence of words. Another one.\n\n".repeat(400))
                            .contextTokens(2000)
                            .build());
            assertThat(result.parts()).hasSizeGreaterThan(1);
            assertThat(result.confidentiality()).isEqualTo(Confidentiality.SEALED_TO_PROVIDER);
            assertThat(result.verification().proofs())
                    .hasSize(transport.sealed.get())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void togetherTheLowestConfidentialityCounts() {
        Verification sealed = new Verification(Confidentiality.SEALED_TO_PROVIDER, List.of(new Numbered(1)));
        Verification clear = new Verification(Confidentiality.NONE, List.of());
        assertThat(sealed.and(clear))
                .isEqualTo(new Verification(Confidentiality.NONE, List.of(new Numbered(1))))
                .isEqualTo(clear.and(sealed));
    }

    @Test
    void anAnswerOfASealedRequestWithoutAProofFails() {
        for (FinalInfo without : new FinalInfo[] {null, info(null)}) {
            try (CocoonClient client = client(new Sealing(listener -> listener.onEnd(without)))) {
                assertThatThrownBy(() -> client.chat().call(QUESTION))
                        .isInstanceOf(ProtocolViolationException.class)
                        .hasMessage("the transport shows no proof");
            }
        }
    }

    @Test
    void aFailureAfterTheLastEventOfASealedAnswerFailsTheCall() {
        Sealing transport = new Sealing(listener ->
                listener.onFailure(new TransportException("broke before the receipt", null, Acceptance.ACCEPTED)));
        try (CocoonClient client = client(transport)) {
            assertThatThrownBy(() -> client.chat().call(QUESTION)).hasMessage("broke before the receipt");
        }
    }

    @Test
    void theEndOfASealedAnswerIsWaitedForAsLongAsForAnyPiece() {
        ManualScheduler scheduler = new ManualScheduler();
        CocoonClient client = CocoonClient.builder()
                .transport(new Sealing(listener -> {}))
                .scheduler(scheduler)
                .build();
        CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
        scheduler.advance(Duration.ofSeconds(29));
        assertThat(call).isNotDone();
        scheduler.advance(Duration.ofSeconds(2));
        assertThat(call).failsWithin(Duration.ofSeconds(60));
    }

    @Test
    void aTransportThatVerifiesNoEnclaveRefusesADemandOfAssurance() {
        HttpTransport transport = HttpTransport.builder()
                .baseUrl(URI.create("http://127.0.0.1:1"))
                .build();
        CallOptions demanding =
                CallOptions.builder().header("cocoon-assurance", "hardware_tee").build();
        try (CocoonClient client = client(transport)) {
            assertThatThrownBy(() -> client.chat().call(QUESTION, demanding))
                    .isInstanceOfSatisfying(
                            InvalidRequestException.class,
                            error -> assertThat(error.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED))
                    .hasMessageContaining(Transport.ASSURANCE_HEADER);
        }
    }
}
