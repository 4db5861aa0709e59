package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code rootConfig.pseudo} ({@code docs/protocol/payments.md} 12). */
final class PseudoConfigReader {

    private static final int STRUCT_VERSION = 1;
    private static final long UNIQUE_ID = 13;
    private static final Duration PROXY_DELAY = Duration.ofMinutes(10);
    private static final Duration CLIENT_DELAY = Duration.ofMinutes(5);
    private static final NanoTon STAKE = NanoTon.ofTon(1);
    private static final long LARGEST_UINT32 = 0xffff_ffffL;

    private final RunnerConfigReader json;

    PseudoConfigReader(JsonObject json) {
        this.json = RunnerConfigReader.of(json);
    }

    PseudoRootConfig read(Instant start) {
        RootConfig config = new RootConfig(
                json.parsed("root_owner_address", "a TON address, 48 characters", TonAddress::parse),
                uint32(json, "version"),
                params(),
                proxies(),
                List.of(),
                uint32(json, "last_proxy_seqno"),
                Set.copyOf(json.hashes("proxy_hashes")),
                Set.copyOf(json.hashes("worker_hashes")),
                models(),
                start);
        return new PseudoRootConfig(config, json.unknown());
    }

    private Set<Hash256> models() {
        Set<Hash256> models = new LinkedHashSet<>(json.hashes("model_hashes"));
        for (String type : json.texts("model_types")) {
            String name = type.substring(0, type.indexOf('@') < 0 ? type.length() : type.indexOf('@'));
            models.add(Hash256.sha256(name.getBytes(StandardCharsets.UTF_8)));
        }
        return models;
    }

    private ContractParams params() {
        return new ContractParams(
                STRUCT_VERSION,
                uint32(json, "params_version"),
                UNIQUE_ID,
                true,
                amount("price_per_token"),
                amount("worker_fee_per_token"),
                TokenMultipliers.DEFAULT,
                PROXY_DELAY,
                CLIENT_DELAY,
                STAKE.value(),
                STAKE,
                new ContractCodes(code("proxy_sc_code"), code("worker_sc_code"), code("client_sc_code")));
    }

    private List<ProxyEntry> proxies() {
        List<ProxyEntry> proxies = new ArrayList<>();
        for (RunnerConfigReader proxy : json.objects("registered_proxies")) {
            long seqno = uint32(proxy, "seqno");
            proxies.add(ProxyEntry.parse(seqno, proxy.text("address", ""))
                    .orElseThrow(
                            () -> proxy.wrong("address", "ip:port for workers, then optionally ip:port for clients")));
        }
        return proxies;
    }

    private Cell code(String name) {
        return json.parsed(name, "a bag of cells in hexadecimal", PseudoConfigReader::cell);
    }

    private static Cell cell(String hex) {
        try {
            return hex.isEmpty()
                    ? Cell.EMPTY
                    : BagOfCells.parseSingle(HexFormat.of().parseHex(hex));
        } catch (CellException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private NanoTon amount(String name) {
        return NanoTon.of(json.integer(name, 0, 0, Long.MAX_VALUE));
    }

    private static long uint32(RunnerConfigReader object, String name) {
        return object.integer(name, 0, 0, LARGEST_UINT32);
    }
}
