package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The port of the status pages ({@code docs/protocol/http-api.md} 4.2).
 *
 * @param address where to listen
 * @param access what every request must know, or null
 */
public record StatusPort(
        InetSocketAddress address, @Nullable Secret access) {

    /**
     * Null if the port is 0 or missing.
     *
     * @throws ConfigException if the port would be open to other machines without an access hash
     */
    static @Nullable StatusPort read(RunnerConfigReader file, RunnerConfigReader own) {
        int port = (int) file.integer("http_port", 0, 0, 65_535);
        Secret access = file.secret("http_access_hash");
        String host = own.text("http_host", "127.0.0.1");
        return port == 0 ? null : new StatusPort(address(host, port, access != null), access);
    }

    private static InetSocketAddress address(String host, int port, boolean guarded) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new ConfigException("reference_provider.http_host", host, "an own IP address");
        }
        if (!guarded && !address.getAddress().isLoopbackAddress()) {
            throw new ConfigException(
                    "reference_provider.http_host",
                    "on " + host + " every machine that reaches the port could send commands",
                    "a loopback address such as 127.0.0.1, or a secret http_access_hash that each request must name");
        }
        return address;
    }
}
