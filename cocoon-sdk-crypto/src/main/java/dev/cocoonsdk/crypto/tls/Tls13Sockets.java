package dev.cocoonsdk.crypto.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Sockets that begin with TLS 1.3 alone. */
final class Tls13Sockets extends SSLSocketFactory {

    private final SSLSocketFactory sockets;

    Tls13Sockets(SSLSocketFactory sockets) {
        this.sockets = sockets;
    }

    private static Socket narrow(Socket socket) throws IOException {
        if (!(socket instanceof SSLSocket secure)) {
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
    public Socket createSocket() throws IOException {
        return narrow(sockets.createSocket());
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        return narrow(sockets.createSocket(plain, host, port, autoClose));
    }

    @Override
    public Socket createSocket(Socket plain, @Nullable InputStream consumed, boolean autoClose) throws IOException {
        return narrow(sockets.createSocket(plain, consumed, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return narrow(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return narrow(sockets.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return narrow(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return narrow(sockets.createSocket(host, port, local, localPort));
    }
}
