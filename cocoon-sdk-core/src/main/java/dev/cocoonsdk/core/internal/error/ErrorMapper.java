package dev.cocoonsdk.core.internal.error;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
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
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.policy.Deadline;
import dev.cocoonsdk.core.transport.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the exception for an error answer to one request. */
public final class ErrorMapper {

    private static final Pattern COEFFICIENT = Pattern.compile("can run this query with coefficient=([0-9]{1,9})");
    private static final Pattern FIELD = Pattern.compile("(?:field|option) '([A-Za-z0-9_.]{1,64})'");

    private static final Pattern MEMBER = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,64}");
    private static final Pattern EXPECTED = Pattern.compile("[A-Za-z0-9 ,.:;'/@<>=()_*+-]{1,120}");

    private static final Pattern PAGE =
            Pattern.compile("^received error: \\[Error : (-?[0-9]{1,9}) : ([^\\n]{0,4096})\\]");

    private final @Nullable ModelId model;
    private final String path;
    private final ServerText shown;

    /**
     * For answers to one request.
     *
     * @param requestBody whose content must not appear in a message
     */
    public ErrorMapper(@Nullable ModelId model, String path, Bytes requestBody) {
        this.model = model;
        this.path = path;
        this.shown = ServerText.answering(requestBody);
    }

    /**
     * The exception for an answer with an error status.
     *
     * @param body as much of it as was kept
     */
    public CocoonException map(ResponseHead head, byte[] body) {
        ErrorFacts facts = ErrorFacts.of(head.status(), parse(body), RetryAfter.of(head));
        return map(facts, Acceptance.UNKNOWN);
    }

    /**
     * Throws if the members of a value in a successful answer hold an {@code error}.
     *
     * @throws CocoonException the error
     */
    public void throwIfError(Map<String, JsonValue> members) {
        if (members.containsKey("error")) {
            ErrorFacts facts = ErrorFacts.of(200, new JsonObject(members), null);
            throw map(facts, Acceptance.ACCEPTED);
        }
    }

    private static @Nullable JsonObject parse(byte[] body) {
        try {
            return JsonValue.parse(body) instanceof JsonObject object ? object : null;
        } catch (JsonFormatException e) {
            return parsePage(new String(body, StandardCharsets.UTF_8));
        }
    }

    /** The error page of a node's built-in pages ({@code docs/protocol/http-api.md} 1.2) in the form of its JSON errors. */
    private static @Nullable JsonObject parsePage(String page) {
        Matcher matcher = PAGE.matcher(page);
        return matcher.find()
                ? JsonValue.object("error", matcher.group(2), "error_code", Integer.valueOf(matcher.group(1)))
                : null;
    }

    private CocoonException map(ErrorFacts facts, Acceptance otherwise) {
        ErrorKind kind = ErrorKind.of(facts);
        boolean certain =
                facts.saysAcceptance() ? facts.notAccepted() : kind.isBeforeWork() && otherwise != Acceptance.ACCEPTED;
        Acceptance acceptance = certain ? Acceptance.NOT_ACCEPTED : otherwise;
        String reason = shown.reason(facts.text(), model);
        Duration retryAfter = facts.retryAfter();
        return switch (kind) {
            case INVALID_REQUEST -> invalid(facts, reason, acceptance);
            case UNAUTHORIZED ->
                new AuthenticationException(
                        text("the server refused the token", reason, facts) + "; check the bearer token",
                        null,
                        acceptance);
            case INSUFFICIENT_BALANCE -> balance(facts, reason, acceptance);
            case CLIENT_CLOSING ->
                new AccountClosingException(text("the account is being closed", reason, facts), null, acceptance);
            case UNKNOWN_MODEL -> new UnknownModelException(model, facts.models("known_models"), acceptance);
            case PRICE_TOO_HIGH -> price(facts, reason, acceptance);
            case IDEMPOTENCY_CONFLICT ->
                new IdempotencyConflictException(
                        text("the idempotency key is used up", reason, facts), null, acceptance);
            case PAYLOAD_TOO_LARGE ->
                new RequestTooLargeException(text("the request is too large", reason, facts), null, acceptance);
            case UNSUPPORTED_BY_MODEL ->
                new UnsupportedByModelException(path, model, facts.models("candidates"), acceptance);
            case RATE_LIMITED ->
                new RateLimitedException(
                        text("too many calls", reason, facts) + retry(retryAfter), retryAfter, acceptance);
            case NO_CAPACITY ->
                new ModelUnavailableException(
                        text("no provider of the model is free", reason, facts) + retry(retryAfter),
                        retryAfter,
                        acceptance);
            case BUSY, NOT_READY ->
                new ServerBusyException(
                        text("the server is not ready", reason, facts) + retry(retryAfter), retryAfter, acceptance);
            case TIMEOUT -> new CallTimeoutException(Deadline.SERVER, null, acceptance);
            case PROVIDER_FAILURE ->
                new ProviderFailureException(text("the provider failed", reason, facts), code(facts), null, acceptance);
            case INTERNAL -> new ServerErrorException(text("the server failed", reason, facts), null, acceptance);
            case UNEXPECTED ->
                new ProtocolViolationException(text("an unexpected answer", reason, facts), null, acceptance);
        };
    }

    /** What the server says about the request as a field of its own, if it is of the right form and repeats no content. */
    private @Nullable String fit(Pattern form, @Nullable String text) {
        return text != null && form.matcher(text).matches() && !shown.repeatsRequest(text) ? text : null;
    }

    private InvalidRequestException invalid(ErrorFacts facts, String reason, Acceptance acceptance) {
        String field = fit(MEMBER, facts.object().string("param"));
        Matcher named = FIELD.matcher(facts.text());
        if (field == null && named.find()) {
            field = fit(MEMBER, named.group(1));
        }
        String expected = fit(EXPECTED, facts.object().string("expected"));
        String what = text("the server refused the request", reason, facts);
        String where = field == null || reason.contains(field) ? "" : "; member: " + field;
        String right = expected == null || reason.contains(expected) ? "" : " (expected: " + expected + ")";
        return new InvalidRequestException(what + where + right, field, expected, acceptance);
    }

    private static InsufficientBalanceException balance(ErrorFacts facts, String reason, Acceptance acceptance) {
        return new InsufficientBalanceException(
                text("the balance is too low", reason, facts),
                facts.tokens("need_tokens"),
                facts.tokens("have_tokens"),
                facts.nanoTon("need_nanoton"),
                facts.nanoTon("have_nanoton"),
                acceptance);
    }

    private static PriceTooHighException price(ErrorFacts facts, String reason, Acceptance acceptance) {
        Integer coefficient = facts.integer("working_coefficient");
        Matcher named = COEFFICIENT.matcher(facts.text());
        if (coefficient == null && named.find()) {
            coefficient = Integer.valueOf(named.group(1));
        }
        String message = text("every free provider is above the price cap", reason, facts);
        return new PriceTooHighException(message, coefficient, facts.nanoTon("working_price_nanoton"), acceptance);
    }

    private static int code(ErrorFacts facts) {
        if (facts.code() != null) {
            return facts.code();
        }
        return facts.status() == 200 ? 0 : facts.status();
    }

    private static String text(String what, String reason, ErrorFacts facts) {
        String number = facts.code() != null
                ? " [" + facts.code() + "]"
                : facts.status() == 200 ? "" : " [HTTP " + facts.status() + "]";
        return what + number + (reason.isEmpty() ? "" : ": " + reason);
    }

    private static String retry(@Nullable Duration retryAfter) {
        return retryAfter == null ? "; try again later" : "; try again in " + retryAfter.toMillis() + " ms";
    }
}
