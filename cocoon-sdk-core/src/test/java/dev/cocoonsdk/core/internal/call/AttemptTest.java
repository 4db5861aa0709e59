package dev.cocoonsdk.core.internal.call;

import static dev.cocoonsdk.core.support.TestClients.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.core.policy.Deadline;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.summarize.SummarizeEvent;
import dev.cocoonsdk.core.summarize.SummarizeRequest;
import dev.cocoonsdk.core.summarize.SummarizeResult;
import dev.cocoonsdk.core.support.Answers;
import dev.cocoonsdk.core.support.ManualScheduler;
import dev.cocoonsdk.core.transport.Exchange;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportListener;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Attempts over a transport that the test plays by hand, for the orders of events that a network rarely shows. */
class AttemptTest {

    private static final class PlayedTransport implements Transport {
        private final List<TransportListener> listeners = new ArrayList<>();
        private final List<TransportRequest> requests = new ArrayList<>();
        private int cancels;
        private Runnable onCancel = () -> {};

        @Override
        public Exchange start(TransportRequest request, TransportListener listener) {
            requests.add(request);
            listeners.add(listener);
            return () -> {
                cancels++;
                Runnable hook = onCancel;
                onCancel = () -> {};
                hook.run();
            };
        }

        @Override
        public Confidentiality confidentiality() {
            return Confidentiality.ATTESTED_BROKER;
        }

        @Override
        public void close() {
            listeners.clear();
        }
    }

    private final ManualScheduler scheduler = new ManualScheduler();
    private final PlayedTransport transport = new PlayedTransport();
    private final CocoonClient client = CocoonClient.builder()
            .transport(transport)
            .scheduler(scheduler)
            .retries(RetryPolicy.none())
            .executor(Runnable::run)
            .defaultModel(ModelId.of("m"))
            .build();

    private static CocoonException failureOf(CompletableFuture<ChatResult> call) {
        assertThat(call).isCompletedExceptionally();
        return (CocoonException) call.handle((value, error) -> error).join();
    }

    private static void answer(TransportListener listener) {
        listener.onConnected();
        listener.onHead(new ResponseHead(200, List.of()));
        listener.onBody(Bytes.utf8(Answers.stream()).asByteBuffer());
    }

    @Test
    void aConnectionThatComesAfterItsDeadlineIsRefusedSoThatNothingIsSent() {
        CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
        scheduler.advance(Deadlines.DEFAULT.connect());

        assertThatThrownBy(() -> transport.listeners.get(0).onConnected()).isInstanceOf(CallCancelledException.class);
        assertThat(transport.cancels).isEqualTo(1);
        assertThat(failureOf(call)).isInstanceOfSatisfying(CallTimeoutException.class, e -> {
            assertThat(e.deadline()).isEqualTo(Deadline.CONNECT);
            assertThat(e.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);
        });
    }

