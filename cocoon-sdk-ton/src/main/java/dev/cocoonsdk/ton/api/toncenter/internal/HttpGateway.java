package dev.cocoonsdk.ton.api.toncenter.internal;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.api.TonApiException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Asks a gateway: one JSON answer for each question, at the gateway's pace, with limits of time and size. Thread-safe. */
public final class HttpGateway implements AutoCloseable {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final String USER_AGENT = "cocoon-sdk-java";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int SERVER_ERROR = 500;
    private static final int MAX_ATTEMPTS = 4;
    private static final Duration DEFAULT_SILENCE = Duration.ofSeconds(1);
    private static final int LONGEST_SHOWN = 200;

    private final GatewaySettings settings;
    private final HttpUrl base;
    private final OkHttpClient client;
    private final ScheduledExecutorService timer;
    private final RateLimit rate;

    /** With its own threads and connections. */
    public HttpGateway(GatewaySettings settings) {
        HttpUrl url = HttpUrl.get(settings.base());
        if (url == null) {
            throw new IllegalArgumentException("base URL: malformed (expected: https and a host)");
        }
        this.settings = settings;
        this.base = url;
        ScheduledExecutorService given = settings.timer();
        this.timer =
                given == null ? Executors.newSingleThreadScheduledExecutor(daemons("cocoon-toncenter-timer")) : given;
        this.rate = new RateLimit(settings.requestsPerSecond(), settings.clock(), timer);
        this.client = client(settings.timeout());
    }

    private static OkHttpClient client(Duration timeout) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("cocoon-toncenter"));
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequestsPerHost(dispatcher.getMaxRequests());
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .callTimeout(timeout)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The gateway, for messages. */
    public String place() {
        return base.host() + ":" + base.port() + base.encodedPath();
    }

    CompletionStage<JsonObject> get(String method, Map<String, String> query) {
        HttpUrl.Builder url = base.newBuilder().addPathSegment(method);
        query.forEach(url::addQueryParameter);
        return ask(method, new Request.Builder().url(url.build()), 1);
    }

    CompletionStage<JsonObject> post(String method, JsonObject body) {
        HttpUrl url = base.newBuilder().addPathSegment(method).build();
        RequestBody content = RequestBody.create(body.toJsonBytes(), JSON);
        return ask(method, new Request.Builder().url(url).post(content), 1);
    }

    /** Questions change nothing that sending them again would change, so one that came too early is repeated. */
    private CompletionStage<JsonObject> ask(String method, Request.Builder request, int attempt) {
        return rate.pass().thenCompose(turn -> once(request)).thenCompose(answer -> {
            if (answer.status == TOO_MANY_REQUESTS) {
                rate.pause(answer.silence);
                if (attempt < MAX_ATTEMPTS) {
                    return ask(method, request, attempt + 1);
                }
            }
            return CompletableFuture.completedStage(read(method, answer));
        });
    }

    private record Answer(int status, Bytes body, Duration silence) {}

    private CompletableFuture<Answer> once(Request.Builder request) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Secret key = settings.apiKey();
        Request.Builder question = request.header("User-Agent", USER_AGENT).header("Accept", "application/json");
        if (key != null) {
            question.header("X-API-Key", key.reveal());
        }
        client.newCall(question.build()).enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException problem) {
                answer.completeExceptionally(unreachable(problem));
            }

            @Override
            public void onResponse(Call call, Response response) {
                try (response) {
                    answer.complete(new Answer(response.code(), Bytes.wrap(body(response)), silence(response)));
                } catch (IOException e) {
                    answer.completeExceptionally(unreachable(e));
                } catch (TonApiException e) {
                    answer.completeExceptionally(e);
                }
            }
        });
        return answer;
    }

    private TonApiException unreachable(IOException cause) {
        return new TonApiException(Reason.UNREACHABLE, "no answer from " + place(), true, cause);
    }

    private byte[] body(Response response) throws IOException {
        try (InputStream in = response.body().byteStream()) {
            byte[] body = in.readNBytes(settings.maxResponseBytes() + 1);
            if (body.length > settings.maxResponseBytes()) {
                throw new TonApiException(
                        Reason.MALFORMED,
                        "more than " + settings.maxResponseBytes() + " bytes from " + place(),
                        false,
                        null);
            }
            return body;
        }
    }

    private static Duration silence(Response response) {
        String seconds = response.header("Retry-After");
        if (seconds == null || !seconds.matches("[0-9]{1,6}")) {
            return DEFAULT_SILENCE;
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private JsonObject read(String method, Answer answer) {
        JsonObject json = parse(answer.body.toByteArray());
        boolean success = answer.status >= 200 && answer.status < 300;
        boolean refused = json != null && json.get("ok") instanceof JsonValue.JsonBoolean ok && !ok.value();
        if (success && json != null && !refused) {
            return json;
        }
        String text = json == null ? "" : problem(json);
        String what = method + " of " + place() + ": HTTP " + answer.status + (text.isEmpty() ? "" : ", " + text);
        if (answer.status == TOO_MANY_REQUESTS) {
            throw new TonApiException(Reason.RATE_LIMITED, what, true, null);
        } else if (success && json == null) {
            throw new TonApiException(Reason.MALFORMED, what + ", no JSON object", true, null);
        }
        boolean later = answer.status >= SERVER_ERROR || answer.status == REQUEST_TIMEOUT;
        throw new TonApiException(later ? Reason.UNREACHABLE : Reason.REFUSED, what, later, null);
    }

    private static @Nullable JsonObject parse(byte[] body) {
        try {
            return JsonValue.parse(body) instanceof JsonObject object ? object : null;
        } catch (JsonFormatException e) {
            return null;
        }
    }

    /** The gateway's own words, short, printable and without our key. */
    private String problem(JsonObject json) {
        String text = json.string("error");
        if (text == null) {
            text = json.string("result");
        }
        Secret key = settings.apiKey();
        if (text == null) {
            return "";
        }
        String safe = key == null || key.reveal().isEmpty() ? text : text.replace(key.reveal(), "[hidden]");
        String printable = safe.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() <= LONGEST_SHOWN ? printable : printable.substring(0, LONGEST_SHOWN) + "...";
    }

    @Override
    public void close() {
        rate.close();
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
        if (settings.timer() == null) {
            timer.shutdownNow();
        }
    }
}
