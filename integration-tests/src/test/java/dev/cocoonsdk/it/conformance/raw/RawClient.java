package dev.cocoonsdk.it.conformance.raw;

import dev.cocoonsdk.it.conformance.raw.RawWorker.ProxyParams;
import dev.cocoonsdk.it.conformance.raw.RawWorker.Tokens;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A client played by hand on a broker's client port ({@code docs/protocol/wire.md} 7 and 9). */
public final class RawClient implements AutoCloseable {

    private final RawPeer peer;
    private final int protocol;
    private long queries = 100;

    private RawClient(RawPeer peer, int protocol) {
        this.peer = peer;
        this.protocol = protocol;
    }

    /** The fields of {@code client.connectToProxy}; change what a test is about. */
    public static final class Params {
        public int flags = 3;
        public String owner = Facts.CLIENT_WALLET;
        public boolean test = true;
        public int min = 1;
        public int max = 2;
        public int config = 3;

        public Params owner(String address) {
            owner = address;
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

        public Params config(int version) {
            config = version;
            return this;
        }

        public Tl query() {
            Tl tl = Tl.of(Ids.CLIENT_CONNECT).i32(flags).str(owner);
            if ((flags & 1) != 0) {
                tl.bool(test);
            }
            if ((flags & 2) != 0) {
                tl.i32(min).i32(max);
            }
            return tl.i32(config);
        }
    }

    /** {@code client.connectedToProxy}; {@code secretHash} is null for the long authorisation. */
    public record Connected(ProxyParams params, String contract, String secretHash, long nonce, byte[] payment) {

        public static Connected read(In in) {
            ProxyParams params = ProxyParams.read(in);
            String contract = in.str();
            int auth = in.i32();
            if (auth != Ids.AUTH_SHORT && auth != Ids.AUTH_LONG) {
                throw new AssertionError("auth " + Ids.hex(auth));
            }
            String hash = auth == Ids.AUTH_SHORT ? in.int256() : null;
            Connected connected = new Connected(params, contract, hash, in.i64(), RawWorker.payment(in));
            in.end();
            return connected;
        }
    }

    /** Signed payment, committed and highest tokens. */
    public record Numbers(byte[] signed, long database, long memory) {

        public static Numbers read(In in) {
            Numbers numbers = new Numbers(RawWorker.payment(in), in.i64(), in.i64());
            in.end();
            return numbers;
        }
    }

    public static Tl authorizeShort(String secret) {
        return Tl.of(Ids.AUTHORIZE_SHORT).str(secret);
    }

    /** Connects, and authorises by a secret. */
    public static RawClient ready(InetSocketAddress address, Params params, String secret) {
        RawPeer peer = RawPeer.connect(address);
        Connected connected = Connected.read(peer.query(1, params.query()).answer(1, Ids.CLIENT_CONNECTED));
        Numbers.read(peer.query(2, authorizeShort(secret)).answer(2, Ids.AUTHORIZED));
        return new RawClient(peer, connected.params().protocol());
    }

    public RawPeer peer() {
        return peer;
    }

    /** A request; change what a test is about. */
    public static final class Run {
        public String model;
        public Tl query;
        public int maxCoefficient = 4000;
        public int maxTokens = 1000;
        public double timeout = 114;
        public String id;
        public int config = 3;
        public boolean debug;

        public Run(String id, String model, Tl query) {
            this.id = id;
            this.model = model;
            this.query = query;
        }
    }

    /** Sends a request in the object of this connection's protocol version. */
    public RawClient run(Run run) {
        return run(run, protocol);
    }

    public RawClient run(Run run, int version) {
        Tl tl = Tl.of(version == 0 ? Ids.CLIENT_RUN_QUERY : Ids.CLIENT_RUN_QUERY_EX)
                .str(run.model)
                .data(run.query)
                .i32(run.maxCoefficient)
                .i32(run.maxTokens)
                .f64(run.timeout)
                .hex(run.id)
                .i32(run.config);
        peer.packet(version == 0 ? tl : tl.i32(1).bool(run.debug));
        return this;
    }

    /** The next answer, which must be of the object family of this connection's protocol version. */
    public Answer answer() {
        Answer answer = Answer.read(peer.packet());
        if (answer.isOld() != (protocol == 0)) {
            throw new AssertionError("object " + Ids.hex(answer.object()) + " to a client of protocol " + protocol);
        }
        return answer;
    }

    /** The next {@code proxy.clientRequestPayment}. */
    public Payment paid() {
        In in = peer.packet(Ids.CLIENT_REQUEST_PAYMENT);
        Payment payment = new Payment(in.int256(), RawWorker.payment(in), in.i64(), in.i64(), in.i64());
        in.end();
        return payment;
    }

