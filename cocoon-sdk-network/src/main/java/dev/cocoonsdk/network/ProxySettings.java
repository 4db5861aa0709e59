package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.ProxyParams;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.TonAddress;

/**
 * What a proxy says of itself to clients and workers ({@code docs/protocol/wire.md} 7 and 8).
 *
 * @param contracts the proxy's key and the addresses derived from it
 * @param owner the proxy's owner
 * @param test the {@code is_test} of the configuration
 * @param testnet the {@code is_testnet} of the configuration, part of every textual address
 * @param minProtocol lowest protocol version that it speaks, 0 to 2
 * @param maxProtocol highest protocol version that it speaks, 0 to 2
 * @param extensions whether it understands our extensions
 */
public record ProxySettings(
        ContractAddresses contracts,
        TonAddress owner,
        boolean test,
        boolean testnet,
        int minProtocol,
        int maxProtocol,
        boolean extensions) {

    private static final int TEST_FLAG = 1;
    private static final int VERSION_FLAG = 2;

    /**
     * Checks the versions.
     *
     * @throws IllegalArgumentException unless 0 &le; minProtocol &le; maxProtocol &le; 2
     */
    public ProxySettings {
        if (minProtocol < 0 || minProtocol > maxProtocol || maxProtocol > WorkerSettings.LATEST_PROTOCOL) {
            throw new IllegalArgumentException(
                    "protocols: " + minProtocol + " to " + maxProtocol + " (expected: a range within 0 to 2)");
        }
    }

    /** A proxy that speaks protocol 0 to 2 like the reference, and our extensions. */
    public static ProxySettings of(ContractAddresses contracts, TonAddress owner, boolean test, boolean testnet) {
        return new ProxySettings(contracts, owner, test, testnet, 0, WorkerSettings.LATEST_PROTOCOL, true);
    }

    /** What is said of the proxy in the answer to a connect, for the protocol version of that connection. */
    ProxyParams params(int protocol) {
        return new ProxyParams(
                TEST_FLAG | (protocol > 0 ? VERSION_FLAG : 0),
                contracts.proxyKey().value(),
                owner.toWire(testnet),
                contracts.proxy().toWire(testnet),
                test,
                protocol);
    }

    /**
     * The protocol version for a peer (wire.md 6), or -1 if there is none.
     *
     * @param flags of the peer's params; without bit 1 it speaks version 0 only
     */
    int commonProtocol(int flags, int peerMin, int peerMax) {
        boolean told = (flags & VERSION_FLAG) != 0;
        int common = Math.min(told ? peerMax : 0, maxProtocol);
        return common < (told ? peerMin : 0) || common < minProtocol ? -1 : common;
    }
}
