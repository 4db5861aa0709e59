package dev.cocoonsdk.devnet.http;

import com.sun.net.httpserver.HttpServer;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.devnet.Devnet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A local chain over HTTP, on the loopback address only ({@code docs/devnet-http.md}): {@code /api/v2} and {@code /api/v3} answer in the
 * shape of TonCenter's two interfaces, so that TON tools in any language can use the chain; {@code /} shows accounts, transactions and
 * blocks to people; {@code /devnet} funds accounts and moves the clock for who has the token. Thread-safe.
 */
public final class DevnetHttp implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int BACKLOG = 64;

    private final HttpServer server;
    private final ExecutorService executor;

    private DevnetHttp(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Serves a chain, which stays the caller's to close. Nobody can change it except by messages.
     *
     * @param port 0 for a free one
     * @throws UncheckedIOException if the port cannot be opened
     */
    public static DevnetHttp start(Devnet devnet, int port) {
        return start(devnet, port, null);
    }

    /**
     * Serves a chain, which stays the caller's to close.
     *
     * @param port 0 for a free one
     * @param token opens {@code /devnet/fund} and {@code /devnet/advance} to who sends it; null closes them to everybody
     * @throws UncheckedIOException if the port cannot be opened
     */
    public static DevnetHttp start(Devnet devnet, int port, @Nullable Secret token) {
        return start(new DevnetView(devnet), port, token);
    }

    static DevnetHttp start(ChainView view, int port, @Nullable Secret token) {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            AtomicInteger number = new AtomicInteger();
            ExecutorService executor = Executors.newFixedThreadPool(THREADS, task -> {
                Thread thread = new Thread(task, "cocoon-devnet-http-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(executor);
            server.createContext("/", new Door(view, token));
            server.start();
            return new DevnetHttp(server, executor);
        } catch (IOException e) {
            throw new UncheckedIOException("devnet: port " + port + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Where it listens, such as {@code http://127.0.0.1:40123}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The address of version 2, such as {@code http://127.0.0.1:40123/api/v2}. */
    public URI v2() {
        return uri().resolve("/api/v2");
    }

    /** The address of version 3, such as {@code http://127.0.0.1:40123/api/v3}. */
    public URI v3() {
        return uri().resolve("/api/v3");
    }

    /** Stops listening; requests under way may be cut off. Idempotent. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
