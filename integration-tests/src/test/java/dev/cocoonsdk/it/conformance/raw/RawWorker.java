package dev.cocoonsdk.it.conformance.raw;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A worker played by hand on a broker's worker port ({@code docs/protocol/wire.md} 8 and 9). */
public final class RawWorker implements AutoCloseable {

    private final RawPeer peer;
    private final int protocol;

    private RawWorker(RawPeer peer, int protocol) {
        this.peer = peer;
        this.protocol = protocol;
    }

    /** The fields of {@code worker.params}; change what a test is about. */
    public static final class Params {
        public int flags = 3;
        public String owner = Facts.OWNER;
        public String model = Facts.MODEL;
        public int coefficient = 1000;
        public boolean test = true;
        public int proxies = 1;
        public int capacity = 60;
        public int min = 1;
        public int max = 2;

        public Params model(String name) {
            model = name;
            return this;
        }

        public Params coefficient(int value) {
            coefficient = value;
            return this;
        }

        public Params capacity(int value) {
            capacity = value;
            return this;
        }

        /** One version only; 0 is said by leaving the fields away. */
        public Params protocol(int version) {
            flags = version == 0 ? 1 : 3;
            min = version;
            max = version;
            return this;
        }

        public Params range(int lowest, int highest) {
            min = lowest;
            max = highest;
            return this;
        }

        public Tl query() {
            Tl tl = Tl.of(Ids.WORKER_CONNECT).i32(flags).str(owner).str(model).i32(coefficient);
            if ((flags & 1) != 0) {
                tl.bool(test).i32(proxies).i32(capacity);
            }
            return (flags & 2) == 0 ? tl : tl.i32(min).i32(max);
        }
    }

    /** Connects, and shakes hands as a worker that knows nothing of this proxy yet. */
    public static RawWorker ready(InetSocketAddress address, Params params) {
        return handshake(RawPeer.connect(address), params, false);
    }

    /** Shakes hands on a connection that is greeted already. */
    public static RawWorker handshake(RawPeer peer, Params params, boolean disabled) {
        In connected = peer.query(1, params.query()).answer(1, Ids.WORKER_CONNECTED);
        int version = ProxyParams.read(connected).protocol();
        connected.str();
        connected.end();
        peer.query(2, compare(0, 0, 0)).answer(2, Ids.COMPARED);
        peer.query(3, Tl.of(Ids.HANDSHAKE_COMPLETE).bool(disabled))
                .answer(3, Ids.HANDSHAKE_COMPLETED)
                .end();
        return new RawWorker(peer, version);
    }

    public static Tl compare(long blockchain, long database, long memory) {
        return Tl.of(Ids.COMPARE).i64(blockchain).i64(database).i64(memory);
    }

    public RawPeer peer() {
        return peer;
    }

    /** The next request, in the object of this connection's protocol version; payments before it are passed over. */
    public Request request() {
        In in = peer.packet();
        while (in.peek() == Ids.WORKER_REQUEST_PAYMENT) {
            in = peer.packet();
        }
        in.id(protocol == 0 ? Ids.RUN_QUERY : Ids.RUN_QUERY_EX);
        byte[] query = in.data();
        byte[] payment = payment(in);
        Request request = new Request(
                query,
                payment,
                in.i64(),
                in.f64(),
                in.int256(),
                protocol == 0 ? 0 : in.i32(),
                protocol != 0 && in.bool());
        in.end();
        return request;
    }

    /** A {@code !proxy.SignedPayment}: its data, or null for the empty one. */
    public static byte[] payment(In in) {
        int id = in.i32();
        if (id != Ids.SIGNED_PAYMENT && id != Ids.SIGNED_PAYMENT_EMPTY) {
            throw new AssertionError("payment " + Ids.hex(id));
        }
        return id == Ids.SIGNED_PAYMENT ? in.data() : null;
    }

    public RawWorker head(String id, String payload) {
        return first(id, Http.ok(payload), null);
    }

    /** The first answer; completed if tokens are given. */
    public RawWorker first(String id, Tl response, Tokens completed) {
        peer.packet(
                protocol == 0
                        ? Tl.of(Ids.ANSWER)
                                .data(response)
                                .bool(completed != null)
                                .hex(id)
                                .add(Tokens.of(completed))
                        : info(Tl.of(Ids.ANSWER_EX).hex(id).data(response), completed));
        return this;
    }