    /** The next {@code proxy.clientRequestPayment}, which must say that the request was free. */
    public RawClient free() {
        Payment payment = paid();
        if (payment.tokens() != 0) {
            throw new AssertionError("charged " + payment.tokens());
        }
        return this;
    }

    /** The account's numbers now. */
    public Numbers status() {
        long id = queries++;
        return Numbers.read(
                peer.query(id, Tl.of(Ids.CLIENT_UPDATE_PAYMENT_STATUS)).answer(id, Ids.CLIENT_PAYMENT_STATUS));
    }

    @Override
    public void close() {
        peer.close();
    }

    /** {@code proxy.clientRequestPayment}. */
    public record Payment(String id, byte[] signed, long database, long memory, long tokens) {}

    /** {@code client.queryFinalInfo}, or the tokens of the old objects with flags -1. */
    public record Info(
            int flags,
            Tokens tokens,
            String workerDebug,
            String proxyDebug,
            double proxyStart,
            double proxyEnd,
            double workerStart,
            double workerEnd) {

        private static Info read(In in) {
            int flags = in.i32();
            if ((flags & ~3) != 0) {
                throw new AssertionError("flags " + flags + " of a final info");
            }
            Tokens tokens = RawAnswer.tokens(in, null, 0, 0);
            boolean debug = (flags & 1) != 0;
            boolean times = (flags & 2) != 0;
            return new Info(
                    flags,
                    tokens,
                    debug ? in.str() : null,
                    debug ? in.str() : null,
                    times ? in.f64() : 0,
                    times ? in.f64() : 0,
                    times ? in.f64() : 0,
                    times ? in.f64() : 0);
        }

        /** The same, written. */
        public Tl tl() {
            Tl tl = new Tl().i32(flags).add(tokens.tl());
            if ((flags & 1) != 0) {
                tl.str(workerDebug).str(proxyDebug);
            }
            if ((flags & 2) != 0) {
                tl.f64(proxyStart).f64(proxyEnd).f64(workerStart).f64(workerEnd);
            }
            return tl;
        }

        private static Info old(In in) {
            return new Info(-1, RawAnswer.tokens(in, null, 0, 0), null, null, 0, 0, 0, 0);
        }
    }

    /** An answer to a client, in the objects of its protocol version; {@code info} is null unless it is the last one. */
    public record Answer(int object, String id, byte[] data, int code, String text, Info info) {

        static Answer read(In in) {
            int object = in.i32();
            Answer answer = switch (object) {
                case Ids.CLIENT_ANSWER_EX, Ids.CLIENT_PART_EX ->
                    new Answer(object, in.int256(), in.data(), 0, "", infoIfAny(in));
                case Ids.CLIENT_ERROR_EX -> new Answer(object, in.int256(), null, in.i32(), in.str(), infoIfAny(in));
                case Ids.CLIENT_ANSWER, Ids.CLIENT_PART -> old(object, in);
                case Ids.CLIENT_ERROR, Ids.CLIENT_PART_ERROR -> oldError(object, in);
                default -> throw new AssertionError("no answer: " + Ids.hex(object));
            };
            in.end();
            return answer;
        }

        private static Info infoIfAny(In in) {
            int flags = in.i32();
            if ((flags & ~1) != 0) {
                throw new AssertionError("flags " + flags + " of an answer");
            }
            return flags == 0 ? null : Info.read(in);
        }

        private static Answer old(int object, In in) {
            byte[] data = in.data();
            boolean completed = in.bool();
            String id = in.int256();
            Info info = Info.old(in);
            return new Answer(object, id, data, 0, "", completed ? info : null);
        }

        private static Answer oldError(int object, In in) {
            int code = in.i32();
            String text = in.str();
            return new Answer(object, in.int256(), null, code, text, Info.old(in));
        }

        boolean isOld() {
            return object == Ids.CLIENT_ANSWER
                    || object == Ids.CLIENT_PART
                    || object == Ids.CLIENT_ERROR
                    || object == Ids.CLIENT_PART_ERROR;
        }

        public boolean isError() {
            return data == null;
        }

        public Http.Response http() {
            return Http.Response.parse(data);
        }

        public String body() {
            return new String(data, StandardCharsets.UTF_8);
        }

        /** Code and text, for example "651 balance is too low". */
        public String error() {
            if (!isError()) {
                throw new AssertionError("no error: " + Ids.hex(object));
            }
            return code + " " + text;
        }
    }
}
