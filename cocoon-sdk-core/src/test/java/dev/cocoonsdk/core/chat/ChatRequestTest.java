package dev.cocoonsdk.core.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.internal.chat.ChatOperation;
import dev.cocoonsdk.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as values and as JSON. */
class ChatRequestTest {

    private static String json(ChatRequest request, boolean withLimit) {
        return new String(
                new ChatOperation(request, ModelId.of("m")).body(withLimit).toByteArray(), StandardCharsets.UTF_8);
    }

    private static ChatRequest.Builder hello() {
        return ChatRequest.builder().user("Hi");
    }

    @Test
    void aPlainRequestHasOnlyWhatItNeeds() {
        assertThat(json(hello().build(), false))
                .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void theLimitOfTokensIsAddedWhereMoneyDependsOnIt() {
        assertThat(json(hello().build(), true)).contains("\"max_tokens\":1000");
        assertThat(json(hello().maxTokens(5).build(), true)).contains("\"max_tokens\":5");
        assertThat(json(
                        hello().additionalProperty("max_completion_tokens", JsonValue.of(6))
                                .build(),
                        true))
                .contains("\"max_completion_tokens\":6")
                .doesNotContain("max_tokens\":1000");
    }

    @Test
    void everySettingHasItsMember() {
        ChatRequest request = hello().system("Be kind")
                .temperature(0.5)
                .topP(0.25)
                .n(2)
                .seed(7L)
                .stop(List.of("END"))
                .frequencyPenalty(1.0)
                .presencePenalty(-1.0)
                .reasoningEffort("low")
                .tool(new ChatTool("f", "does f", JsonValue.object("type", "object")))
                .toolChoice(ToolChoice.function("f"))
                .responseFormat(ResponseFormat.jsonSchema("s", JsonValue.object("type", "object"), true))
                .additionalProperty("top_k", JsonValue.of(40))
                .build();

        assertThat(json(request, false))
                .contains(
                        "\"temperature\":0.5,\"top_p\":0.25,\"n\":2,\"seed\":7,\"frequency_penalty\":1.0,\"presence_penalty\":-1.0",
                        "\"reasoning_effort\":\"low\",\"stop\":[\"END\"]",
                        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"schema\":{\"type\":\"object\"},\"strict\":true}}",
                        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"does f\",\"parameters\":{\"type\":\"object\"}}}]",
                        "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}",
                        "\"top_k\":40");
    }

    @Test
    void additionalPropertiesWinOverTypedMembers() {
        assertThat(json(
                        hello().temperature(1.0)
                                .additionalProperty("temperature", JsonValue.of(0))
                                .build(),
                        false))
                .contains("\"temperature\":0")
                .doesNotContain("1.0");
        assertThat(json(
                        hello().additionalProperty("stream", JsonValue.of(false))
                                .build(),
                        false))
                .endsWith("\"stream\":false}")
                .doesNotContain("stream_options");
    }

    @Test
    void messagesOfEveryKindAreWritten() {
        ChatMessage calls = new ChatMessage(
                Role.ASSISTANT,
                List.of(),
                null,
                List.of(new ToolCall("t1", "f", "{\"a\":1}")),
                null,
                null,
                JsonValue.object());
        ChatRequest request = ChatRequest.builder()
                .user(ContentPart.text("What is this?"), ContentPart.image(new byte[] {1, 2, 3}, "image/png"))
                .message(calls)
                .message(ChatMessage.tool("t1", "42"))
                .message(ChatMessage.user("thanks").withName("ada"))
                .user(new ContentPart.Other(JsonValue.object("type", "input_audio")))
                .build();

        assertThat(json(request, false))
                .contains(
                        "[{\"type\":\"text\",\"text\":\"What is this?\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AQID\"}}]",
                        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]}",
                        "{\"role\":\"tool\",\"content\":\"42\",\"tool_call_id\":\"t1\"}",
                        "{\"role\":\"user\",\"content\":\"thanks\",\"name\":\"ada\"}",
                        "[{\"type\":\"input_audio\"}]");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 2.1, Double.NaN})
    void aTemperatureOutOfRangeNamesTheMember(double temperature) {
        assertThatThrownBy(() -> hello().temperature(temperature).build())
                .isInstanceOfSatisfying(InvalidRequestException.class, e -> {
                    assertThat(e.field()).isEqualTo("temperature");
                    assertThat(e.expected()).isEqualTo("0 to 2");
                })
                .hasMessage("temperature: " + temperature + " (expected: 0 to 2)");
    }

    @Test
    void otherMembersAreCheckedToo() {
        assertThatThrownBy(() -> ChatRequest.builder().build()).hasMessage("messages: none (expected: at least one)");
        assertThatThrownBy(() -> hello().maxTokens(0).build()).hasMessage("max_tokens: 0 (expected: >= 1)");
        assertThatThrownBy(() -> hello().n(0).build()).hasMessage("n: 0 (expected: 1 to 128)");
        assertThatThrownBy(() -> hello().topP(1.5).build()).hasMessage("top_p: 1.5 (expected: 0 to 1)");
        assertThatThrownBy(() -> new ChatTool("", null, null)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aBuilderStartsFromARequestAndLeavesItAlone() {
        ChatRequest request = hello().maxTokens(5).build();

        ChatRequest more = request.toBuilder().user("more").model("x").build();

        assertThat(request.messages()).hasSize(1);
        assertThat(more.messages()).hasSize(2);
        assertThat(more.maxTokens()).isEqualTo(5);
        assertThat(more.model()).isEqualTo(ModelId.of("x"));
    }

    @Test
    void textFormsShowNoContent() {
        ChatRequest request = ChatRequest.builder()
                .system("TOPSECRET")
                .user(ContentPart.text("TOPSECRET"), ContentPart.imageUrl("https://TOPSECRET"))
                .build();

        assertThat(request.toString() + request.messages()).doesNotContain("TOPSECRET");
    }
}
