package dev.cocoonsdk.core.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does on each connection exactly what a test says, stalling and breaking off included. */
public final class RawServer implements AutoCloseable {

    /** What to do with one request. */
    @FunctionalInterface
    public interface Script {
        void serve(Conversation conversation) throws Exception;
    }

    /** One request and the way to answer it. */
    public static final class Conversation {
        private final RawServer server;
        private final Socket socket;
        private final String head;
        private final String body;
        private final int number;
        private boolean closing;

        private Conversation(RawServer server, Socket socket, String head, String body, int number) {
            this.server = server;
            this.socket = socket;
            this.head = head;
            this.body = body;
            this.number = number;
        }

        /** Which request this is, from 1. */
        public int number() {
            return number;
        }

        /** Request line and headers. */
        public String head() {
            return head;
        }

        public String body() {
            return body;
        }

        public void send(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** A whole answer with a length. */
        public void answer(int status, String contentType, String body, String... headers) throws IOException {
            StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " x\r\n");
            if (!contentType.isEmpty()) {
                text.append("Content-Type: ").append(contentType).append("\r\n");
            }
            for (String header : headers) {
                text.append(header).append("\r\n");
            }
            send(text + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
        }

        /** The head of an event stream that ends with the connection. */
        public void beginStream() throws IOException {
            closing = true;
            send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
        }

        /** Ends the connection when the script returns. */
        public void closeAfterwards() {
            closing = true;
        }

        /** Does nothing more until the client closes the connection; then notes it. */
        public void stallUntilClosed() throws IOException {
            server.stalling.countDown();
            while (socket.getInputStream().read() >= 0) {
                continue;
            }
            server.closedByClient.countDown();
        }
    }

    private final ServerSocket listener;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch stalling = new CountDownLatch(1);
    private final CountDownLatch closedByClient = new CountDownLatch(1);

    private RawServer(Script script) throws IOException {
        this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.script = script;
        daemon(this::accept);
    }

    public static RawServer serving(Script script) throws IOException {
        return new RawServer(script);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                daemon(() -> converse(socket));
            }
        } catch (IOException e) {
            // The listener is closed: the test is over.
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            String head = readHead(in);
            while (!head.isEmpty()) {
                String body = readBody(in, head);
                Conversation conversation = new Conversation(this, socket, head, body, requests.incrementAndGet());
                script.serve(conversation);
                if (socket.isClosed() || conversation.closing) {
                    return;
                }
                head = readHead(in);
            }
        } catch (Exception e) {
            // The client went away, or the test failed and says so itself.
        } finally {
            open.remove(socket);
        }
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int b = in.read();
        while (b >= 0) {
            head.write(b);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
            b = in.read();
        }
        return "";
    }

    private static String readBody(InputStream in, String head) throws IOException {
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                int length = Integer.parseInt(line.substring(15).strip());
                return new String(in.readNBytes(length), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** Connections that are open now. */
    public int openConnections() {
        return open.size();
    }

    /** Requests read completely so far. */
    public int requests() {
        return requests.get();
    }

    /** Opens when a script stalls. */
    public CountDownLatch stalling() {
        return stalling;
    }

    /** Opens when the client has closed a connection on which a script stalls. */
    public CountDownLatch closedByClient() {
        return closedByClient;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
