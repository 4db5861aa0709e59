package dev.cocoonsdk.network;

import dev.cocoonsdk.crypto.tls.TlsParty;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * How the connections of one port or to one target are secured ({@code docs/protocol/wire.md} 2, 11). Immutable and thread-safe; makes one
 * layer per connection.
 */
public final class ConnectionStack {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;
    private final Factory factory;

    @FunctionalInterface
    private interface Factory {
        ByteLayer create(LinkContext context, Offload offload, String peerName);
    }

    private ConnectionStack(String text, Factory factory) {
        this.text = text;
        this.factory = factory;
    }

    /** Frames right away, from either side, with nothing known about the peer: for tests and for loopback. */
    public static ConnectionStack plain() {
        return new ConnectionStack("plain", (context, offload, peer) -> ByteLayer.plain());
    }

    /**
     * An acceptor behind a router, which describes each peer before its first frame ({@link PeerInfo}).
     *
     * @param required whether a connection without that message is refused; if not, a peer that begins with a frame is accepted as
     *     unknown
     */
    public static ConnectionStack plainWithPeerInfo(boolean required) {
        return new ConnectionStack(
                required ? "plain with peer info" : "plain with optional peer info",
                (context, offload, peer) -> new PeerInfoLayer(peer, required));
    }

    /**
     * An acceptor on a public port: demands a proof of work, then TLS.
     *
     * @param party who this side is and what it demands of peers
     * @param powDifficulty zero bits demanded, 0 to 64; the reference demands {@value PowChallenge#DEFAULT_DIFFICULTY}, and its
     *     connectors do no more than {@value PowChallenge#MAX_DIFFICULTY}
     * @param handshakeLimit how long proof of work and TLS may take together, such as 30 seconds
     * @throws IllegalArgumentException if the difficulty is outside of its range or the limit is not positive
     */
    public static ConnectionStack secureAcceptor(TlsParty party, int powDifficulty, Duration handshakeLimit) {
        checkDifficulty(powDifficulty);
        if (handshakeLimit.isNegative() || handshakeLimit.isZero()) {
            throw new IllegalArgumentException("handshakeLimit: " + handshakeLimit + " (expected: > 0)");
        }
        return new ConnectionStack("secure acceptor, difficulty " + powDifficulty, (context, offload, peer) -> {
            PowChallenge challenge = PowChallenge.create(powDifficulty, RANDOM);
            ByteLayer secured = new PowAcceptorLayer(challenge, () -> new TlsLayer(party.serverEngine(peer), offload));
            return new LimitedLayer(secured, context, handshakeLimit);
        });
    }

    /**
     * A connector to a public port: does the work that is demanded, then TLS.
     *
     * @param party who this side is and what it demands of peers
     * @param maxPowDifficulty highest difficulty that is worked on, 0 to 64; usually {@value PowChallenge#MAX_DIFFICULTY}
     * @throws IllegalArgumentException if the difficulty is outside of its range
     */
    public static ConnectionStack secureConnector(TlsParty party, int maxPowDifficulty) {
        checkDifficulty(maxPowDifficulty);
        return new ConnectionStack(
                "secure connector",
                (context, offload, peer) -> new PowConnectorLayer(
                        maxPowDifficulty, offload, () -> new TlsLayer(party.clientEngine(peer), offload)));
    }

    /**
     * A connector through a router on this host: connect to the router's SOCKS5 port, it does the rest.
     *
     * @param target the proxy's address, IPv4
     * @throws IllegalArgumentException if the address is not resolved or not IPv4, as the reference's router takes nothing else
     */
    public static ConnectionStack viaRouter(InetSocketAddress target) {
        if (!Socks5Layer.isPossible(target)) {
            throw new IllegalArgumentException("target: " + target + " (expected: an IPv4 address and a port)");
        }
        return new ConnectionStack(
                "via router to " + target,
                (context, offload, peer) -> new Socks5Layer(target, new PeerInfoLayer(peer, true)));
    }

    private static void checkDifficulty(int difficulty) {
        if (difficulty < 0 || difficulty > Long.SIZE) {
            throw new IllegalArgumentException("difficulty: " + difficulty + " (expected: 0 to " + Long.SIZE + ")");
        }
    }

    /**
     * The layer of a new connection.
     *
     * @param context the clock of its link
     * @param offload takes proof of work and TLS handshakes off the link's thread
     * @param peerName role and address of the peer, for verdicts and messages; not empty
     */
    public ByteLayer newLayer(LinkContext context, Offload offload, String peerName) {
        return factory.create(context, offload, peerName);
    }

    /** What it does. */
    @Override
    public String toString() {
        return "ConnectionStack[" + text + "]";
    }
}
