package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.BrokerSettings;
import dev.cocoonsdk.ton.config.ConfigException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Which port listens where (architecture, "Doors are closed by default"): native ports without TLS on loopback only, as behind
 * a router; HTTP elsewhere only if the operator accepts that it is not encrypted.
 *
 * @param wanted the address in the configuration
 * @param plainHttpAllowed whether HTTP may leave the machine
 */
record ListenRule(InetAddress wanted, boolean plainHttpAllowed) {

    /**
     * The rule of a configuration.
     *
     * @throws ConfigException if the address is none
     */
    static ListenRule of(BrokerSettings settings) {
        try {
            return new ListenRule(InetAddress.getByName(settings.listen()), settings.allowPlainHttp());
        } catch (UnknownHostException e) {
            throw new ConfigException("reference_broker.listen", settings.listen(), "an own IP address", e);
        }
    }

    /** Where native ports without TLS listen. */
    InetAddress plain() {
        return wanted.isLoopbackAddress() ? wanted : InetAddress.getLoopbackAddress();
    }

    /** Where HTTP listens. */
    InetAddress http() {
        return plainHttpAllowed ? wanted : plain();
    }

    /**
     * Refuses an address that would have no effect.
     *
     * @throws ConfigException if nothing may listen there
     */
    void check() {
        if (!wanted.isLoopbackAddress() && !plainHttpAllowed) {
            throw new ConfigException(
                    "reference_broker.listen",
                    "on " + wanted.getHostAddress() + " callers would send their tokens over the network unencrypted",
                    "a loopback address such as 127.0.0.1 with a TLS proxy in front, or allow_plain_http: true to accept that");
        }
    }
}
