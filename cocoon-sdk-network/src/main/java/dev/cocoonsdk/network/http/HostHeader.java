package dev.cocoonsdk.network.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Host} of a request. A browser puts the name there that the page was loaded under; a page whose own name was made to
 * point to this machine (DNS rebinding) shows itself by that name, whatever else it may hide.
 */
public final class HostHeader {

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";
    private static final Pattern HOST = Pattern.compile(
            "(?:(localhost)|(" + OCTET + "(?:\\." + OCTET + "){3}|\\[[0-9a-f:.]{2,45}]))(?::[0-9]{1,5})?",
            Pattern.CASE_INSENSITIVE);

    private HostHeader() {}

    /**
     * Whether a request was sent to this machine by a name that nobody else can give out: {@code localhost}, a loopback address, or the
     * address at which the request arrived. Never looks up a name.
     *
     * @param host the header, null if there is none, as with programs that speak HTTP/1.0: browsers always send it
     * @param arrivedAt the own address of the connection, or null if it is unknown
     */
    public static boolean namesThisMachine(@Nullable String host, @Nullable InetAddress arrivedAt) {
        if (host == null) {
            return true;
        }
        Matcher parts = HOST.matcher(host);
        if (!parts.matches()) {
            return false;
        }
        return parts.group(1) != null || isOurs(parts.group(2), arrivedAt);
    }

    private static boolean isOurs(String literal, @Nullable InetAddress arrivedAt) {
        try {
            InetAddress address = InetAddress.getByName(literal);
            return address.isLoopbackAddress() || address.equals(arrivedAt);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