    @Test
    void aCancelBeforeTheConnectionSendsNothing() {
        CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
        call.cancel(false);

        assertThatThrownBy(() -> transport.listeners.get(0).onConnected()).isInstanceOf(CallCancelledException.class);
        assertThat(transport.cancels).isEqualTo(1);
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void aRequestThatIsSentWhileItsCallIsCancelledIsNotTakenForNothingSent() {
        EventStream<SummarizeEvent, SummarizeResult> stream =
                client.summarize().stream(SummarizeRequest.builder("One sentence that says little. ".repeat(2000))
                        .parallelism(2)
                        .build());
        TransportListener models = transport.listeners.get(0);
        models.onConnected();
        models.onHead(new ResponseHead(404, List.of()));
        models.onEnd(null);
        assertThat(transport.listeners).hasSize(3);
        transport.onCancel = transport.listeners.get(2)::onConnected;

        stream.cancel();

        assertThatThrownBy(stream::result)
                .isInstanceOfSatisfying(
                        CallCancelledException.class,
                        e -> assertThat(e.acceptance()).isEqualTo(Acceptance.UNKNOWN));
    }

    @Test
    void anAnswerThatSaidItIsDoneIsDeliveredThoughTheConnectionStaysOpen() {
        CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
        answer(transport.listeners.get(0));
        assertThat(call).isNotDone();

        scheduler.advance(Duration.ofSeconds(1));

        assertThat(call.join().text()).isEqualTo("Hello world");
        assertThat(transport.cancels).isEqualTo(1);
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void anAnswerThatSaidItIsDoneIsDeliveredThoughTheConnectionBreaks() {
        CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
        answer(transport.listeners.get(0));
        transport.listeners.get(0).onFailure(new TransportException("broken", null, Acceptance.ACCEPTED));

        assertThat(call.join().text()).isEqualTo("Hello world");
    }

    @Test
    void commentsDoNotKeepAnIdleAnswerAlive() {
        CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
        TransportListener listener = transport.listeners.get(0);
        listener.onConnected();
        listener.onHead(new ResponseHead(200, List.of()));
        listener.onBody(Bytes.utf8(Answers.delta("Hi")).asByteBuffer());
        Duration half = Deadlines.DEFAULT.idle().dividedBy(2);
        for (int i = 0; i < 2; i++) {
            scheduler.advance(half);
            listener.onBody(Bytes.utf8(": still here\n\n").asByteBuffer());
        }

        assertThat(failureOf(call))
                .isInstanceOfSatisfying(
                        CallTimeoutException.class,
                        e -> assertThat(e.deadline()).isEqualTo(Deadline.IDLE));
    }

    @Test
    void anAnswerWithFewerChoicesThanAskedForIsBrokenOff() {
        CompletableFuture<ChatResult> call =
                client.chat().callAsync(QUESTION.toBuilder().n(2).build());
        TransportListener listener = transport.listeners.get(0);
        listener.onConnected();
        listener.onHead(new ResponseHead(200, List.of()));
        listener.onBody(Bytes.utf8(Answers.delta("Hi") + Answers.finish()).asByteBuffer());
        listener.onEnd(null);

        assertThat(failureOf(call)).hasMessageContaining("broke off");
    }

    @Test
    void completingTheFutureFromOutsideCancelsTheCall() {
        CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
        transport.listeners.get(0).onConnected();

        call.completeExceptionally(new TimeoutException());

        assertThat(transport.cancels).isEqualTo(1);
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void whatComesAfterTheEndIsIgnored() {
        CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
        TransportListener listener = transport.listeners.get(0);
        answer(listener);
        listener.onEnd(null);
        listener.onBody(Bytes.utf8("data: {]\n\n").asByteBuffer());
        listener.onFailure(new CallCancelledException("late", null, Acceptance.UNKNOWN));

        assertThat(call.join().text()).isEqualTo("Hello world");
        assertThat(transport.cancels).isZero();
    }

    @Test
    void theResultSaysWhoCouldReadAndTakesTheTransportsCostWhereTheAnswerHasNone() {
        CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
        TransportListener listener = transport.listeners.get(0);
        listener.onConnected();
        listener.onHead(new ResponseHead(200, List.of()));
        listener.onBody(Bytes.utf8(Answers.delta("Hi") + Answers.finish()).asByteBuffer());
        TokenCount five = TokenCount.of(5);
        listener.onEnd(
                new FinalInfo(five, TokenCount.ZERO, five, TokenCount.ZERO, TokenCount.of(10), NanoTon.of(200), null));

        ChatResult result = call.join();
        assertThat(result.confidentiality()).isEqualTo(Confidentiality.ATTESTED_BROKER);
        assertThat(result.usage().cost()).isEqualTo(NanoTon.of(200));
    }

    @Test
    void theRequestCarriesModelLimitsAndTheTimeThatIsLeft() {
        CompletableFuture<ChatResult> call =
                client.chat().callAsync(QUESTION.toBuilder().maxTokens(55).build());

        TransportRequest request = transport.requests.get(0);
        assertThat(request.model()).isEqualTo(ModelId.of("m"));
        assertThat(request.limits().maxTokens()).isEqualTo(55);
        assertThat(request.limits().maxCoefficient()).isEqualTo(4000);
        assertThat(request.limits().timeout()).isEqualTo(Deadlines.DEFAULT.total());
        assertThat(request.connectDeadline()).isEqualTo(Deadlines.DEFAULT.connect());
        assertThat(request.toString()).doesNotContain("garden");
        assertThat(call).isNotDone();
    }

    @Test
    void anEndWithoutAHeadIsAProtocolViolation() {
        CompletableFuture<ChatResult> call = client.chat().callAsync(QUESTION);
        TransportListener listener = transport.listeners.get(0);
        listener.onConnected();
        listener.onEnd(null);

        assertThat(failureOf(call)).hasMessage("the answer has no head");
    }
}
