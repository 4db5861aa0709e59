package dev.cocoonsdk.core.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonDataException;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Timings;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.Verification;
import dev.cocoonsdk.core.chat.ChatEvent;
import dev.cocoonsdk.core.chat.ChatEvent.ContentDelta;
import dev.cocoonsdk.core.chat.ChatEvent.ReasoningDelta;
import dev.cocoonsdk.core.chat.ChatEvent.ToolCallDelta;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.chat.FinishReason;
import dev.cocoonsdk.core.chat.Role;
import dev.cocoonsdk.core.chat.ToolCall;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.internal.call.CallInfo;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.support.ReadAnswers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** Chat answers, piece by piece. */
class ChatAnswerReaderTest {

    private static final CallInfo INFO =
            new CallInfo(new Timings(null, Duration.ZERO), 1, new Verification(Confidentiality.NONE, List.of()), null);

    private final ChatAnswerReader reader = new ChatAnswerReader(ReadAnswers.MODEL, 1, ReadAnswers.errors("{}"));
    private final List<ChatEvent> events = new ArrayList<>();

    private void read(String... values) throws IOException {
        for (String value : values) {
            reader.read(new Buffer().writeUtf8(value.replace('\'', '"')), events::add);
        }
    }

    private ChatResult finish() {
        return reader.finish(INFO);
    }

    @Test
    void piecesOfTextBecomeOneMessage() throws Exception {
        read(
                "{'id':'a','model':'other','choices':[{'index':0,'delta':{'role':'assistant','content':''}}]}",
                "{'choices':[{'index':0,'delta':{'content':'Hel'}}]}",
                "{'choices':[{'delta':{'content':'lo'},'finish_reason':'stop','index':0}]}");

        ChatResult result = finish();
        assertThat(events)
                .containsExactly(
                        new ContentDelta(0, "Hel"),
                        new ContentDelta(0, "lo"),
                        new ChatEvent.ChoiceFinished(0, FinishReason.STOP));
        assertThat(result.text()).isEqualTo("Hello");
        assertThat(result.id()).isEqualTo("a");
        assertThat(result.model()).isEqualTo(ModelId.of("other"));
        assertThat(result.message().role()).isEqualTo(Role.ASSISTANT);
    }

