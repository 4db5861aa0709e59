package dev.cocoonsdk.it.crash;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Callers that ask one question after the other and take failures as they come, each question with a number of its own. */
final class Callers implements AutoCloseable {

    private static final long PAUSE_AFTER_FAILURE = Duration.ofMillis(50).toNanos();

    private final Tally tally;
    private final URI door;
    private final String model;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ExecutorService threads;
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean stopped;

    Callers(Tally tally, URI door, String model, int parallel) {
        this.tally = tally;
        this.door = door;
        this.model = model;
        this.threads = Executors.newFixedThreadPool(parallel);
        for (int i = 0; i < parallel; i++) {
            threads.execute(this::run);
        }
    }

    private void run() {
        while (!stopped) {
            try {
                if (!call(tally.nextCall())) {
                    failed();
                }
            } catch (IOException e) {
                failed();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void failed() {
        failures.incrementAndGet();
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE);
    }

    private boolean call(long number) throws IOException, InterruptedException {
        String question = "{\"model\":\"" + model + "\",\"max_tokens\":200,\"messages\":[{\"role\":\"user\","
                + "\"content\":\"call-" + number + "\"}]}";
        HttpRequest request = HttpRequest.newBuilder(door.resolve("/v1/chat/completions"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            return false;
        }
        JsonObject usage = ((JsonObject) JsonValue.parse(response.body())).object("usage");
        String text = new String(response.body(), StandardCharsets.UTF_8);
        if (usage == null || !text.contains("done " + number)) {
            throw new IllegalStateException("the answer of another call: " + text);
        }
        tally.delivered(number, Tally.tokens(number));
        return true;
    }

    long failures() {
        return failures.get();
    }

    /** Asks nothing more and waits for the answers under way. */
    void stop() {
        stopped = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
