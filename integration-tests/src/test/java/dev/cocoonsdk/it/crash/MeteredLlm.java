package dev.cocoonsdk.it.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An OpenAI-compatible server whose every answer takes a number of tokens that the call's number decides. */
final class MeteredLlm implements AutoCloseable {

    private static final Pattern CALL = Pattern.compile("call-(\\d+)");

    private final Tally tally;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    MeteredLlm(Tally tally) throws IOException {
        this.tally = tally;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/v1/models", exchange -> answer(exchange, "{\"data\":[]}"));
        server.createContext("/v1/chat/completions", this::chat);
        server.setExecutor(threads);
        server.start();
    }

    /** {@code host:port}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void chat(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher found = CALL.matcher(body);
        if (!found.find()) {
            throw new IOException("a request without a call's number");
        }
        long call = Long.parseLong(found.group(1));
        int completion = Tally.completionTokens(call);
        tally.answering(call);
        answer(
                exchange,
                "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
                        + "{\"role\":\"assistant\",\"content\":\"done " + call + "\"}}],\"usage\":{\"prompt_tokens\":"
                        + Tally.PROMPT_TOKENS + ",\"completion_tokens\":" + completion + ",\"total_tokens\":"
                        + Tally.tokens(call) + "}}");
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
