package dev.cocoonsdk.tee;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.Collateral;
import dev.cocoonsdk.crypto.collateral.CollateralException;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.collateral.PlatformId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves collateral on the loopback interface with the paths and headers of Intel's service, version 4 ({@code
 * docs/protocol/attestation.md} 9.3), and the root's revocation list at {@code /IntelSGXRootCA.der} and, as a PCCS does, in hexadecimal
 * digits at {@code /sgx/certification/v4/rootcacrl}. For tests and demonstrations. Thread-safe.
 */
public final class CollateralServer implements AutoCloseable {

    private static final String BASE = "/certification/v4/";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final HttpServer server;
    private final ExecutorService threads;
    private final CollateralSource source;
    private final PlatformId platform;
    private final AtomicInteger requests = new AtomicInteger();

    private CollateralServer(HttpServer server, CollateralSource source, PlatformId platform) {
        this.server = server;
        this.threads = Executors.newCachedThreadPool(CollateralServer::thread);
        this.source = source;
        this.platform = platform;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "simulated-collateral");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts a server on a free port.
     *
     * @throws IOException if no port can be opened
     */
    public static CollateralServer start(SimulatedPlatform platform) throws IOException {
        return start(platform.collateral(), platform.id());
    }

    /**
     * Starts a server on a free port.
     *
     * @param source what to serve, asked at each request
     * @param platform what the source is asked for where the request does not say it
     * @throws IOException if no port can be opened
     */
    public static CollateralServer start(CollateralSource source, PlatformId platform) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        CollateralServer server = new CollateralServer(http, source, platform);
        http.setExecutor(server.threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    /** Where it listens; stands for the base of Intel's service. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Where the root's revocation list is. */
    public URI rootCaCrl() {
        return uri().resolve("/IntelSGXRootCA.der");
    }

    /** How many requests came in. */
    public int requests() {
        return requests.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                answer(exchange);
            } else {
                exchange.sendResponseHeaders(BAD_REQUEST, -1);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI request = exchange.getRequestURI();
        Map<String, String> query = query(request);
        try {
            switch (request.getPath()) {
                case "/tdx" + BASE + "tcb" -> {
                    Collateral found = source.find(new PlatformId(fmspc(query), platform.ca()));
                    send(exchange, "TCB-Info-Issuer-Chain", found.tcbInfoIssuerChain(), found.tcbInfo());
                }
                case "/tdx" + BASE + "qe/identity" -> {
                    Collateral found = source.find(platform);
                    Bytes chain = found.qeIdentityIssuerChain();
                    send(exchange, "SGX-Enclave-Identity-Issuer-Chain", chain, found.qeIdentity());
                }
                case "/sgx" + BASE + "pckcrl" -> pckCrl(exchange, query);
                case "/sgx" + BASE + "rootcacrl" -> send(exchange, hex(root()));
                case "/IntelSGXRootCA.der" -> send(exchange, root());
                default -> exchange.sendResponseHeaders(NOT_FOUND, -1);
            }
        } catch (CollateralException e) {
            exchange.sendResponseHeaders(NOT_FOUND, -1);
        } catch (IllegalArgumentException e) {
            exchange.sendResponseHeaders(BAD_REQUEST, -1);
        }
    }

    private void pckCrl(HttpExchange exchange, Map<String, String> query) throws IOException, CollateralException {
        PlatformId.Ca ca = PlatformId.Ca.valueOf(query.getOrDefault("ca", "").toUpperCase(Locale.ROOT));
        Collateral found = source.find(new PlatformId(platform.fmspc(), ca));
        boolean der = "der".equals(query.get("encoding"));
        Bytes body = der ? found.pckCrl() : hex(found.pckCrl());
        send(exchange, "SGX-PCK-CRL-Issuer-Chain", found.pckCrlIssuerChain(), body);
    }

    private Bytes root() throws CollateralException {
        return source.find(platform).rootCaCrl();
    }

    private static Bytes hex(Bytes der) {
        return Bytes.utf8(HexFormat.of().formatHex(der.toByteArray()));
    }

    private static Bytes fmspc(Map<String, String> query) {
        return Bytes.wrap(HexFormat.of().parseHex(query.getOrDefault("fmspc", "")));
    }

    private static Map<String, String> query(URI request) {
        Map<String, String> values = new HashMap<>();
        String text = request.getQuery();
        for (String pair : (text == null ? "" : text).split("&", -1)) {
            int split = pair.indexOf('=');
            if (split > 0) {
                values.put(pair.substring(0, split), pair.substring(split + 1));
            }
        }
        return values;
    }

    private static void send(HttpExchange exchange, String header, Bytes chain, Bytes body) throws IOException {
        String pem = new String(chain.toByteArray(), StandardCharsets.US_ASCII);
        String encoded = URLEncoder.encode(pem, StandardCharsets.US_ASCII).replace("+", "%20");
        exchange.getResponseHeaders().set(header, encoded);
        send(exchange, body);
    }

    private static void send(HttpExchange exchange, Bytes body) throws IOException {
        exchange.sendResponseHeaders(OK, body.length());
        exchange.getResponseBody().write(body.toByteArray());
    }

    /** Stops at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
