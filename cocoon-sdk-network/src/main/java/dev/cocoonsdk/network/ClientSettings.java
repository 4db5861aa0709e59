package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.ton.TonAddress;

/**
 * What a client says of itself in the handshake ({@code docs/protocol/wire.md} 7.1).
 *
 * @param wallet the client's Cocoon wallet, which pays; not the human owner
 * @param test the {@code is_test} of the configuration
 * @param testnet the {@code is_testnet} of the configuration, part of every textual address
 * @param minProtocol lowest protocol version that it speaks, 0 to 2
 * @param maxProtocol highest protocol version that it speaks, 0 to 2
 * @param configVersion {@code version} of the root configuration that the client knows
 * @param secret the {@code secret_string} of the short authorisation; long and random where money is real (wire.md 7.3)
 * @param extensions whether it says that it understands our extensions
 */
public record ClientSettings(
        TonAddress wallet,
        boolean test,
        boolean testnet,
        int minProtocol,
        int maxProtocol,
        int configVersion,
        Secret secret,
        boolean extensions) {

    /**
     * Checks the versions.
     *
     * @throws IllegalArgumentException unless 0 &le; minProtocol &le; maxProtocol &le; 2
     */
    public ClientSettings {
        if (minProtocol < 0 || minProtocol > maxProtocol || maxProtocol > WorkerSettings.LATEST_PROTOCOL) {
            throw new IllegalArgumentException(
                    "protocols: " + minProtocol + " to " + maxProtocol + " (expected: a range within 0 to 2)");
        }
    }

    /** A client that speaks protocol 1 and 2 like the reference, with extensions. */
    public static ClientSettings of(
            TonAddress wallet, boolean test, boolean testnet, int configVersion, Secret secret) {
        return new ClientSettings(
                wallet, test, testnet, 1, WorkerSettings.LATEST_PROTOCOL, configVersion, secret, true);
    }

    /**
     * The same with other protocol versions.
     *
     * @throws IllegalArgumentException unless 0 &le; min &le; max &le; 2
     */
    public ClientSettings withProtocols(int min, int max) {
        return new ClientSettings(wallet, test, testnet, min, max, configVersion, secret, extensions);
    }

    /** The same after the root configuration changed, for the next connection. */
    public ClientSettings withConfigVersion(int version) {
        return new ClientSettings(wallet, test, testnet, minProtocol, maxProtocol, version, secret, extensions);
    }

    /** The same with or without extensions. */
    public ClientSettings withExtensions(boolean on) {
        return new ClientSettings(wallet, test, testnet, minProtocol, maxProtocol, configVersion, secret, on);
    }
}
