package dev.cocoonsdk.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Accepts worker connections with blocking sockets; every call to a link holds the lock of this object. */
final class TestBroker implements AutoCloseable {

    private final ServerSocket server;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final CompletableFuture<ProxyWorkerLink> firstReady = new CompletableFuture<>();
    private int accepted;

    TestBroker() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** The link of the first worker that completed its handshake. */
    CompletableFuture<ProxyWorkerLink> firstReady() {
        return firstReady;
    }

    synchronized int accepted() {
        return accepted;
    }

    synchronized void with(ProxyWorkerLink link, Consumer<ProxyWorkerLink> action) {
        action.accept(link);
    }

    synchronized void dropAll() {
        sockets.forEach(TestBroker::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                synchronized (this) {
                    accepted++;
                    sockets.add(socket);
                    start(() -> serve(socket));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        ProxyWorkerLink link;
        try (InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            synchronized (this) {
                link = ProxyWorkerLink.create(
                        TestNetwork.proxy(), new RecordingProxy(), new SocketWire(socket, out), LinkContext.system());
                link.transportUp();
            }
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (this) {
                    link.receive(ByteBuffer.wrap(buffer, 0, count));
                    if (link.isReady()) {
                        firstReady.complete(link);
                    }
                }
            }
            synchronized (this) {
                link.transportDown("end of stream");
            }
        } catch (IOException | UncheckedIOException e) {
            close(socket);
        }
    }

    private synchronized void start(Runnable task) {
        Thread thread = new Thread(task, "test-broker");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        dropAll();
        List<Thread> all;
        synchronized (this) {
            all = List.copyOf(threads);
        }
        try {
            for (Thread thread : all) {
                thread.join(60_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record SocketWire(Socket socket, OutputStream out) implements Wire {

        @Override
        public void write(ByteBuffer bytes) {
            try {
                out.write(bytes.array(), bytes.position(), bytes.remaining());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            TestBroker.close(socket);
        }
    }
}
