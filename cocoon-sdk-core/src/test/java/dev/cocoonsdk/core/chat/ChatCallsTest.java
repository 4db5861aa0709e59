package dev.cocoonsdk.core.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.chat.ChatEvent.ChoiceFinished;
import dev.cocoonsdk.core.chat.ChatEvent.ContentDelta;
import dev.cocoonsdk.core.chat.ChatEvent.UsageReported;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.AuthenticationException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.support.Answers;
import dev.cocoonsdk.core.support.RawServer;
import dev.cocoonsdk.core.transport.HttpTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The three forms of a chat call over HTTP. */
class ChatCallsTest {

    private static final Usage USAGE = new Usage(7, 0, 2, 0, NanoTon.of(18));

    private static CocoonClient client(RawServer server) {
        return CocoonClient.builder()
                .transport(HttpTransport.builder().baseUrl(server.uri()).build())
                .defaultModel(ModelId.of("m"))
                .build();
    }

    private static void stream(RawServer.Conversation c) throws Exception {
        c.beginStream();
        c.send(Answers.stream());
    }

    @Test
    void aCallGivesTheWholeAnswerOfAStream() throws Exception {
        try (RawServer server = RawServer.serving(ChatCallsTest::stream);
                CocoonClient client = client(server)) {
            ChatResult result = client.chat().call("Say hello");

            assertThat(result.text()).isEqualTo("Hello world");
            assertThat(result.usage()).isEqualTo(USAGE);
            assertThat(result.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(result.attempts()).isEqualTo(1);
            assertThat(result.confidentiality()).isEqualTo(Confidentiality.NONE);
            assertThat(result.timings().firstToken())
                    .isLessThanOrEqualTo(result.timings().total());
        }
    }

    @Test
    void aCallUnderstandsOneDocumentToo() throws Exception {
        try (RawServer server = RawServer.serving(c -> c.answer(200, "application/json", Answers.document()));
                CocoonClient client = client(server)) {
            ChatResult result = client.chat().call("Say hello");

            assertThat(result.text()).isEqualTo("Hello world");
            assertThat(result.usage()).isEqualTo(USAGE);
        }
    }

    @Test
    void aFutureGivesTheSameAnswer() throws Exception {
        try (RawServer server = RawServer.serving(ChatCallsTest::stream);
                CocoonClient client = client(server)) {
            ChatRequest request = ChatRequest.builder().user("Say hello").build();

            assertThat(client.chat()
                            .callAsync(request)
                            .get(60, TimeUnit.SECONDS)
                            .text())
                    .isEqualTo("Hello world");
        }
    }

    @Test
    void aQuestionComesInEveryFormAndForEachGoesOverTheEvents() throws Exception {
        try (RawServer server = RawServer.serving(ChatCallsTest::stream);
                CocoonClient client = client(server);
                EventStream<ChatEvent, ChatResult> stream = client.chat().stream("Say hello")) {
            StringBuilder text = new StringBuilder();
            for (ChatEvent event : stream) {
                text.append(event.text());
            }
            assertThat(text).hasToString("Hello world");
            assertThat(stream.iterator().hasNext()).isFalse();
            assertThat(client.chat()
                            .callAsync("Say hello")
                            .get(60, TimeUnit.SECONDS)
                            .text())
                    .isEqualTo("Hello world");
        }
    }

    @Test
    void aFailureShowsWhoWaitedForIt() throws Exception {
        try (RawServer server = RawServer.serving(c -> c.answer(401, "application/json", "{\"error\":\"no\"}"));
                CocoonClient client = client(server)) {
            assertThatExceptionOfType(AuthenticationException.class)
                    .isThrownBy(() -> client.chat().call("Say hello"))
                    .satisfies(ChatCallsTest::namesThisClassOnce);
            EventStream<ChatEvent, ChatResult> stream = client.chat().stream("Say hello");
            assertThatExceptionOfType(AuthenticationException.class).isThrownBy(stream::hasNext);
            assertThatExceptionOfType(AuthenticationException.class)
                    .isThrownBy(stream::result)
                    .satisfies(ChatCallsTest::namesThisClassOnce);
        }
    }

    private static void namesThisClassOnce(CocoonException failure) {
        assertThat(failure.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);
        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(failure.getStackTrace())
                .extracting(StackTraceElement::getClassName)
                .contains(ChatCallsTest.class.getName());
        assertThat(failure.getStackTrace())
                .filteredOn(frame -> "waited for by".equals(frame.getFileName()))
                .hasSize(1);
    }

    @Test
    void aStreamDeliversEventsAndThenTheResult() throws Exception {
        try (RawServer server = RawServer.serving(ChatCallsTest::stream);
                CocoonClient client = client(server);
                EventStream<ChatEvent, ChatResult> stream = client.chat().stream(
                        ChatRequest.builder().user("Say hello").build())) {
            List<ChatEvent> events = new ArrayList<>();
            stream.forEachRemaining(events::add);

            assertThat(events)
                    .containsExactly(
                            new ContentDelta(0, "Hello"),
                            new ContentDelta(0, " world"),
                            new ChoiceFinished(0, FinishReason.STOP),
                            new UsageReported(USAGE));
            assertThat(stream.result().text()).isEqualTo("Hello world");
        }
    }
}
