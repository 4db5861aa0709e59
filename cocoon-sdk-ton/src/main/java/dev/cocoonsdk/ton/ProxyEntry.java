package dev.cocoonsdk.ton;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy that the root contract lists ({@code docs/protocol/contracts.md} 4).
 *
 * @param seqno the number under which it is registered, an unsigned 32-bit number
 * @param forWorkers where workers connect to
 * @param forClients where clients connect to
 */
public record ProxyEntry(long seqno, InetSocketAddress forWorkers, InetSocketAddress forClients) {

    private static final Pattern HOST_PORT = Pattern.compile("(\\[)?([0-9.]{7,15}):([0-9]{1,5})(\\])?");
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final int MAX_PORT = 65_535;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the number does not fit into 32 bits
     */
    public ProxyEntry {
        Uint32.check("proxy seqno", seqno);
    }

    /**
     * Parses {@code hostport} or {@code hostport SP hostport}; the first is for workers, the second for clients. A {@code hostport} is
     * a dotted IPv4 address, a colon and a port from 1 to 65,535, optionally in square brackets.
     *
     * @return empty if the text is anything else
     */
    public static Optional<ProxyEntry> parse(long seqno, String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length > 2) {
            return Optional.empty();
        }
        return parseHostPort(parts[0])
                .flatMap(workers ->
                        parseHostPort(parts[parts.length - 1]).map(clients -> new ProxyEntry(seqno, workers, clients)));
    }

    private static Optional<InetSocketAddress> parseHostPort(String text) {
        Matcher matcher = HOST_PORT.matcher(text);
        if (!matcher.matches() || (matcher.group(1) == null) != (matcher.group(4) == null)) {
            return Optional.empty();
        }
        int port = Integer.parseInt(matcher.group(3));
        return port < 1 || port > MAX_PORT
                ? Optional.empty()
                : parseIpv4(matcher.group(2)).map(host -> new InetSocketAddress(host, port));
    }

    private static Optional<InetAddress> parseIpv4(String text) {
        String[] octets = text.split("\\.", -1);
        byte[] address = new byte[4];
        if (octets.length != address.length) {
            return Optional.empty();
        }
        for (int i = 0; i < address.length; i++) {
            if (!OCTET.matcher(octets[i]).matches() || Integer.parseInt(octets[i]) > 255) {
                return Optional.empty();
            }
            address[i] = (byte) Integer.parseInt(octets[i]);
        }
        try {
            return Optional.of(InetAddress.getByAddress(address));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }
}
