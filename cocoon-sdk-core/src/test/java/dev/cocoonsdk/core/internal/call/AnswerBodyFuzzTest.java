package dev.cocoonsdk.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.Timings;
import dev.cocoonsdk.core.Verification;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.internal.chat.ChatAnswerReader;
import dev.cocoonsdk.core.internal.error.ErrorMapper;
import dev.cocoonsdk.core.support.ReadAnswers;
import dev.cocoonsdk.core.support.Resources;
import dev.cocoonsdk.core.transport.ResponseHead;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Any bytes in place of a chat answer give a result or a typed error. */
class AnswerBodyFuzzTest {

    private static final CallInfo INFO =
            new CallInfo(new Timings(null, Duration.ZERO), 1, new Verification(Confidentiality.NONE, List.of()), null);

    private static void read(int status, byte[] body) {
        ErrorMapper errors = ReadAnswers.errors("{}");
        List<ChatEvent> events = new ArrayList<>();
        ChatAnswerReader reader = new ChatAnswerReader(ReadAnswers.MODEL, 1, errors);
        AnswerBody<ChatEvent, ChatResult> answer = new AnswerBody<>(reader, errors, events::add);
        try {
            answer.head(new ResponseHead(status, List.of()));
            answer.feed(ByteBuffer.wrap(body));
            answer.end();
            ChatResult result = reader.finish(INFO);
            assertThat(result.choices()).isNotEmpty();
        } catch (CocoonException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "30s")
    void anyStreamGivesAResultOrATypedError(byte[] body) {
        read(200, body);
    }

    @FuzzTest(maxDuration = "30s")
    void anyErrorBodyGivesATypedError(byte[] body) {
        read(500, body);
    }

    @Property(tries = 1000)
    void aCaptureWithBytesChangedGivesAResultOrATypedError(
            @ForAll @Size(max = 20) List<Integer> places, @ForAll byte replacement) {
        byte[] body = Resources.bytes("http-openai-stream.txt");
        for (int place : places) {
            body[Math.floorMod(place, body.length)] = replacement;
        }
        read(200, body);
    }
}
