package dev.cocoonsdk.it.conformance.raw;

import dev.cocoonsdk.it.conformance.raw.RawPeer.Query;
import dev.cocoonsdk.it.conformance.raw.RawWorker.ProxyParams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A proxy played by hand: it listens, and the script decides what comes over each connection ({@code docs/protocol/wire.md} 7 and 8). */
public final class RawProxy implements AutoCloseable {

    /** What the captured proxy says of itself. */
    public static final ProxyParams PARAMS =
            new ProxyParams(3, Facts.PROXY_KEY, Facts.OWNER, Facts.PROXY_CONTRACT, true, 2);

    private static final int PATIENCE_MILLIS = 40_000;

    private final ServerSocket server;

    private RawProxy(ServerSocket server) {
        this.server = server;
    }

    public static RawProxy listen() {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            server.setSoTimeout(PATIENCE_MILLIS);
            return new RawProxy(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** The next connection, before its first frame. What comes by a timer of the other side is passed over. */
    public RawPeer dialled() {
        return peer(socket());
    }

    /** The next connection as it is. */
    public Socket socket() {
        try {
            Socket socket = server.accept();
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #dialled()}, on a connection that is secured already. */
    public static RawPeer peer(Socket socket) {
        return RawPeer.of(socket)
                .passesOver(function -> function == Ids.WORKER_UPDATE_PAYMENT_STATUS
                        || function == Ids.CLIENT_UPDATE_PAYMENT_STATUS
                        || function == Ids.HELLO);
    }

    /** The next connection, greeted. */
    public RawPeer accept() {
        return dialled().accept();
    }

    /** The next worker, up to the answer to its connect. */
    public RawPeer connectedWorker() {
        RawPeer peer = accept();
        Query connect = peer.query(Ids.WORKER_CONNECT);
        return peer.answer(connect.id(), workerConnected(PARAMS, Facts.WORKER_CONTRACT));
    }

    /** The next worker, ready; it was told these numbers. */
    public RawPeer worker(long signed, long database, long memory) {
        RawPeer peer = connectedWorker();
        Query compare = peer.query(Ids.COMPARE);
        peer.answer(compare.id(), compared(payout(signed), database, memory, 0));
        Query complete = peer.query(Ids.HANDSHAKE_COMPLETE);
        return peer.answer(complete.id(), Tl.of(Ids.HANDSHAKE_COMPLETED));
    }

    /** The next client, up to the answer to its connect: known, with the empty secret. */
    public RawPeer connectedClient(int protocol) {
        RawPeer peer = accept();
        ProxyParams params = new ProxyParams(
                protocol == 0 ? 1 : 3, Facts.PROXY_KEY, Facts.OWNER, Facts.PROXY_CONTRACT, true, protocol);
        return peer.answer(
                peer.query(Ids.CLIENT_CONNECT).id(),
                clientConnected(params, Facts.CLIENT_CONTRACT, authShort(Facts.EMPTY_SECRET_HASH)));
    }

    /** The next client, ready; it was told these numbers. */
    public RawPeer client(int protocol, long signed, long database, long memory) {
        RawPeer peer = connectedClient(protocol);
        return peer.answer(
                peer.query(Ids.AUTHORIZE_SHORT).id(),
                Tl.of(Ids.AUTHORIZED).add(charge(signed)).i64(database).i64(memory));
    }

    public static Tl authShort(String secretHash) {
        return Tl.of(Ids.AUTH_SHORT).hex(secretHash).i64(0);
    }

    public static Tl clientConnected(ProxyParams params, String contract, Tl auth) {
        return Tl.of(Ids.CLIENT_CONNECTED)
                .add(params.tl())
                .str(contract)
                .add(auth)
                .i32(Ids.SIGNED_PAYMENT_EMPTY);
    }

    /** A charge of the captured client, rightly signed. */
    public static Tl charge(long tokens) {
        return payment(RawPayment.CLIENT_CHARGE, tokens, Facts.CLIENT_CONTRACT);
    }

    public static Tl workerConnected(ProxyParams params, String contract) {
        return Tl.of(Ids.WORKER_CONNECTED).add(params.tl()).str(contract);
    }

    public static Tl compared(Tl payment, long database, long memory, int error) {
        return Tl.of(Ids.COMPARED).add(payment).i64(database).i64(memory).i32(error);
    }

    /** A payment for the captured worker, rightly signed. */
    public static Tl payout(long tokens) {
        return payment(RawPayment.WORKER_PAYOUT, tokens, Facts.WORKER_CONTRACT);
    }

    public static Tl payment(int op, long tokens, String contract) {
        RawPayment payment = new RawPayment(
                op,
                0x1122334455667788L,
                tokens,
                RawAddress.parse(contract).raw(),
                RawAddress.parse(Facts.OWNER).raw());
        return Tl.of(Ids.SIGNED_PAYMENT).data(payment.sign(Facts.PROXY_SEED));
    }

    /** {@code proxy.runQueryEx} without payment. */
    public static Tl runQueryEx(String id, Tl http, long coefficient, double timeout, boolean debug) {
        return Tl.of(Ids.RUN_QUERY_EX)
                .data(http)
                .i32(Ids.SIGNED_PAYMENT_EMPTY)
                .i64(coefficient)
                .f64(timeout)
                .hex(id)
                .i32(1)
                .bool(debug);
    }

    /** {@code proxy.runQuery} without payment. */
    public static Tl runQuery(String id, Tl http, long coefficient, double timeout) {
        return Tl.of(Ids.RUN_QUERY)
                .data(http)
                .i32(Ids.SIGNED_PAYMENT_EMPTY)
                .i64(coefficient)
                .f64(timeout)
                .hex(id);
    }

    /** {@code proxy.workerRequestPayment}. */
    public static Tl requestPayment(Tl payment, long database, long memory) {
        return Tl.of(Ids.WORKER_REQUEST_PAYMENT)
                .hex("ee".repeat(32))
                .add(payment)
                .i64(database)
                .i64(memory)
                .i64(1)
                .str(Facts.CLIENT_WALLET);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
