package dev.cocoonsdk.provider.engine;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Collects an answer for a test to look at. */
public final class CollectingSink implements EngineSink {

    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final CompletableFuture<EngineFailure> failure = new CompletableFuture<>();
    private final CompletableFuture<Void> firstBody = new CompletableFuture<>();
    private final StringBuilder body = new StringBuilder();
    private final List<EngineHeader> headers = new ArrayList<>();
    private int parts;
    private volatile long promptTokens;

    public CollectingSink() {}

    @Override
    public synchronized void head(int newStatus, List<EngineHeader> newHeaders) {
        headers.addAll(newHeaders);
        status.complete(newStatus);
    }

    @Override
    public synchronized void body(ByteBuffer bytes) {
        parts++;
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        body.append(new String(copy, StandardCharsets.UTF_8));
        firstBody.complete(null);
    }

    @Override
    public void promptTokens(long count) {
        promptTokens = count;
    }

    public long toldPromptTokens() {
        return promptTokens;
    }

    @Override
    public void end() {
        done.complete(null);
    }

    @Override
    public void fail(EngineFailure newFailure) {
        failure.complete(newFailure);
        done.complete(null);
    }

    public CollectingSink await() {
        get(done);
        return this;
    }

    public void awaitBody() {
        get(firstBody);
    }

    public int status() {
        return get(status);
    }

    public EngineFailure failure() {
        return get(failure);
    }

    public boolean failed() {
        return failure.isDone();
    }

    public synchronized String text() {
        return body.toString();
    }

    public synchronized int parts() {
        return parts;
    }

    public synchronized List<EngineHeader> headers() {
        return List.copyOf(headers);
    }

    public JsonObject json() {
        return (JsonObject) JsonValue.parse(await().text());
    }

    /** The answer's text, out of one JSON object or out of events. */
    public String content() {
        if (!text().startsWith("data:")) {
            JsonObject choice = (JsonObject) json().array("choices").get(0);
            return choice.object("message").string("content");
        }
        StringBuilder content = new StringBuilder();
        for (JsonObject event : events()) {
            for (JsonValue choice : event.array("choices")) {
                String delta = ((JsonObject) choice).object("delta").string("content");
                content.append(delta == null ? "" : delta);
            }
        }
        return content.toString();
    }

    public List<JsonObject> events() {
        return text().lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> (JsonObject) JsonValue.parse(line.substring(6)))
                .toList();
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer within a minute", e);
        }
    }
}
