package dev.cocoonsdk.core.internal.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.AccountClosingException;
import dev.cocoonsdk.core.error.AuthenticationException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.IdempotencyConflictException;
import dev.cocoonsdk.core.error.InsufficientBalanceException;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ModelUnavailableException;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.error.RateLimitedException;
import dev.cocoonsdk.core.error.RequestTooLargeException;
import dev.cocoonsdk.core.error.ServerBusyException;
import dev.cocoonsdk.core.error.ServerErrorException;
import dev.cocoonsdk.core.error.UnknownModelException;
import dev.cocoonsdk.core.error.UnsupportedByModelException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.support.ReadAnswers;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The error forms of our broker, of the official client-runner and of OpenAI. */
class ErrorMapperTest {

    private static CocoonException map(int status, String body, Header... headers) {
        return ReadAnswers.errors("{\"messages\":[{\"content\":\"the secret garden has a green door\"}]}")
                .map(
                        new ResponseHead(status, List.of(headers)),
                        body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String broker(String slug) {
        return "{'error':{'message':'m','type':'" + slug + "','code':'" + slug + "','param':null,'not_accepted':true}}";
    }

    static Stream<Arguments> brokerSlugs() {
        return Stream.of(
                arguments(400, "invalid_request", InvalidRequestException.class),
                arguments(401, "unauthorized", AuthenticationException.class),
                arguments(402, "insufficient_balance", InsufficientBalanceException.class),
                arguments(403, "client_closing", AccountClosingException.class),
                arguments(404, "unknown_model", UnknownModelException.class),
                arguments(409, "price_too_high", PriceTooHighException.class),
                arguments(409, "idempotency_conflict", IdempotencyConflictException.class),
                arguments(409, "answer_not_kept", IdempotencyConflictException.class),
                arguments(413, "payload_too_large", RequestTooLargeException.class),
                arguments(422, "unsupported_by_model", UnsupportedByModelException.class),
                arguments(429, "rate_limited", RateLimitedException.class),
                arguments(502, "provider_failure", ProviderFailureException.class),
                arguments(503, "no_capacity", ModelUnavailableException.class),
                arguments(503, "not_ready", ServerBusyException.class),
                arguments(504, "timeout", CallTimeoutException.class),
                arguments(500, "internal", ServerErrorException.class));
    }

    @ParameterizedTest
    @MethodSource("brokerSlugs")
    void everySlugOfTheBrokerHasItsException(int status, String slug, Class<?> type) {
        CocoonException error = map(status, broker(slug));

        assertThat(error).isInstanceOf(type);
        assertThat(error.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);
    }

    static Stream<Arguments> nodeErrors() {
        return Stream.of(
                arguments(
                        500,
                        602,
                        "[Error : 602 : client balance is too low: 5 < 1000]",
                        InsufficientBalanceException.class,
                        true),
                arguments(502, 651, "balance is too low", InsufficientBalanceException.class, true),
                arguments(500, 621, "unknown model x", UnknownModelException.class, true),
                arguments(502, 651, "no workers for model x", ModelUnavailableException.class, true),
                arguments(502, 651, "no ready workers for modelx", ModelUnavailableException.class, true),
                arguments(502, 651, "can run this query with coefficient=1700", PriceTooHighException.class, true),
                arguments(502, 651, "client is closing", AccountClosingException.class, true),
                arguments(500, 602, "too many active queries", ServerBusyException.class, true),
                arguments(
                        500,
                        621,
                        "failed to parse request: field 'timeout' must be a number",
                        InvalidRequestException.class,
                        true),
                arguments(
                        500,
                        621,
                        "worker: invalid http request: unknown option 'tools' in request",
                        InvalidRequestException.class,
                        true),
                arguments(504, 652, "worker: timeout", CallTimeoutException.class, false),
                arguments(502, 651, "proxy is starting", ServerBusyException.class, false),
                arguments(500, 602, "worker: http failed: broken", ProviderFailureException.class, false),
                arguments(500, 0, "proxy: received incorrect answer", ProviderFailureException.class, false));
    }

    @ParameterizedTest
    @MethodSource("nodeErrors")
    void codesAndTextsOfTheClientRunnerAreUnderstood(
            int status, int code, String text, Class<?> type, boolean certain) {
        CocoonException error = map(
                status, "{'error':'Internal data: " + text.replace("'", "\\u0027") + "','error_code':" + code + "}");

        assertThat(error).isInstanceOf(type);
        assertThat(error.acceptance()).isEqualTo(certain ? Acceptance.NOT_ACCEPTED : Acceptance.UNKNOWN);
    }

    static Stream<Arguments> openAiErrors() {
        return Stream.of(
                arguments(
                        401,
                        "{'error':{'message':'Incorrect API key','type':'invalid_request_error','code':'invalid_api_key'}}",
                        AuthenticationException.class),
                arguments(
                        429,
                        "{'error':{'message':'quota','type':'insufficient_quota','code':'insufficient_quota'}}",
                        InsufficientBalanceException.class),
                arguments(
                        429,
                        "{'error':{'message':'slow down','type':'requests','code':'rate_limit_exceeded'}}",
                        RateLimitedException.class),
                arguments(
                        404,
                        "{'error':{'message':'The model `m` does not exist','type':'invalid_request_error','code':'model_not_found'}}",
                        UnknownModelException.class),
                arguments(
                        404,
                        "{'object':'error','message':'The model `m` does not exist.','type':'NotFoundError','code':404}",
                        UnknownModelException.class),
                arguments(
                        400,
                        "{'error':{'message':'bad','type':'invalid_request_error','param':'temperature','code':null}}",
                        InvalidRequestException.class),
                arguments(422, "{'detail':'bad'}", InvalidRequestException.class),
                arguments(400, "", InvalidRequestException.class),
                arguments(502, "", ServerBusyException.class),
                arguments(503, "<html>busy</html>", ServerBusyException.class),
                arguments(500, "{'error':{'message':'oops','type':'server_error'}}", ServerErrorException.class),
                arguments(408, "", CallTimeoutException.class),
                arguments(302, "", ProtocolViolationException.class));
    }

    @ParameterizedTest
    @MethodSource("openAiErrors")
    void errorsOfOtherServersAreUnderstood(int status, String body, Class<?> type) {
        assertThat(map(status, body)).isInstanceOf(type);
    }

    @Test
    void theFactsOfTheBrokerBecomeFields() {
        assertThat(map(
                        402,
                        "{'error':{'message':'m','code':'insufficient_balance','need_tokens':9,'have_tokens':2,"
                                + "'need_nanoton':90,'have_nanoton':20}}"))
                .isInstanceOfSatisfying(InsufficientBalanceException.class, e -> {
                    assertThat(e.needTokens()).isEqualTo(TokenCount.of(9));
                    assertThat(e.haveTokens()).isEqualTo(TokenCount.of(2));
                    assertThat(e.need()).isEqualTo(NanoTon.of(90));
                    assertThat(e.have()).isEqualTo(NanoTon.of(20));
                });
        assertThat(
                        map(
                                409,
                                "{'error':{'message':'m','code':'price_too_high','working_coefficient':1700,'working_price_nanoton':5}}"))
                .isInstanceOfSatisfying(PriceTooHighException.class, e -> {
                    assertThat(e.workingCoefficient()).isEqualTo(1700);
                    assertThat(e.workingPrice()).isEqualTo(NanoTon.of(5));
                });
        assertThat(map(404, "{'error':{'message':'m','code':'unknown_model','known_models':['a','b','not@one']}}"))
                .isInstanceOfSatisfying(
                        UnknownModelException.class,
                        e -> assertThat(e.knownModels()).containsExactly(ModelId.of("a"), ModelId.of("b")))
                .hasMessage("the server knows no model \"m\"; it has a, b");
        assertThat(map(422, "{'error':{'message':'m','code':'unsupported_by_model','candidates':['c']}}"))
                .isInstanceOfSatisfying(
                        UnsupportedByModelException.class,
                        e -> assertThat(e.candidates()).containsExactly(ModelId.of("c")));
        assertThat(map(400, "{'error':{'message':'m','code':'invalid_request','param':'n','expected':'>= 1'}}"))
                .isInstanceOfSatisfying(InvalidRequestException.class, e -> {
                    assertThat(e.field()).isEqualTo("n");
                    assertThat(e.expected()).isEqualTo(">= 1");
                })
                .hasMessage("the server refused the request [HTTP 400]: m; member: n (expected: >= 1)");
    }

    @Test
    void theCoefficientThatWouldWorkIsTakenFromTheProxysText() {
        assertThat(map(502, "{'error':'can run this query with coefficient=1700','error_code':651}"))
                .isInstanceOfSatisfying(
                        PriceTooHighException.class,
                        e -> assertThat(e.workingCoefficient()).isEqualTo(1700));
    }

    @Test
    void retryAfterComesFromTheBodyOrTheHeaderAsSecondsOrDate() {
        assertThat(((RateLimitedException) map(429, "{'error':{'message':'m','retry_after_ms':1500}}")).retryAfter())
                .isEqualTo(Duration.ofMillis(1500));
        assertThat(((RateLimitedException) map(429, "", new Header("retry-after", "3"))).retryAfter())
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(((RateLimitedException) map(
                                429,
                                "",
                                new Header("Date", "Sun, 06 Nov 1994 08:49:37 GMT"),
                                new Header("Retry-After", "Sun, 06 Nov 1994 08:50:37 GMT")))
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(60));
        assertThat(((RateLimitedException) map(429, "", new Header("Retry-After", "soon"))).retryAfter())
                .isNull();
    }

    @Test
    void anExplicitDenialOfNotAcceptedIsBelieved() {
        assertThat(map(429, "{'error':{'message':'m','code':'rate_limited','not_accepted':false}}")
                        .acceptance())
                .isEqualTo(Acceptance.UNKNOWN);
        assertThat(map(502, "{'error':{'message':'m','code':'provider_failure','not_accepted':false}}")
                        .acceptance())
                .isEqualTo(Acceptance.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("brokerSlugs")
    void aRefusalWithinAnAnswerIsNoRefusalBeforeWork(int status, String slug, Class<?> type) {
        JsonObject members = (JsonObject) JsonValue.parse("{\"error\":{\"message\":\"m\",\"code\":\"" + slug + "\"}}");

        assertThatThrownBy(() -> ReadAnswers.errors("{}").throwIfError(members.members()))
                .isInstanceOf(type)
                .isInstanceOfSatisfying(
                        CocoonException.class, e -> assertThat(e.acceptance()).isEqualTo(Acceptance.ACCEPTED));
    }

    @Test
    void theErrorPageOfANodeIsUnderstood() {
        assertThat(map(504, "received error: [Error : 652 : got error: timeout]\n"))
                .isInstanceOf(CallTimeoutException.class);
        assertThat(map(502, "received error: [Error : 651 : no ready workers for model x]\n"))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("no provider of the model is free [651]: no ready workers for model x");
    }

    @Test
    void hintsAreShownOnce() {
        assertThat(map(503, "{'error':{'message':'busy','code':'not_ready','hint':'wait a little'}}"))
                .hasMessage("the server is not ready [HTTP 503]: busy (wait a little); try again later");
    }

    @Test
    void aReasonThatRepeatsTheRequestIsNotShown() {
        assertThat(map(400, "{'error':{'message':'bad input: the secret garden has a green door'}}"))
                .hasMessageContaining("not shown")
                .hasMessageNotContaining("garden");
    }

    private static String refusal(String prompt, String error) {
        return ReadAnswers.errors("{\"messages\":[{\"role\":\"user\",\"content\":"
                        + JsonValue.of(prompt).toJson() + "}]}")
                .map(new ResponseHead(400, List.of()), ("{\"error\":" + error + "}").getBytes(StandardCharsets.UTF_8))
                .getMessage();
    }

    @Test
    void shortAndEscapedPromptsAreRecognisedToo() {
        assertThat(refusal("hunter2", "{\"message\":\"bad word 'hunter2' in input\"}"))
                .doesNotContain("hunter2");
        assertThat(refusal(
                        "say \"open\"\nto the \"door\"", "{\"message\":\"in: say \\\"open\\\" to the \\\"door\\\"\"}"))
                .doesNotContain("open");
        assertThat(refusal("hunter2", "{\"message\":\"bad\",\"param\":\"hunter2\",\"expected\":\"not hunter2\"}"))
                .doesNotContain("hunter2");
        assertThat(refusal("x", "{\"message\":\"bad\",\"param\":\"Dear {diary}\",\"expected\":\"{}\"}"))
                .doesNotContain("diary", "expected");
    }

    @Test
    void wordsThatEveryRequestHoldsHideNoReason() {
        assertThat(refusal("hunter2", "{\"message\":\"a message of role user is missing\"}"))
                .contains("a message of role user is missing");
    }

    @Test
    void thingsThatLookLikeKeysAreNotShown() {
        assertThat(map(401, "{'error':{'message':'Incorrect API key provided: sk-abcdef123456. Bearer xyz'}}"))
                .hasMessageNotContaining("abcdef")
                .hasMessageNotContaining("xyz");
    }

    @Test
    void aLongReasonIsShortened() {
        assertThat(map(500, "{'error':{'message':'" + "word ".repeat(500) + "'}}")
                        .getMessage())
                .hasSizeLessThan(400);
    }
}
