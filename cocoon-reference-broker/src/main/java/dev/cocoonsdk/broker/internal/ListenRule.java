package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.BrokerSettings;
import dev.cocoonsdk.ton.config.ConfigException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Which port listens where (architecture, "Doors are closed by default"): native ports without TLS on loopback only, as behind
 * a router; HTTP elsewhere only if the operator accepts that it is not encrypted; ports with TLS anywhere.
 *
 * @param wanted the address in the configuration
 * @param plainHttpAllowed whether HTTP may leave the machine
 */
record ListenRule(InetAddress wanted, boolean plainHttpAllowed) {

    /**
     * The rule of a configuration.
     *
     * @throws ConfigException if the address is none, or if nothing may listen there
     */
    static ListenRule of(BrokerSettings settings) {
        InetAddress address;
        try {
            address = InetAddress.getByName(settings.listen());
        } catch (UnknownHostException e) {
            throw new ConfigException("reference_broker.listen", settings.listen(), "an own IP address", e);
        }
        boolean useless = !settings.allowPlainHttp() && !settings.tls().any();
        if (useless && !address.isLoopbackAddress()) {
            throw new ConfigException(
                    "reference_broker.listen",
                    "on " + settings.listen() + " callers would send their tokens over the network unencrypted",
                    "a loopback address such as 127.0.0.1 with a TLS proxy in front, or allow_plain_http: true to accept that");
        }
        return new ListenRule(address, settings.allowPlainHttp());
    }

    /** Where native ports with TLS listen. */
    InetAddress secure() {
        return wanted;
    }

    /** Where native ports without TLS listen. */
    InetAddress plain() {
        return wanted.isLoopbackAddress() ? wanted : InetAddress.getLoopbackAddress();
    }

    /** Where HTTP listens. */
    InetAddress http() {
        return plainHttpAllowed ? wanted : plain();
    }
}
