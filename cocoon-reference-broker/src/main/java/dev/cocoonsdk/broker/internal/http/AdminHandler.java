package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.AddressFormatException;
import dev.cocoonsdk.ton.TonAddress;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Administration ({@code docs/protocol/http-api.md} 4.1, 5.2): {@code /healthz}, {@code /stats}, {@code /jsonstats}, {@code
 * /metrics}, {@code /perf}, and the commands under {@code /request/}.
 *
 * <p>If the configuration has an access hash, all but {@code /healthz} need it as argument {@code access_hash}. Commands need it in any
 * case: without one in the configuration they are refused, so that no page in the operator's browser can send them, and the pages are shown only to who
 * calls this machine by an address or {@code localhost}.
 */
public final class AdminHandler implements Connection.Responder {

    private static final String COMMANDS = "/request/";
    private static final Pattern LOCAL_HOST =
            Pattern.compile("(localhost|[0-9.]{7,15}|\\[[0-9a-f:.%]+])(:[0-9]{1,5})?");

    private final StatsView stats;
    private final Operator operator;
    private final @Nullable Secret accessHash;

    /** A handler for all connections. */
    public AdminHandler(StatsView stats, Operator operator, @Nullable Secret accessHash) {
        this.stats = stats;
        this.operator = operator;
        this.accessHash = accessHash;
    }

    @Override
    public void respond(FullHttpRequest request, Connection.Call call) {
        call.answer(answer(request));
    }

    private FullHttpResponse answer(FullHttpRequest request) {
        QueryStringDecoder url = new QueryStringDecoder(request.uri());
        boolean command = url.path().startsWith(COMMANDS);
        boolean post = request.method().equals(HttpMethod.POST);
        boolean reading =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        if (!reading && !(command && post)) {
            FullHttpResponse refusal =
                    Json.error(ApiError.of(ErrorKind.METHOD_NOT_ALLOWED, "This page only shows.", "Use GET."));
            refusal.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
            return refusal;
        } else if (url.path().equals("/healthz")) {
            return health();
        } else if (accessHash == null && !isLocal(request.headers().get(HttpHeaderNames.HOST))) {
            return Json.error(ApiError.of(
                    ErrorKind.UNAUTHORIZED,
                    "Without an access hash this is open to addresses only, not to names.",
                    "Use http://127.0.0.1 or localhost, or set http_access_hash in the configuration."));
        } else if (!isAllowed(url)) {
            return Json.error(ApiError.of(
                    ErrorKind.UNAUTHORIZED,
                    "The access hash is missing or wrong.",
                    "Add ?access_hash=… to the address."));
        }
        return command ? command(url, post) : page(url);
    }

    private FullHttpResponse page(QueryStringDecoder url) {
        return switch (url.path()) {
            case "/jsonstats" -> Json.response(200, stats.json());
            case "/stats" -> html(StatsPage.of(stats.json(), argument(url, "access_hash")));
            case "/metrics" -> text(stats.metrics(), "text/plain; version=0.0.4; charset=utf-8");
            case "/perf" -> text(stats.performance(), "text/plain; charset=utf-8");
            default ->
                Json.error(ApiError.of(
                        ErrorKind.NOT_FOUND,
                        "There is nothing here.",
                        "Use /healthz, /stats, /jsonstats, /metrics, /perf or a command under /request/."));
        };
    }

    private FullHttpResponse command(QueryStringDecoder url, boolean post) {
        if (accessHash == null) {
            return Json.error(ApiError.of(
                    ErrorKind.UNAUTHORIZED,
                    "Commands are switched off.",
                    "Set http_access_hash in the configuration, restart, and add ?access_hash=… to the address."));
        }
        String line = switch (url.path().substring(COMMANDS.length())) {
            case "payout" -> withAddress(url, "worker", operator::payout);
            case "charge" -> withAddress(url, "client", operator::charge);
            case "withdraw" -> operator.withdraw();
            case "disable" -> post ? operator.disable() : "disable must be a post request";
            case "enable" -> post ? operator.enable() : "enable must be a post request";
            default -> "";
        };
        return line.isEmpty()
                ? Json.error(ApiError.of(
                        ErrorKind.NOT_FOUND,
                        "There is no such command.",
                        "Use /request/payout, charge, withdraw, disable or enable."))
                : html(StatsPage.line(line, argument(url, "access_hash")));
    }

    private static String withAddress(QueryStringDecoder url, String name, Function<TonAddress, String> command) {
        try {
            return command.apply(TonAddress.parse(argument(url, name)));
        } catch (AddressFormatException e) {
            return name + " not found";
        }
    }

    private static String argument(QueryStringDecoder url, String name) {
        List<String> values = url.parameters().get(name);
        return values == null ? "" : values.get(0);
    }

    private static FullHttpResponse html(String page) {
        FullHttpResponse response = text(page, "text/html; charset=utf-8");
        response.headers()
                .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
        response.headers().set("Referrer-Policy", "no-referrer");
        response.headers().set("X-Frame-Options", "DENY");
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return response;
    }

    private static FullHttpResponse text(String text, String type) {
        return Json.response(HttpResponseStatus.OK, text.getBytes(StandardCharsets.UTF_8), type);
    }

    private FullHttpResponse health() {
        boolean healthy = stats.isHealthy();
        byte[] text = (healthy ? "ok\n" : "the ledger store is out of order\n").getBytes(StandardCharsets.UTF_8);
        HttpResponseStatus status = healthy ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
        return Json.response(status, text, "text/plain; charset=utf-8");
    }

    /** A name could be another site's that lets it point here; an address in a browser's hands is where it went. */
    private static boolean isLocal(@Nullable String host) {
        return host == null || LOCAL_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    private boolean isAllowed(QueryStringDecoder url) {
        return accessHash == null || isEqual(accessHash.reveal(), argument(url, "access_hash"));
    }

    /** Takes the same time wherever they differ. */
    private static boolean isEqual(String secret, String given) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public FullHttpResponse tooLarge() {
        return Json.error(ApiError.of(ErrorKind.PAYLOAD_TOO_LARGE, "The body is too large.", "Send no body."));
    }

    @Override
    public FullHttpResponse malformed() {
        return Json.error(ApiError.invalid(null, "This is no HTTP/1.1 request.", "a well-formed HTTP/1.1 request"));
    }

    @Override
    public FullHttpResponse broken() {
        return Json.error(ApiError.of(ErrorKind.INTERNAL, "The broker failed unexpectedly.", "Look into its log."));
    }
}
