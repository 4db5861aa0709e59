package dev.cocoonsdk.provider.internal.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.provider.engine.EngineDescription;
import dev.cocoonsdk.provider.engine.EngineDescription.Endpoints;
import dev.cocoonsdk.provider.engine.EngineHeader;
import dev.cocoonsdk.provider.engine.EngineRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {

    private static final String PREFIX = "worker: invalid http request: ";
    private static final EngineDescription PLAIN = description(Map.of());
    private static final EngineDescription MODERN =
            description(Map.of(Endpoints.CHAT, Set.of("tools", "tool_choice", "seed", "logprobs", "user")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"frequency_penalty\":-2",
                "\"frequency_penalty\":2.0",
                "\"max_completion_tokens\":0",
                "\"max_tokens\":7",
                "\"n\":1",
                "\"parallel_tool_calls\":true",
                "\"prediction\":1.5",
                "\"presence_penalty\":-9",
                "\"reasoning_effort\":\"low\"",
                "\"response_format\":{\"any\":[1]}",
                "\"stop\":null",
                "\"stream\":false",
                "\"stream_options\":{\"include_obfuscation\":false,\"include_usage\":false}",
                "\"temperature\":0.7",
                "\"top_logprobs\":3",
                "\"top_p\":1",
                "\"verbosity\":\"high\"",
                "\"chat_template_kwargs\":{\"enable_thinking\":true}"
            })
    void lets_every_chat_member_of_the_specification_through(String member) throws Exception {
        assertThat(check(PLAIN, Endpoints.CHAT, chat(member)).json().members()).containsKey("messages");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"frequency_penalty\":2.1|option 'frequency_penalty' must be a number from -2 to 2",
                "\"max_tokens\":-1|option 'max_tokens' must be a non-negative integer",
                "\"max_tokens\":1.0|option 'max_tokens' must be a non-negative integer",
                "\"n\":0|option 'n' must be a positive integer",
                "\"stream\":1|option 'stream' must be a boolean",
                "\"temperature\":\"hot\"|option 'temperature' must be a number",
                "\"reasoning_effort\":1|option 'reasoning_effort' must be a string",
                "\"stream_options\":{\"other\":true}|option 'stream_options' must be an object with only booleans of [include_obfuscation, include_usage]",
                "\"chat_template_kwargs\":{\"enable_thinking\":1}|option 'chat_template_kwargs' must be an object with only booleans of [enable_thinking]",
                "\"audio\":{}|unknown option 'audio' in request",
                "\"seed\":1|unknown option 'seed' in request",
                "\"tools\":[]|unknown option 'tools' in request",
                "\"logprobs\":true|unknown option 'logprobs' in request",
                "\"user\":\"u\"|unknown option 'user' in request",
                "\"top_k\":1|unknown option 'top_k' in request"
            })
    void refuses_what_the_specification_refuses(String member, String text) {
        assertRefused(PLAIN, Endpoints.CHAT, chat(member), text);
    }

    @Test
    void lets_members_through_that_the_engine_declares() throws Exception {
        String body = chat("\"tools\":[{}],\"tool_choice\":\"auto\",\"seed\":1,\"logprobs\":true,\"user\":\"u\"");

        assertThat(check(MODERN, Endpoints.CHAT, body).json().members()).containsKeys("tools", "seed", "user");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|expected json object",
                "{\"model\":|failed to parse json",
                "{} {}|failed to parse json",
                "{\"messages\":[]}|missing option 'model' in request",
                "{\"model\":\"m\"}|missing option 'messages' in request",
                "{\"model\":\"m\",\"messages\":{}}|option 'messages' must be an array",
                "{\"model\":\"other\",\"messages\":[]}|model name mismatch",
                "{\"model\":\"m@commit:hash\",\"messages\":[]}|model name mismatch"
            })
    void refuses_bodies_that_are_no_chat_request(String body, String text) {
        assertRefused(PLAIN, Endpoints.CHAT, body, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/chat/completions?x=1", "/v1/chat", "/v2/chat/completions", "", "v1", "/v1/embeddings/"})
    void refuses_other_paths(String url) {
        assertRefused(PLAIN, url, chat("\"n\":1"), "unsupported method");
    }

    @Test
    void ignores_what_stands_before_the_first_slash() throws Exception {
        assertThat(check(PLAIN, "junk/v1/chat/completions", chat("\"n\":1")).path())
                .isEqualTo(Endpoints.CHAT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"m\",\"prompt\":\"x\",\"seed\":1,\"suffix\":true,\"best_of\":2}|",
                "{\"model\":\"m\",\"prompt\":[\"x\"],\"echo\":true,\"skip_special_tokens\":false}|",
                "{\"model\":\"m\",\"prompt\":1}|option 'prompt' must be an array or a string",
                "{\"model\":\"m\",\"prompt\":\"x\",\"suffix\":\"text\"}|option 'suffix' must be a boolean",
                "{\"model\":\"m\",\"prompt\":\"x\",\"max_completion_tokens\":1}|unknown option 'max_completion_tokens' in request",
                "{\"model\":\"m\"}|missing option 'prompt' in request"
            })
    void checks_plain_completions_by_their_own_rules(String body, String text) throws Exception {
        if (text == null) {
            assertThat(check(PLAIN, Endpoints.COMPLETIONS, body).json()).isNotNull();
        } else {
            assertRefused(PLAIN, Endpoints.COMPLETIONS, body, text);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"stream\":true|{\"messages\":[],\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "\"stream_options\":{}|{\"messages\":[],\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "\"stream\":false|{\"messages\":[],\"model\":\"m\",\"stream\":false}",
                "\"stream\":false,\"stream_options\":{\"include_usage\":false}|{\"messages\":[],\"model\":\"m\",\"stream\":false,\"stream_options\":{\"include_usage\":true}}",
                "\"n\" : 1 , \"n\" : 2|{\"messages\":[],\"model\":\"m\",\"n\":2}"
            })
    void rewrites_the_body_so_that_usage_arrives(String member, String expected) throws Exception {
        byte[] bytes = new byte[expected.length()];
        check(PLAIN, Endpoints.CHAT, chat(member)).body().get(bytes);

        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @Test
    void forwards_no_header_of_the_connection_in_any_letter_case() throws Exception {
        EngineRequest request = rules(PLAIN)
                .check(
                        "POST",
                        Endpoints.CHAT,
                        List.of(
                                Map.entry("Content-Type", "application/json"),
                                Map.entry("CONTENT-length", "2"),
                                Map.entry("Transfer-Encoding", "chunked"),
                                Map.entry("connection", "close"),
                                Map.entry("Accept-Encoding", "gzip"),
                                Map.entry("Accept", "*/*")),
                        chat("\"n\":1").getBytes(StandardCharsets.UTF_8),
                        Duration.ofSeconds(1));

        assertThat(request.headers()).extracting(EngineHeader::name).containsExactly("Content-Type", "Accept");
    }

    @ParameterizedTest
    @CsvSource({"bad name, x", "bad:name, x", "'bad\tname', x", "name, 'a\r\nb: c'"})
    void refuses_headers_that_could_smuggle_others(String name, String value) {
        assertThatThrownBy(() -> rules(PLAIN)
                        .check(
                                "POST",
                                Endpoints.CHAT,
                                List.of(Map.entry(name, value)),
                                chat("\"n\":1").getBytes(StandardCharsets.UTF_8),
                                Duration.ofSeconds(1)))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessage(PREFIX + "malformed header");
    }

    @Test
    void reads_the_model_out_of_a_form_and_passes_the_form_on() throws Exception {
        String form = "--XX\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n\u0001--X\r\n"
                + "--XX\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--XX--\r\n";

        EngineRequest request = form(form);

        assertThat(request.json()).isNull();
        assertThat(request.body().remaining()).isEqualTo(form.length());
        assertThatThrownBy(() -> form(form.replace("\r\n\r\nm\r\n", "\r\n\r\nother\r\n")))
                .hasMessage(PREFIX + "model name mismatch");
        assertThatThrownBy(() -> form(form.replace("name=\"model\"", "name=\"x\"")))
                .hasMessage(PREFIX + "missing option 'model' in request");
    }

    private static EngineRequest form(String form) throws RequestRefusedException {
        return rules(PLAIN)
                .check(
                        "POST",
                        Endpoints.IMAGE_EDITS,
                        List.of(Map.entry("Content-Type", "multipart/form-data; boundary=XX")),
                        form.getBytes(StandardCharsets.ISO_8859_1),
                        Duration.ofSeconds(1));
    }

    private static void assertRefused(EngineDescription engine, String url, String body, String text) {
        assertThatThrownBy(() -> check(engine, url, body))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessage(PREFIX + text);
    }

    private static EngineRequest check(EngineDescription engine, String url, String body)
            throws RequestRefusedException {
        return rules(engine)
                .check("POST", url, List.of(), body.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(1));
    }

    private static RequestRules rules(EngineDescription engine) {
        return new RequestRules(engine);
    }

    private static String chat(String member) {
        return "{\"model\":\"m\",\"messages\":[]," + member + "}";
    }

    private static EngineDescription description(Map<String, Set<String>> accepted) {
        return new EngineDescription(ModelId.of("m"), Set.copyOf(Endpoints.ALL), Set.of(), 0, accepted);
    }
}
