package dev.cocoonsdk.provider.internal.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.provider.engine.EngineDescription;
import dev.cocoonsdk.provider.engine.EngineDescription.Endpoints;
import dev.cocoonsdk.provider.engine.EngineRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of http-api.md 3.1 and 3.2, line by line: what passes, what does not, and with which text. */
class RequestRulesTableTest {

    private static final String PREFIX = "worker: invalid http request: ";
    private static final RequestRules RULES = new RequestRules(new EngineDescription(
            ModelId.of("m"), Set.of(Endpoints.CHAT, Endpoints.COMPLETIONS), Set.of(), 0, Map.of()));

    @ParameterizedTest(name = "{0}: {1} passes, {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "messages|[] [{}]|{} \"x\" null 1|must be an array",
                "frequency_penalty|-2 2 0.5 -2.0|-2.1 2.1 \"1\" true|must be a number from -2 to 2",
                "max_completion_tokens|0 1 18446744073709551615|-1 1.0 1e3 \"1\" null 18446744073709551616|must be a non-negative integer",
                "max_tokens|0 1 2147483648|-1 0.5 \"1\" true|must be a non-negative integer",
                "n|1 100|0 -1 1.0 \"1\"|must be a positive integer",
                "parallel_tool_calls|true false|0 \"true\" null|must be a boolean",
                "prediction|1 -1 0.5|\"x\" {} null|must be a number",
                "presence_penalty|-9 9.5 0|\"1\" [] null|must be a number",
                "reasoning_effort|\"low\" \"\"|1 null []|must be a string",
                "response_format|{} \"x\" 1 null []||",
                "stop|\"x\" [\"x\"] null 1||",
                "stream|true false|0 1 \"true\" null|must be a boolean",
                "stream_options|{} {\"include_usage\":false} {\"include_obfuscation\":true}|{\"x\":true} {\"include_usage\":1} [] null|must be an object with only booleans of [include_obfuscation, include_usage]",
                "temperature|0 0.7 -3 99|\"1\" null|must be a number",
                "top_logprobs|0 20|-1 0.5 \"1\"|must be a non-negative integer",
                "top_p|0 1 0.9|\"1\" null|must be a number",
                "verbosity|\"high\"|1 null|must be a string",
                "chat_template_kwargs|{} {\"enable_thinking\":false}|{\"x\":1} {\"enable_thinking\":1} [] null|must be an object with only booleans of [enable_thinking]"
            })
    void members_of_chat_completions(String name, String passing, String refused, String text) {
        check(Endpoints.CHAT, "\"messages\":[],", name, passing, refused, text);
    }

    @ParameterizedTest(name = "{0}: {1} passes, {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "prompt|[] \"x\" [1,2]|1 {} null true|must be an array or a string",
                "best_of|0 3|-1 1.0 \"1\"|must be a non-negative integer",
                "echo|true false|0 \"x\"|must be a boolean",
                "frequency_penalty|-2 2 0|-2.01 3 \"x\"|must be a number from -2 to 2",
                "max_tokens|0 16|-1 1.5 null|must be a non-negative integer",
                "n|1 2|0 1.0|must be a positive integer",
                "presence_penalty|-9 9|\"x\"|must be a number",
                "seed|-9223372036854775808 0 18446744073709551615|1.0 \"1\" null -9223372036854775809|must be an integer",
                "stop|null \"x\" [1]||",
                "stream|true false|1|must be a boolean",
                "stream_options|{\"include_usage\":true}|{\"x\":true} 1|must be an object with only booleans of [include_obfuscation, include_usage]",
                "suffix|true false|\"text\" null|must be a boolean",
                "temperature|1.5|\"1\"|must be a number",
                "top_p|0.5|\"1\"|must be a number",
                "skip_special_tokens|true|1|must be a boolean"
            })
    void members_of_completions(String name, String passing, String refused, String text) {
        check(Endpoints.COMPLETIONS, "\"prompt\":\"p\",", name, passing, refused, text);
    }

    @ParameterizedTest
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
                "Model",
                ""
            })
    void unknown_members_of_chat_completions(String name) {
        assertRefused(
                Endpoints.CHAT,
                "{\"model\":\"m\",\"messages\":[],\"" + name + "\":1}",
                "unknown option '" + name + "' in request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"logit_bias", "logprobs", "user", "max_completion_tokens", "messages", "tools", "verbosity"})
    void unknown_members_of_completions(String name) {
        assertRefused(
                Endpoints.COMPLETIONS,
                "{\"model\":\"m\",\"prompt\":\"p\",\"" + name + "\":1}",
                "unknown option '" + name + "' in request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"messages\":[\"\\ud800\"]}",
                "{\"model\":\"m\",\"messages\":[\"\\ud800x\"]}",
                "{\"model\":\"m\",\"messages\":[\"\\ud800\\n\"]}",
                "{\"model\":\"m\",\"messages\":[\"\\udc00\\ud800\"]}",
                "{\"model\":\"m\",\"messages\":[\"a\nb\"]}",
                "{\"model\":\"m\",\"messages\":[]} /* comment */",
                "{\"model\":\"m\",\"messages\":[01]}",
                "{'model':'m','messages':[]}",
                "{\"model\":\"m\",\"messages\":[],}",
                ""
            })
    void what_the_strict_parser_of_the_network_refuses(String body) {
        assertRefused(Endpoints.CHAT, body, "failed to parse json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d\\ude00", "\\\\ud800", "\\\"\\u0041\\t", "ü😀"})
    void what_the_strict_parser_of_the_network_takes(String text) throws Exception {
        assertThat(run("POST", Endpoints.CHAT, "{\"model\":\"m\",\"messages\":[\"" + text + "\"]}"))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xc3, 0xff})
    void invalid_utf8_is_refused(int octet) {
        byte[] body = "{\"model\":\"m\",\"messages\":[\"?\"]}".getBytes(StandardCharsets.UTF_8);
        body[body.length - 4] = (byte) octet;

        assertThatThrownBy(() -> RULES.check("POST", Endpoints.CHAT, List.of(), body, Duration.ofSeconds(1)))
                .hasMessage(PREFIX + "failed to parse json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PO ST", "POST\r\nX: y", "GET / HTTP/1.1\r\n\r\nPOST", "PÖST"})
    void a_method_that_would_break_the_request_line_is_refused(String method) {
        assertThatThrownBy(() -> run(method, Endpoints.CHAT, "{\"model\":\"m\",\"messages\":[]}"))
                .hasMessage(PREFIX + "malformed method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "get"})
    void the_method_is_not_looked_at_otherwise(String method) throws Exception {
        assertThat(run(method, Endpoints.CHAT, "{\"model\":\"m\",\"messages\":[]}")
                        .method())
                .isEqualTo(method);
    }

    @Property(tries = 500)
    void any_bytes_are_refused_or_give_a_request(@ForAll byte[] noise, @ForAll boolean quoted) {
        byte[] start = (quoted ? "{\"model\":\"m\",\"messages\":[\"" : "").getBytes(StandardCharsets.US_ASCII);
        byte[] end = (quoted ? "\"]}" : "").getBytes(StandardCharsets.US_ASCII);
        byte[] body = new byte[start.length + noise.length + end.length];
        System.arraycopy(start, 0, body, 0, start.length);
        System.arraycopy(noise, 0, body, start.length, noise.length);
        System.arraycopy(end, 0, body, start.length + noise.length, end.length);
        try {
            EngineRequest request = RULES.check("POST", Endpoints.CHAT, List.of(), body, Duration.ofSeconds(1));
            assertThat(request.json()).isNotNull();
        } catch (RequestRefusedException e) {
            assertThat(e).hasMessageStartingWith(PREFIX);
        }
    }

    private static void check(
            String endpoint, String needed, String name, String passing, String refused, String text) {
        String others = needed.startsWith("\"" + name + "\"") ? "" : needed;
        for (String value : passing.split(" ")) {
            String body = "{\"model\":\"m\"," + others + "\"" + name + "\":" + value + "}";
            assertThat(catchRefusal(endpoint, body)).as(body).isNull();
        }
        for (String value : refused == null ? new String[0] : refused.split(" ")) {
            String body = "{\"model\":\"m\"," + others + "\"" + name + "\":" + value + "}";
            assertThat(catchRefusal(endpoint, body)).as(body).isEqualTo(PREFIX + "option '" + name + "' " + text);
        }
    }

    private static String catchRefusal(String endpoint, String body) {
        try {
            run("POST", endpoint, body);
            return null;
        } catch (RequestRefusedException e) {
            return e.getMessage();
        }
    }

    private static void assertRefused(String endpoint, String body, String text) {
        assertThat(catchRefusal(endpoint, body)).isEqualTo(PREFIX + text);
    }

    private static EngineRequest run(String method, String url, String body) throws RequestRefusedException {
        return RULES.check(method, url, List.of(), body.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(1));
    }
}