    @Test
    void severalChoicesAreKeptApartAndEndTheAnswerTogether() throws Exception {
        read(
                "{'choices':[{'index':1,'delta':{'content':'B'}},{'index':0,'delta':{'content':'A'}}]}",
                "{'choices':[{'index':1,'delta':{},'finish_reason':'length'}]}");
        assertThat(reader.isComplete()).isFalse();
        read("{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}");

        assertThat(reader.isComplete()).isTrue();
        assertThat(finish().choices()).extracting(c -> c.message().text()).containsExactly("A", "B");
        assertThat(finish().choices().get(1).finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void toolCallsArePutTogetherFromTheirPieces() throws Exception {
        read(
                "{'choices':[{'index':0,'delta':{'content':null,'tool_calls':[{'index':0,'id':'t1','type':'function','function':{'name':'weather','arguments':''}}]}}]}",
                "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{city:'}}]}}]}",
                "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'Bern}'}},{'index':1,'id':'t2','function':{'name':'time','arguments':'{}'}}]}}]}",
                "{'choices':[{'index':0,'delta':{},'finish_reason':'tool_calls'}]}");

        assertThat(finish().message().toolCalls())
                .containsExactly(new ToolCall("t1", "weather", "{city:Bern}"), new ToolCall("t2", "time", "{}"));
        assertThat(finish().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(events).contains(new ToolCallDelta(0, 0, null, null, "Bern}"));
    }

    @Test
    void reasoningIsKeptApartFromTheAnswerUnderBothNames() throws Exception {
        read(
                "{'choices':[{'index':0,'delta':{'reasoning_content':'Hm'}}]}",
                "{'choices':[{'index':0,'delta':{'reasoning':'m'}}]}",
                "{'choices':[{'index':0,'delta':{'content':'Yes'},'finish_reason':'stop'}]}");

        assertThat(finish().message().reasoning()).isEqualTo("Hmm");
        assertThat(finish().text()).isEqualTo("Yes");
        assertThat(events).startsWith(new ReasoningDelta(0, "Hm"), new ReasoningDelta(0, "m"));
    }

    @Test
    void ofUsageTheMaximaHold() throws Exception {
        read(
                "{'choices':[{'index':0,'delta':{'content':'x'}}],'usage':{'prompt_tokens':5,'completion_tokens':9}}",
                "{'choices':[],'usage':{'prompt_tokens':7,'completion_tokens':2,'completion_tokens_details':{'reasoning_tokens':1},"
                        + "'prompt_tokens_details':{'cached_tokens':3},'total_cost':180,'region':'eu'}}");

        assertThat(finish().usage()).isEqualTo(new Usage(7, 3, 9, 1, NanoTon.of(180)));
        assertThat(finish().additionalProperties().object("usage")).isEqualTo(JsonValue.object("region", "eu"));
        assertThat(reader.isComplete()).isTrue();
    }

    @Test
    void countsOfAWrongTypeAreZero() throws Exception {
        read(
                "{'choices':[{'message':{'content':'x'}}],'usage':{'prompt_tokens':'many','completion_tokens':-1,'total_cost':1.5}}");

        assertThat(finish().usage()).isEqualTo(new Usage(0, 0, 0, 0, NanoTon.ZERO));
    }

    @Test
    void unknownMembersSurviveAtEveryLevelAndGrowTogether() throws Exception {
        read(
                "{'system_fingerprint':'f','choices':[{'index':0,'logprobs':{'content':[1]},'delta':{'content':'a','refusal':null}}]}",
                "{'choices':[{'index':0,'logprobs':{'content':[2]},'delta':{'content':'b','audio':{'id':'z'}},'finish_reason':'stop'}],"
                        + "'debug':{'n':1}}");

        ChatResult result = finish();
        assertThat(result.additionalProperties().string("system_fingerprint")).isEqualTo("f");
        assertThat(result.additionalProperties().object("debug")).isEqualTo(JsonValue.object("n", 1));
        assertThat(result.choices()
                        .get(0)
                        .additionalProperties()
                        .object("logprobs")
                        .array("content"))
                .containsExactly(JsonValue.of(1), JsonValue.of(2));
        assertThat(result.message().additionalProperties().members()).containsOnlyKeys("refusal", "audio");
    }

    @Test
    void unknownValuesOfOpenTypesAreKept() throws Exception {
        read("{'choices':[{'index':0,'delta':{'role':'oracle','content':'x'},'finish_reason':'tired'}]}");

        assertThat(finish().finishReason()).isEqualTo(new FinishReason("tired"));
        assertThat(finish().message().role()).isEqualTo(new Role("oracle"));
    }

    @Test
    void aWholeDocumentIsComplete() throws Exception {
        read(
                "{'choices':[{'index':0,'message':{'role':'assistant','content':[{'type':'text','text':'Hi'}]},'finish_reason':null}]}");

        assertThat(reader.isComplete()).isTrue();
        assertThat(finish().text()).isEqualTo("Hi");
    }

    @Test
    void anErrorWithinTheStreamIsThrown() {
        assertThatThrownBy(() -> read("{'error':{'message':'engine died','code':'provider_failure'},'error_code':602}"))
                .isInstanceOfSatisfying(ProviderFailureException.class, e -> {
                    assertThat(e.code()).isEqualTo(602);
                    assertThat(e.acceptance()).isEqualTo(Acceptance.ACCEPTED);
                })
                .hasMessage("the provider failed [602]: engine died");
    }

    @Test
    void aNullErrorIsNone() throws Exception {
        read("{'error':null,'choices':[{'message':{'content':'x'}}]}");

        assertThat(finish().text()).isEqualTo("x");
    }

    @Test
    void aModelNameThatIsNoRoutingNameFallsBackToTheRequest() throws Exception {
        read("{'model':'@cf/meta/llama','choices':[{'message':{'content':'x'}}]}");

        assertThat(finish().model()).isEqualTo(ReadAnswers.MODEL);
    }

    @Test
    void structuresOfAWrongTypeAreRefused() {
        assertThatThrownBy(() -> read("[]")).isInstanceOf(JsonDataException.class);
        assertThatThrownBy(() -> read("{'choices':[7]}")).isInstanceOf(JsonDataException.class);
        assertThatThrownBy(() -> read("{'choices':[{'index':999}]}")).isInstanceOf(JsonDataException.class);
    }

    @Test
    void textFormsShowNoContent() throws Exception {
        read(
                "{'choices':[{'index':0,'delta':{'content':'TOPSECRET','reasoning_content':'TOPSECRET','tool_calls':[{'id':'1','function':{'name':'f','arguments':'TOPSECRET'}}]}}]}",
                "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}");

        assertThat(events.toString() + finish() + finish().choices() + finish().message())
                .doesNotContain("TOPSECRET");
    }
}
