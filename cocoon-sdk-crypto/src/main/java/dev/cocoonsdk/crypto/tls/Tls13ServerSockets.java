package dev.cocoonsdk.crypto.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;

/** Server sockets whose connections begin with TLS 1.3 alone. */
final class Tls13ServerSockets extends SSLServerSocketFactory {

    private final SSLServerSocketFactory sockets;

    Tls13ServerSockets(SSLServerSocketFactory sockets) {
        this.sockets = sockets;
    }

    private static ServerSocket narrow(ServerSocket socket) throws IOException {
        if (!(socket instanceof SSLServerSocket secure)) {
            socket.close();
            throw new IOException("no TLS socket");
        }
        secure.setEnabledProtocols(Tls13Context.protocols());
        secure.setEnabledCipherSuites(Tls13Context.suites());
        return secure;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return Tls13Context.suites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return Tls13Context.suites();
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return narrow(sockets.createServerSocket());
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return narrow(sockets.createServerSocket(port));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return narrow(sockets.createServerSocket(port, backlog));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return narrow(sockets.createServerSocket(port, backlog, address));
    }
}
