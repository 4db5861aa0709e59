package dev.cocoonsdk.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An LLM server that answers as OpenAI's does, with JSON or events. */
final class StubLlm implements AutoCloseable {

    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":34,\"completion_tokens\":100,\"total_tokens\":134,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":11},\"completion_tokens_details\":{\"reasoning_tokens\":10}}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    StubLlm() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/v1/models", exchange -> answer(exchange, "application/json", "{\"data\":[]}"));
        server.createContext("/v1/chat/completions", StubLlm::chat);
        server.setExecutor(threads);
        server.start();
    }

    /** {@code host:port}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static void chat(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (body.contains("\"stream\":true")) {
            answer(
                    exchange,
                    "text/event-stream",
                    "data: " + chunk("Hello") + "\n\ndata: " + chunk(" world") + "\n\ndata: {\"choices\":[]," + USAGE
                            + "}\n\ndata: [DONE]\n\n");
        } else {
            answer(
                    exchange,
                    "application/json",
                    "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
                            + "{\"role\":\"assistant\",\"content\":\"Hello world\"}}]," + USAGE + "}");
        }
    }

    private static String chunk(String text) {
        return "{\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
                + "\"},\"finish_reason\":null}]}";
    }

    private static void answer(HttpExchange exchange, String type, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
