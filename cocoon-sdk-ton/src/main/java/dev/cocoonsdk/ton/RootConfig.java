package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.config.ConfigException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What the root contract says at one moment: which proxies, images and models are allowed, prices, contract codes ({@code
 * docs/protocol/contracts.md} 4). Immutable; a contract keeps the configuration it was made with.
 *
 * @param owner who may change the root contract
 * @param version counts every change, an unsigned 32-bit number
 * @param params what all contracts share
 * @param proxies registered proxies that can be used
 * @param skippedProxies registered proxies that cannot, with the reason
 * @param lastProxySeqno last number given to a proxy, an unsigned 32-bit number
 * @param proxyHashes allowed image hashes of proxies
 * @param workerHashes allowed image hashes of workers
 * @param modelHashes allowed models, SHA-256 of their names
 * @param timestamp time of the block that this state belongs to
 */
public record RootConfig(
        TonAddress owner,
        long version,
        ContractParams params,
        List<ProxyEntry> proxies,
        List<SkippedProxy> skippedProxies,
        long lastProxySeqno,
        Set<Hash256> proxyHashes,
        Set<Hash256> workerHashes,
        Set<Hash256> modelHashes,
        Instant timestamp) {

    /**
     * A registered proxy that cannot be used.
     *
     * @param seqno the number under which it is registered
     * @param reason what is wrong with the entry
     */
    public record SkippedProxy(long seqno, String reason) {}

    /**
     * Copies the collections and checks the ranges.
     *
     * @throws IllegalArgumentException if a number does not fit into 32 bits
     */
    public RootConfig {
        Uint32.check("root version", version);
        Uint32.check("last proxy seqno", lastProxySeqno);
        proxies = List.copyOf(proxies);
        skippedProxies = List.copyOf(skippedProxies);
        proxyHashes = Set.copyOf(proxyHashes);
        workerHashes = Set.copyOf(workerHashes);
        modelHashes = Set.copyOf(modelHashes);
    }

    /**
     * The configuration of fake-TON mode, {@code rootConfig.pseudo} ({@code docs/protocol/payments.md} 12): the JSON file that the
     * runners take with {@code --disable-ton}, and fixed values for what it does not hold.
     *
     * @param json the file's content
     * @param start when the node started; becomes the timestamp
     * @throws ConfigException if a member has another type or range than expected or a proxy address does not parse
     */
    public static PseudoRootConfig ofPseudoJson(JsonObject json, Instant start) {
        return new PseudoConfigReader(json).read(start);
    }

    /**
     * Reads the storage of the root contract. Struct version 4 is taken too, its key management is not looked at.
     *
     * @param data the contract's data cell
     * @param timestamp time of the block that this state belongs to
     * @throws dev.cocoonsdk.ton.cell.CellException if the cell has another layout or anything left over; a proxy entry that does not
     *     parse is skipped
     */
    public static RootConfig parse(Cell data, Instant timestamp) {
        return RootCells.read(data, timestamp);
    }

    /** Prices of this network. */
    public TokenPricing pricing() {
        return TokenPricing.of(params);
    }

    /** Whether this is a test network. */
    public boolean isTest() {
        return params.isTest();
    }

    /** Whether this configuration replaces another one: its version is greater. */
    public boolean isNewerThan(RootConfig other) {
        return version > other.version;
    }
}
