package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.it.conformance.raw.Http;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.RawAnswer;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawProxy;
import dev.cocoonsdk.it.conformance.raw.Tl;
import dev.cocoonsdk.provider.engine.EngineRequest;
import dev.cocoonsdk.provider.engine.ScriptedEngine.Played;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests our provider takes and what its engine sees of them: {@code docs/protocol/http-api.md} 3, wire.md 9.5. */
class ProviderValidationConformanceTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String PLAIN = "/v1/completions";
    private static final String PREFIX = "621 worker: invalid http request: ";

    private static ProviderUnderTest provider;
    private static RawPeer proxy;
    private static int count;

    @BeforeAll
    static void start() {
        provider = ProviderUnderTest.start();
        proxy = provider.ready();
    }

    @AfterAll
    static void stop() {
        proxy.close();
        provider.close();
    }

    private static RawAnswer first(Tl http) {
        proxy.packet(RawProxy.runQueryEx(String.format("%064x", ++count), http, 1000, 100, false));
        RawAnswer first = RawAnswer.next(proxy);
        RawAnswer last = first;
        while (last.info() == null) {
            last = RawAnswer.next(proxy);
        }
        return first;
    }

    private static Tl post(String url, String body) {
        return Http.request("POST", url, Map.of("Content-Type", "application/json"), body);
    }

    private static String chat(String members) {
        return "{\"model\":\"Qwen/Qwen3-8B\",\"messages\":[]" + (members.isEmpty() ? "" : "," + members) + "}";
    }

    private static String plain(String members) {
        return "{\"model\":\"Qwen/Qwen3-8B\",\"prompt\":\"x\"" + (members.isEmpty() ? "" : "," + members) + "}";
    }

    @ParameterizedTest(name = "3 url {0} -> unsupported method")
    @ValueSource(
            strings = {
                "/v1/models",
                "/v1/chat/completions?x=1",
                "/v1/chat/completions/",
                "/V1/chat/completions",
                "/",
                "",
                "v1",
                "http://host/v1/chat/completions"
            })
    void refusesOtherUrls(String url) {
        RawAnswer error = first(post(url, chat("")));
        assertThat(error.error()).isEqualTo(PREFIX + "unsupported method");
    }

    @ParameterizedTest(name = "3 url {0} is taken from its first slash")
    @ValueSource(strings = {"/v1/chat/completions", "host/v1/chat/completions"})
    void takesTheUrlFromItsFirstSlash(String url) {
        assertThat(first(post(url, chat(""))).object()).isEqualTo(Ids.ANSWER_EX);
    }

    @ParameterizedTest(name = "3 method {0} is not checked")
    @ValueSource(strings = {"POST", "PUT", "GET"})
    void doesNotCheckTheMethod(String method) {
        assertThat(first(Http.request(method, CHAT, Map.of(), chat(""))).object())
                .isEqualTo(Ids.ANSWER_EX);
    }

    @ParameterizedTest(name = "3 body {0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "'[]';expected json object",
                "'7';expected json object",
                "'\"text\"';expected json object",
                "'null';expected json object"
            })
    void refusesABodyThatIsNoObject(String body, String expected) {
        assertThat(first(post(CHAT, body)).error()).isEqualTo(PREFIX + expected);
    }

    @ParameterizedTest(name = "3 body that does not parse: {0}")
    @ValueSource(strings = {"", "{", "{\"model\"}", "{} x", "{'model':1}", "{\"a\":01}"})
    void refusesABodyThatIsNoJson(String body) {
        assertThat(first(post(CHAT, body)).error()).startsWith(PREFIX);
    }

    @ParameterizedTest(name = "3.1 chat with {0} -> unknown option")
    @ValueSource(
            strings = {
                "audio",
                "logit_bias",
                "logprobs",
                "metadata",
                "modalities",
                "prompt_cache_key",
                "safety_identifier",
                "service_tier",
                "store",
                "tools",
                "tool_choice",
                "functions",
                "function_call",
                "web_search_options",
                "seed",
                "user",
                "top_k",
                "min_p",
                "repetition_penalty",
                "prompt",
                "best_of",
                "echo",
                "suffix",
                "max_coefficient",
                "timeout",
                "enable_debug"
            })
    void refusesUnknownMembersOfAChat(String member) {
        assertThat(first(post(CHAT, chat("\"" + member + "\":1"))).error())
                .isEqualTo(PREFIX + "unknown option '" + member + "' in request");
    }

    @ParameterizedTest(name = "3.2 completion with {0} -> unknown option")
    @ValueSource(
            strings = {
                "logit_bias",
                "logprobs",
                "user",
                "max_completion_tokens",
                "messages",
                "reasoning_effort",
                "response_format",
                "top_logprobs",
                "verbosity",
                "chat_template_kwargs",
                "tools"
            })
    void refusesUnknownMembersOfACompletion(String member) {
        assertThat(first(post(PLAIN, plain("\"" + member + "\":1"))).error())
                .isEqualTo(PREFIX + "unknown option '" + member + "' in request");
    }

    @ParameterizedTest(name = "3.1 chat with {0} -> refused")
    @ValueSource(
            strings = {
                "\"frequency_penalty\":2.1",
                "\"frequency_penalty\":-2.01",
                "\"frequency_penalty\":\"1\"",
                "\"max_completion_tokens\":-1",
                "\"max_completion_tokens\":1.5",
                "\"max_tokens\":-1",
                "\"max_tokens\":\"5\"",
                "\"n\":0",
                "\"n\":-1",
                "\"parallel_tool_calls\":1",
                "\"prediction\":{}",
                "\"presence_penalty\":true",
                "\"reasoning_effort\":1",
                "\"stream\":1",
                "\"stream\":\"true\"",
                "\"stream_options\":true",
                "\"stream_options\":{\"other\":true}",
                "\"stream_options\":{\"include_usage\":1}",
                "\"temperature\":\"0\"",
                "\"top_logprobs\":-1",
                "\"top_p\":[]",
                "\"verbosity\":1",
                "\"chat_template_kwargs\":{\"other\":true}",
                "\"chat_template_kwargs\":{\"enable_thinking\":1}",
                "\"messages\":{}",
                "\"model\":7"
            })
    void refusesWrongValuesInAChat(String member) {
        assertThat(first(post(CHAT, chat(member))).error()).startsWith(PREFIX);
    }

    @ParameterizedTest(name = "3.1 chat with {0} -> taken")
    @ValueSource(
            strings = {
                "\"frequency_penalty\":2",
                "\"frequency_penalty\":-2.0",
                "\"max_completion_tokens\":0",
                "\"max_tokens\":0",
                "\"n\":1",
                "\"parallel_tool_calls\":false",
                "\"prediction\":1",
                "\"presence_penalty\":17.5",
                "\"reasoning_effort\":\"low\"",
                "\"response_format\":{\"type\":\"json_object\"}",
                "\"stop\":[\"a\"]",
                "\"stop\":null",
                "\"stream\":false",
                "\"stream_options\":{\"include_obfuscation\":true,\"include_usage\":false}",
                "\"temperature\":0",
                "\"top_logprobs\":0",
                "\"top_p\":1",
                "\"verbosity\":\"high\"",
                "\"chat_template_kwargs\":{\"enable_thinking\":false}"
            })
    void takesAllowedValuesInAChat(String member) {
        assertThat(first(post(CHAT, chat(member))).object()).isEqualTo(Ids.ANSWER_EX);
    }

    @ParameterizedTest(name = "3.2 completion with {0} -> refused")
    @ValueSource(
            strings = {
                "\"prompt\":7",
                "\"best_of\":-1",
                "\"echo\":1",
                "\"n\":0",
                "\"seed\":1.5",
                "\"suffix\":\"text\"",
                "\"skip_special_tokens\":1"
            })
    void refusesWrongValuesInACompletion(String member) {
        assertThat(first(post(PLAIN, plain(member))).error()).startsWith(PREFIX);
    }

    @ParameterizedTest(name = "3.2 completion with {0} -> taken")
    @ValueSource(
            strings = {
                "\"prompt\":[\"a\"]",
                "\"best_of\":0",
                "\"echo\":true",
                "\"n\":2",
                "\"seed\":-1",
                "\"suffix\":true",
                "\"skip_special_tokens\":false"
            })
    void takesAllowedValuesInACompletion(String member) {
        assertThat(first(post(PLAIN, plain(member))).object()).isEqualTo(Ids.ANSWER_EX);
    }

    @ParameterizedTest(name = "3 missing {0}")
    @CsvSource({
        "messages,/v1/chat/completions",
        "model,/v1/chat/completions",
        "prompt,/v1/completions",
        "model,/v1/completions"
    })
    void refusesAMissingMember(String member, String url) {
        String body = (url.equals(CHAT) ? chat("") : plain("")).replaceFirst("\"" + member + "\":[^,}]+,?", "");
        assertThat(first(post(url, body.replace(",}", "}"))).error()).startsWith(PREFIX);
    }

    @ParameterizedTest(name = "9.5 model {0} -> model name mismatch")
    @ValueSource(strings = {"other", "Qwen/Qwen3-8B@abc", "qwen/qwen3-8b", ""})
    void refusesAnotherModel(String model) {
        assertThat(first(post(CHAT, "{\"model\":\"" + model + "\",\"messages\":[]}"))
                        .error())
                .isEqualTo(PREFIX + "model name mismatch");
    }

    @ParameterizedTest(name = "9.5 header {0}: {1} -> refused")
    @CsvSource({"'a b',x", "a:b,x", "'a\tb',x", "'a\nb',x", "a,'x\ny'", "a,'x\ry'"})
    void refusesMalformedHeaders(String name, String value) {
        assertThat(first(Http.request("POST", CHAT, Map.of(name, value), chat("")))
                        .object())
                .isEqualTo(Ids.ERROR_EX);
    }

    @ParameterizedTest(name = "3.3 {0} becomes {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "'';''",
                "'\"stream\":true';'\"stream\":true,\"stream_options\":{\"include_usage\":true}'",
                "'\"stream\":false';'\"stream\":false'",
                "'\"stream_options\":{}';'\"stream\":true,\"stream_options\":{\"include_usage\":true}'",
                "'\"stream\":false,\"stream_options\":{\"include_usage\":false}';"
                        + "'\"stream\":false,\"stream_options\":{\"include_usage\":true}'",
                "'\"max_tokens\":5,\"max_completion_tokens\":6';'\"max_completion_tokens\":6,\"max_tokens\":5'"
            })
    void changesTheBodyAsTheOfficialWorkerDoes(String sent, String seen) {
        first(post(CHAT, chat(sent)));
        List<Played> played = provider.engine().played();
        EngineRequest request = played.get(played.size() - 1).request();
        assertThat(JsonValue.parse(
                        new String(request.json().toSortedJsonBytes(), java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(JsonValue.parse(new String(
                        ((JsonValue.JsonObject) JsonValue.parse(chat(seen))).toSortedJsonBytes(),
                        java.nio.charset.StandardCharsets.UTF_8)));
    }
}
