package dev.cocoonsdk.it.router;

import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.ConnectionStack;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands in for the official router with {@code --serialize-info} ({@code docs/protocol/wire.md} 11): SOCKS5 ports whose connections go
 * on with proof of work and TLS, and reverse ports that take those off. Two threads a connection; for tests only.
 */
public final class RouterStandIn implements AutoCloseable {

    private final ConnectionStack connector;
    private final ConnectionStack acceptor;
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    /**
     * A router without ports.
     *
     * @param policy what peers must show on every port
     * @param powDifficulty demanded on reverse ports
     */
    public RouterStandIn(AttestationPolicy policy, int powDifficulty) {
        TlsIdentitySource identity = TlsIdentitySource.renewing(TlsIdentitySource.Kind.FAKE_TDX, Clock.systemUTC());
        TlsParty party = TlsParty.of(identity, policy, Clock.systemUTC());
        this.connector = ConnectionStack.secureConnector(party, 28);
        this.acceptor = ConnectionStack.secureAcceptor(party, powDifficulty, Duration.ofSeconds(60));
    }

    /** Opens a SOCKS5 port ({@code -S}). */
    public InetSocketAddress socks5() throws IOException {
        return listen(client -> {
            InetSocketAddress target = handshake(client);
            Socket server = new Socket();
            server.connect(target);
            open.add(server);
            new RouterPipe(connector, server, client).start();
        });
    }

    /** Opens a reverse port ({@code -R}) in front of a runner. */
    public InetSocketAddress reverse(InetSocketAddress runner) throws IOException {
        return listen(peer -> {
            Socket server = new Socket();
            server.connect(runner);
            open.add(server);
            new RouterPipe(acceptor, peer, server).start();
        });
    }

    private interface Handler {
        void handle(Socket socket) throws IOException;
    }

    private InetSocketAddress listen(Handler handler) throws IOException {
        ServerSocket port = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        open.add(port);
        thread("router-port", () -> accept(port, handler));
        return (InetSocketAddress) port.getLocalSocketAddress();
    }

    private void accept(ServerSocket port, Handler handler) {
        try {
            while (!port.isClosed()) {
                Socket socket = port.accept();
                open.add(socket);
                thread("router-connection", () -> serve(socket, handler));
            }
        } catch (SocketException e) {
            closeQuietly(port);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void serve(Socket socket, Handler handler) {
        try {
            handler.handle(socket);
        } catch (IOException e) {
            closeQuietly(socket);
        }
    }

    /** Answers before the target is reached, as the official router does. */
    private static InetSocketAddress handshake(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        byte[] methods = new byte[in.readUnsignedShort() & 0xff];
        in.readFully(methods);
        client.getOutputStream().write(new byte[] {5, 0});
        if (in.readInt() != 0x05010001) {
            throw new IOException("no CONNECT to an IPv4 address");
        }
        byte[] address = new byte[4];
        in.readFully(address);
        InetSocketAddress target = new InetSocketAddress(Inet4Address.getByAddress(address), in.readUnsignedShort());
        client.getOutputStream().write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
        return target;
    }

    static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        open.forEach(RouterStandIn::closeQuietly);
    }
}