    /** A part; the last one if tokens are given. */
    public RawWorker part(String id, String text, Tokens completed) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        peer.packet(
                protocol == 0
                        ? Tl.of(Ids.PART)
                                .data(body)
                                .bool(completed != null)
                                .hex(id)
                                .add(Tokens.of(completed))
                        : info(Tl.of(Ids.PART_EX).hex(id).data(body), completed));
        return this;
    }

    /** An error, before or after the first answer. */
    public RawWorker fail(String id, boolean started, int code, String text) {
        peer.packet(
                protocol == 0
                        ? Tl.of(started ? Ids.PART_ERROR : Ids.ERROR)
                                .i32(code)
                                .str(text)
                                .hex(id)
                                .add(Tokens.of(null))
                        : info(Tl.of(Ids.ERROR_EX).hex(id).i32(code).str(text), Tokens.total(0)));
        return this;
    }

    /** A whole answer in one part. */
    public RawWorker reply(String id, String body, Tokens tokens) {
        return head(id, "").part(id, body, tokens);
    }

    private Tl info(Tl tl, Tokens completed) {
        if (completed == null) {
            return tl.i32(0);
        }
        tl.i32(1)
                .i32((completed.debug() == null ? 0 : 1) | (protocol == 2 ? 2 : 0))
                .add(completed.tl());
        if (completed.debug() != null) {
            tl.str(completed.debug());
        }
        return protocol == 2 ? tl.f64(completed.start()).f64(completed.end()) : tl;
    }

    /** The next {@code proxy.workerRequestPayment}. */
    public Payment paid() {
        In in = peer.packet(Ids.WORKER_REQUEST_PAYMENT);
        Payment payment = new Payment(in.int256(), payment(in), in.i64(), in.i64(), in.i64(), in.str());
        in.end();
        return payment;
    }

    /**
     * The connection lives and nothing was earned meanwhile. The reference tells the end of a failed request by a payment of no tokens
     * (wire.md 9.8); a broker that keeps silent does no harm.
     */
    public RawWorker unpaid() {
        peer.frame(Tl.of(Ids.PING).i64(78));
        for (In frame = peer.next(); frame.peek() != Ids.PONG; frame = peer.next()) {
            In payment = new In(frame.id(Ids.PACKET).data()).id(Ids.WORKER_REQUEST_PAYMENT);
            payment.int256();
            payment(payment);
            payment.i64();
            payment.i64();
            if (payment.i64() != 0) {
                throw new AssertionError("paid for nothing");
            }
        }
        return this;
    }

    @Override
    public void close() {
        peer.close();
    }

    /** {@code proxy.runQuery} or {@code proxy.runQueryEx}. */
    public record Request(
            byte[] query, byte[] payment, long coefficient, double timeout, String id, int flags, boolean debug) {

        public Http.Request http() {
            return Http.Request.parse(query);
        }
    }

    /** {@code proxy.workerRequestPayment}. */
    public record Payment(String id, byte[] signed, long database, long memory, long tokens, String client) {}

    /** {@code tokensUsed} and what else a final info holds. */
    public record Tokens(
            long prompt,
            long cached,
            long completion,
            long reasoning,
            long total,
            String debug,
            double start,
            double end) {

        public static Tokens total(long total) {
            return new Tokens(0, 0, total, 0, total, null, 1000.5, 1001.25);
        }

        public Tokens withDebug(String text) {
            return new Tokens(prompt, cached, completion, reasoning, total, text, start, end);
        }

        static Tl of(Tokens tokens) {
            return (tokens == null ? total(0) : tokens).tl();
        }

        public Tl tl() {
            return new Tl()
                    .i64(prompt)
                    .i64(cached)
                    .i64(completion)
                    .i64(reasoning)
                    .i64(total);
        }
    }

    /** {@code proxy.params}. */
    public record ProxyParams(int flags, String key, String owner, String contract, boolean test, int protocol) {

        public static ProxyParams read(In in) {
            int flags = in.i32();
            return new ProxyParams(
                    flags,
                    in.int256(),
                    in.str(),
                    in.str(),
                    (flags & 1) != 0 && in.bool(),
                    (flags & 2) == 0 ? 0 : in.i32());
        }

        /** The same, written. */
        public Tl tl() {
            Tl tl = new Tl()
                    .i32(flags)
                    .raw(HexFormat.of().parseHex(key))
                    .str(owner)
                    .str(contract);
            if ((flags & 1) != 0) {
                tl.bool(test);
            }
            return (flags & 2) == 0 ? tl : tl.i32(protocol);
        }
    }
}
