package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client-runner on a free port in front of a {@link ScriptedNetwork}. */
final class TestRunner implements AutoCloseable {

    final ScriptedNetwork network = new ScriptedNetwork();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ClientRunner runner;

    TestRunner(Object... members) {
        this.runner = ClientRunner.start(config(members), network, "test");
    }

    static ClientRunnerConfig config(Object... members) {
        JsonObject json = JsonValue.object(
                "is_test", true,
                "owner_address", "UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m",
                "root_contract_address", "EQBT4hy4vMEZ9uxSCuhw_gBKh9_AwmHXLe7Wo0O4Vh-4kRjJ",
                "node_wallet_key", "gaEatwGNgLGOeFI/TRGfPdJG/K4G8picYHQkDHpLQ9w=");
        for (var member : JsonValue.object(members).members().entrySet()) {
            json = json.with(member.getKey(), member.getValue());
        }
        return ClientRunnerConfig.parse(json);
    }

    URI uri(String path) {
        return runner.uri().resolve(path);
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(request, headers);
    }

    HttpResponse<String> chat(String body) throws IOException, InterruptedException {
        return post("/v1/chat/completions", body, "Content-Type", "application/json");
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .timeout(Duration.ofSeconds(60))
                        .GET(),
                headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws IOException, InterruptedException {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    static JsonObject json(HttpResponse<String> response) {
        return (JsonObject) JsonValue.parse(response.body());
    }

    @Override
    public void close() {
        runner.close();
    }
}
