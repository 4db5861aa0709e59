package dev.cocoonsdk.network;

import dev.cocoonsdk.network.LinkFailure.Kind;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Asks a router for a connection to a proxy ({@code docs/protocol/wire.md} 11.1, RFC 1928): no authentication, CONNECT, IPv4.
 *
 * <p>The router answers before it has done proof of work and TLS; if those fail, it closes.
 */
final class Socks5Layer extends Prologue {

    private static final byte VERSION = 5;
    private static final byte NO_AUTHENTICATION = 0;
    private static final byte CONNECT = 1;
    private static final byte IPV4 = 1;
    private static final byte DOMAIN = 3;
    private static final byte IPV6 = 4;
    private static final int REPLY_HEAD = 5;
    private static final int LONGEST_REPLY = 4 + 1 + 255 + 2;
    private static final String[] REPLIES = {
        "succeeded",
        "general failure",
        "not allowed",
        "network unreachable",
        "host unreachable",
        "connection refused",
        "TTL expired",
        "command not supported",
        "address type not supported"
    };

    private final InetSocketAddress target;
    private final ByteLayer next;
    private final ByteBuffer reply = ByteBuffer.allocate(LONGEST_REPLY).limit(2);
    private boolean greeted;

    /** For a target that {@link #isPossible}. */
    Socks5Layer(InetSocketAddress target, ByteLayer next) {
        this.target = target;
        this.next = next;
    }

    /** Whether the reference's router would connect to it. */
    static boolean isPossible(InetSocketAddress target) {
        return target.getAddress() instanceof Inet4Address;
    }

    @Override
    void begin() {
        write(ByteBuffer.wrap(new byte[] {VERSION, 1, NO_AUTHENTICATION}));
    }

    @Override
    void take(ByteBuffer bytes) {
        fill(reply, bytes);
        if (!reply.hasRemaining()) {
            if (!greeted) {
                methodChosen();
            } else if (reply.limit() == REPLY_HEAD) {
                headRead();
            } else {
                pass(next);
            }
        }
    }

    private void methodChosen() {
        if (reply.get(0) != VERSION || reply.get(1) != NO_AUTHENTICATION) {
            fail(
                    Kind.REFUSED_BY_PEER,
                    String.format("SOCKS5 method: %02x %02x (expected: 05 00)", reply.get(0), reply.get(1)));
            return;
        }
        greeted = true;
        reply.clear().limit(REPLY_HEAD);
        write(ByteBuffer.allocate(10)
                .put(new byte[] {VERSION, CONNECT, 0, IPV4})
                .put(target.getAddress().getAddress())
                .putShort((short) target.getPort())
                .flip());
    }

    private void headRead() {
        int code = reply.get(1) & 0xff;
        if (reply.get(0) != VERSION) {
            fail(Kind.MALFORMED, String.format("SOCKS5 reply: version %02x (expected: 05)", reply.get(0)));
        } else if (code != 0) {
            String meaning = code < REPLIES.length ? REPLIES[code] : "unknown";
            fail(Kind.REFUSED_BY_PEER, "SOCKS5 reply for " + target + ": " + code + " (" + meaning + ")");
        } else {
            awaitAddress(reply.get(3));
        }
    }

    /** The fifth byte is the first of an address or the length of a domain. */
    private void awaitAddress(byte type) {
        switch (type) {
            case IPV4 -> reply.limit(4 + 4 + 2);
            case IPV6 -> reply.limit(4 + 16 + 2);
            case DOMAIN -> reply.limit(4 + 1 + (reply.get(4) & 0xff) + 2);
            default ->
                fail(Kind.MALFORMED, String.format("SOCKS5 reply: address type %02x (expected: 01, 03 or 04)", type));
        }
    }
}
