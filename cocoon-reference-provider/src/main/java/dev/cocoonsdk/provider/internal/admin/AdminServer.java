package dev.cocoonsdk.provider.internal.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.provider.Provider.PayoutOutcome;
import dev.cocoonsdk.provider.ProviderStatus;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.config.ConfigException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of the status pages: few requests, a few threads, and a limit to how long a request may dawdle.
 *
 * <p>The JDK's server reads its limits from system properties once; those that nobody set are set here.
 */
public final class AdminServer implements AutoCloseable {

    /** What the pages show and do. */
    public interface Control {

        /** What the provider does now. */
        ProviderStatus status();

        /** The object of {@code /jsonstats}. */
        JsonObject jsonStats();

        /** The models that are served. */
        List<ModelId> models();

        /** Switches a model on or off. */
        void setEnabled(ModelId model, boolean enabled);

        /** Sets a model's price coefficient, from 0 to 999,999,999. */
        void setCoefficient(ModelId model, int coefficient);

        /** Collects what a proxy has signed. */
        PayoutOutcome requestPayout(TonAddress proxyContract);
    }

    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final int THREADS = 4;
    private static final int WAITING = 64;
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService threads;
    private final AdminPages pages;
    private final boolean guarded;

    private AdminServer(HttpServer server, Control control, @Nullable Secret access) {
        this.server = server;
        this.pages = new AdminPages(control, access);
        this.guarded = access != null;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
                    Thread thread = new Thread(work, "cocoon-provider-status");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
        server.setExecutor(pool);
        server.createContext("/", this::handle);
    }

    /**
     * Starts a server.
     *
     * @param address where to listen
     * @param access what each request must give as argument {@code access_hash}, or null
     * @throws ConfigException if the port cannot be opened
     */
    public static AdminServer start(InetSocketAddress address, @Nullable Secret access, Control control) {
        limit("sun.net.httpserver.maxReqTime", "10");
        limit("sun.net.httpserver.maxRspTime", "30");
        limit("sun.net.httpserver.maxReqHeaders", "100");
        limit("jdk.httpserver.maxConnections", "64");
        try {
            HttpServer http = HttpServer.create(address, BACKLOG);
            AdminServer admin = new AdminServer(http, control, access);
            http.start();
            LOG.info("status pages at {}", admin.uri());
            return admin;
        } catch (IOException e) {
            throw new ConfigException(
                    "http_port",
                    "cannot listen on " + address + ", " + e.getMessage(),
                    "an own address and a free port; 0 means no status pages",
                    e);
        }
    }

    private static void limit(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Where the pages are. */
    public URI uri() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort() + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Page page;
            try {
                page = pages.answer(AdminRequest.of(exchange));
            } catch (RuntimeException e) {
                LOG.error("a status page failed", e);
                page = Page.empty(500);
            }
            send(exchange, page);
        }
    }

    private void send(HttpExchange exchange, Page page) throws IOException {
        if (guarded) {
            // Other sites' scripts may read the pages as with the C++ nodes, but only where they know the hash.
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        }
        if (page.type() != null) {
            exchange.getResponseHeaders().set("Content-Type", page.type());
        }
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Connection", "close");
        byte[] body = page.body();
        boolean bodyless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(page.status(), bodyless ? -1 : body.length);
        if (!bodyless) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Ends the server; running pages are cut off. Idempotent. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
