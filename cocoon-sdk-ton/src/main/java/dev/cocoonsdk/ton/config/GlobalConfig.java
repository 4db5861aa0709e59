package dev.cocoonsdk.ton.config;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.api.BlockId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The official description of a TON network ({@code global.config.json}): its lite servers, its first block and a block that is known to
 * belong to it.
 *
 * @param liteServers in the file's order, at least one
 * @param zeroState the network's beginning
 * @param initBlock a later masterchain block from which block proofs could start; nothing here verifies them
 */
public record GlobalConfig(List<LiteServer> liteServers, BlockId zeroState, BlockId initBlock) {

    private static final long MIN_INT = Integer.MIN_VALUE;
    private static final long MAX_UINT32 = 0xffff_ffffL;
    private static final int MAX_SERVERS = 1000;

    /**
     * A node that answers questions over ADNL.
     *
     * @param address IPv4 address and port
     * @param key by which it authenticates itself
     */
    public record LiteServer(InetSocketAddress address, Ed25519PublicKey key) {}

    /** Copies the list. */
    public GlobalConfig {
        liteServers = List.copyOf(liteServers);
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException if it cannot be read or a field is missing or has another form; it names the field
     */
    public static GlobalConfig read(Path file) {
        try {
            return parse(RunnerConfigReader.parseFile(file));
        } catch (ConfigException e) {
            throw e.in(String.valueOf(file.getFileName()));
        }
    }

    /**
     * Reads the content of the file.
     *
     * @throws ConfigException if a field is missing or has another form; it names the field
     */
    public static GlobalConfig parse(JsonObject json) {
        RunnerConfigReader file = RunnerConfigReader.of(json);
        List<RunnerConfigReader> servers = file.objects("liteservers");
        if (servers.isEmpty() || servers.size() > MAX_SERVERS) {
            throw new ConfigException("liteservers", servers.size() + " items", "1 to " + MAX_SERVERS);
        }
        List<LiteServer> liteServers = new ArrayList<>();
        servers.forEach(server -> liteServers.add(liteServer(server)));
        RunnerConfigReader validator = file.object("validator");
        return new GlobalConfig(
                liteServers, block(validator.object("zero_state")), block(validator.object("init_block")));
    }

    private static LiteServer liteServer(RunnerConfigReader server) {
        if (!server.has("ip") || !server.has("port")) {
            throw server.wrong(server.has("ip") ? "port" : "ip", "a number");
        }
        int ip = (int) server.integer("ip", 0, MIN_INT, MAX_UINT32);
        int port = (int) server.integer("port", 0, 1, 0xffff);
        Ed25519PublicKey key = server.object("id")
                .parsed(
                        "key",
                        "a public key, 32 bytes in base64",
                        text -> new Ed25519PublicKey(Hash256.ofBase64(text)));
        return new LiteServer(new InetSocketAddress(address(ip), port), key);
    }

    /** A signed 32-bit number, first byte highest. */
    private static InetAddress address(int ip) {
        try {
            return InetAddress.getByAddress(
                    ByteBuffer.allocate(Integer.BYTES).putInt(ip).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static BlockId block(RunnerConfigReader block) {
        return new BlockId(
                (int) block.integer("workchain", -1, MIN_INT, Integer.MAX_VALUE),
                block.integer("shard", Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE),
                block.integer("seqno", 0, 0, MAX_UINT32),
                hash(block, "root_hash"),
                hash(block, "file_hash"));
    }

    private static Hash256 hash(RunnerConfigReader block, String name) {
        return block.parsed(name, "a hash in base64", Hash256::ofBase64);
    }
}
