package dev.cocoonsdk.cli;

import java.net.InetSocketAddress;

/** Socket addresses as people and configuration files write them. */
final class Addresses {

    private Addresses() {}

    /** For example {@code 127.0.0.1:11101}. */
    static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    /**
     * Reads {@code HOST:PORT}.
     *
     * @throws CliException if the text is something else
     */
    static InetSocketAddress parse(String option, String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon > 0 && port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65_535) {
            return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
        }
        throw CliException.usage(option + ": " + text + " (expected: HOST:PORT, for example 127.0.0.1:11101)");
    }
}
