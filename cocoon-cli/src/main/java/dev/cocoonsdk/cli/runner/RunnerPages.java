package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.models.WorkerInfo;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.network.client.NetworkFailureException;
import dev.cocoonsdk.network.client.NetworkModel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Says who answers which path ({@code docs/protocol/http-api.md} 1.1, 2.1, 2.7). Thread-safe. */
final class RunnerPages implements HttpConnection.Responder {

    private static final String MODELS = "/v1/models";
    private static final String COMMANDS = "/request/";

    private final CocoonNetwork network;
    private final Completions completions;
    private final StatusPages status;
    private final Commands commands;
    private final DebugLog debugLog;
    private final Visitors visitors;
    private final @Nullable String accessHash;

    RunnerPages(
            CocoonNetwork network,
            Completions completions,
            StatusPages status,
            Commands commands,
            DebugLog debugLog,
            ClientRunnerConfig config) {
        this.network = network;
        this.completions = completions;
        this.status = status;
        this.commands = commands;
        this.debugLog = debugLog;
        this.visitors = new Visitors(config.allowedOrigins(), config.httpAccessHash() != null);
        this.accessHash = config.httpAccessHash();
    }

    @Override
    public void respond(FullHttpRequest request, HttpConnection.Call call) {
        Target target = Target.of(request.uri());
        if (request.headers().getAll(HttpHeaderNames.HOST).size() > 1) {
            call.answer(Responses.failure(Failure.invalid(400, "more than one Host header")));
        } else if (!visitors.isAddressed(request, call.arrivedAt())) {
            call.answer(Responses.failure(Failure.invalid(
                    403,
                    "Host is no name of this machine (use its address, or name http://HOST:PORT in"
                            + " reference_client.allowed_origins, or set http_access_hash)")));
        } else if (!visitors.mayCall(request)) {
            call.answer(Responses.failure(Failure.invalid(
                    403,
                    "web pages of this origin may not call (reference_client.allowed_origins names those that may)")));
        } else if (request.method().equals(HttpMethod.OPTIONS)) {
            page(request, call, Responses.text(200, Responses.HTML, "<http><body>OK</body></http>"));
        } else if (target.path().equals(MODELS)) {
            models(request, call);
        } else if (request.method().equals(HttpMethod.POST) && target.path().startsWith("/v1/")) {
            completions.respond(request, call);
        } else {
            page(request, call, page(request, target, call.isFromHere()));
        }
    }

    private void page(HttpRequest request, HttpConnection.Call call, FullHttpResponse response) {
        call.answer(visitors.readable(request, response));
    }

    private FullHttpResponse page(FullHttpRequest request, Target target, boolean fromHere) {
        return switch (target.path()) {
            case "/perf" -> Responses.text(200, Responses.TEXT, status.perf());
            case "/stats" -> isAllowed(target) ? Responses.text(200, Responses.HTML, status.html()) : denied();
            case "/jsonstats" -> isAllowed(target) ? Responses.json(status.json()) : denied();
            case "/request/debuglogentry" ->
                isAllowed(target) ? Responses.json(debugLog.get(target.argument("request_guid"))) : denied();
            default -> target.path().startsWith(COMMANDS) ? command(request, target, fromHere) : unknown(target);
        };
    }

    private boolean isAllowed(Target target) {
        return accessHash == null
                || MessageDigest.isEqual(
                        accessHash.getBytes(StandardCharsets.UTF_8),
                        target.argument("access_hash").getBytes(StandardCharsets.UTF_8));
    }

    private static FullHttpResponse denied() {
        return Responses.failure(Failure.invalid(400, "argument access_hash is missing or wrong"));
    }

    /** What changes something needs the access hash; where none is configured, POST from this machine. */
    private FullHttpResponse command(FullHttpRequest request, Target target, boolean fromHere) {
        String name = target.path().substring(COMMANDS.length());
        if (!Commands.NAMES.contains(name)) {
            return unknown(target);
        } else if (!isAllowed(target)) {
            return denied();
        } else if (accessHash == null && !fromHere) {
            return Responses.failure(Failure.invalid(
                    403,
                    "commands from other machines need http_access_hash in the configuration and access_hash here"));
        } else if (accessHash == null && !request.method().equals(HttpMethod.POST)) {
            FullHttpResponse response = Responses.failure(Failure.invalid(
                    405, "this needs POST, or http_access_hash in the configuration and access_hash here"));
            response.headers().set(HttpHeaderNames.ALLOW, "POST");
            return response;
        }
        return Responses.text(200, Responses.HTML, StatusPages.message(commands.run(name, target.argument("proxy"))));
    }

    private static FullHttpResponse unknown(Target target) {
        if (target.path().startsWith("/v1/")) {
            FullHttpResponse response = Responses.failure(Failure.invalid(405, "this path needs POST"));
            response.headers().set(HttpHeaderNames.ALLOW, "POST");
            return response;
        }
        return Responses.failure(Failure.invalid(
                404,
                "no such path (there are /v1/chat/completions, /v1/completions, /v1/models, /stats and /jsonstats)"));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // both outcomes are answered
    private void models(FullHttpRequest request, HttpConnection.Call call) {
        if (request.content().isReadable()) {
            page(request, call, Responses.failure(Failure.invalid(400, "this request has no body")));
            return;
        }
        FullHttpRequest kept = request.retain();
        network.models(Duration.ZERO)
                .whenComplete((models, problem) -> call.loop().execute(() -> {
                    page(kept, call, problem == null ? Responses.json(list(models)) : failed(problem));
                    kept.release();
                }));
    }

    private static FullHttpResponse failed(Throwable problem) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        return Responses.failure(
                cause instanceof NetworkFailureException known ? Failure.of(known.failure()) : Failure.internal());
    }

    private static JsonObject list(List<NetworkModel> models) {
        List<JsonObject> data = new ArrayList<>();
        for (NetworkModel model : models) {
            JsonObject json = JsonValue.object("id", model.name(), "object", "model", "created", 0, "owned_by", "?");
            List<WorkerInfo> workers = model.workers();
            data.add(workers == null ? json : json.with("workers", workers(workers)));
        }
        return JsonValue.object("object", "list", "data", JsonValue.array(data));
    }

    private static JsonValue workers(List<WorkerInfo> workers) {
        return JsonValue.array(workers.stream()
                .map(worker -> JsonValue.object(
                        "coefficient", worker.coefficient(),
                        "running_requests", worker.runningRequests(),
                        "max_running_requests", worker.maxRunningRequests()))
                .toList());
    }
}
