package dev.cocoonsdk.it.conformance.raw;

import dev.cocoonsdk.it.conformance.raw.RawWorker.Tokens;
import java.nio.charset.StandardCharsets;

/**
 * An answer of a worker as it came over the wire, in the objects of its protocol version ({@code docs/protocol/wire.md} 5.4).
 *
 * @param object constructor id
 * @param id the request's id
 * @param data {@code answer}, or null for an error
 * @param code of an error, else 0
 * @param text of an error, else empty
 * @param info final info, or null
 */
public record RawAnswer(int object, String id, byte[] data, int code, String text, Info info) {

    /** {@code proxy.queryFinalInfo}, or the tokens of the old objects with flags -1. */
    public record Info(int flags, Tokens tokens) {}

    /** The next answer on this connection. */
    public static RawAnswer next(RawPeer peer) {
        In in = peer.packet();
        int object = in.i32();
        RawAnswer answer = switch (object) {
            case Ids.ANSWER_EX, Ids.PART_EX -> new RawAnswer(object, in.int256(), in.data(), 0, "", info(in));
            case Ids.ERROR_EX -> new RawAnswer(object, in.int256(), null, in.i32(), in.str(), info(in));
            case Ids.ANSWER, Ids.PART -> old(object, in);
            case Ids.ERROR, Ids.PART_ERROR -> oldError(object, in);
            default -> throw new AssertionError("no answer: " + Ids.hex(object));
        };
        in.end();
        return answer;
    }

    private static RawAnswer old(int object, In in) {
        byte[] data = in.data();
        boolean completed = in.bool();
        String id = in.int256();
        Tokens tokens = tokens(in, null, 0, 0);
        return new RawAnswer(object, id, data, 0, "", completed ? new Info(-1, tokens) : null);
    }

    private static RawAnswer oldError(int object, In in) {
        int code = in.i32();
        String text = in.str();
        return new RawAnswer(object, in.int256(), null, code, text, new Info(-1, tokens(in, null, 0, 0)));
    }

    private static Info info(In in) {
        int flags = in.i32();
        if ((flags & ~1) != 0) {
            throw new AssertionError("flags " + flags + " of an answer");
        }
        return flags == 0 ? null : finalInfo(in);
    }

    private static Info finalInfo(In in) {
        int flags = in.i32();
        if ((flags & ~3) != 0) {
            throw new AssertionError("flags " + flags + " of a final info");
        }
        Tokens counts = tokens(in, null, 0, 0);
        String debug = (flags & 1) == 0 ? null : in.str();
        double start = (flags & 2) == 0 ? 0 : in.f64();
        double end = (flags & 2) == 0 ? 0 : in.f64();
        return new Info(
                flags,
                new Tokens(
                        counts.prompt(),
                        counts.cached(),
                        counts.completion(),
                        counts.reasoning(),
                        counts.total(),
                        debug,
                        start,
                        end));
    }

    static Tokens tokens(In in, String debug, double start, double end) {
        return new Tokens(in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), debug, start, end);
    }

    public Http.Response http() {
        return Http.Response.parse(data);
    }

    public String body() {
        return new String(data, StandardCharsets.UTF_8);
    }

    /** Code and text, for example "621 worker: invalid http request: unsupported method". */
    public String error() {
        return code + " " + text;
    }
}
