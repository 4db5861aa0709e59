package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code rootConfig.pseudo} ({@code docs/protocol/payments.md} 12) by the JSON rules of {@code docs/protocol/wire.md} 4: missing
 * members are 0 or empty, numbers may be strings, 256-bit values are base64.
 */
final class PseudoConfigReader {

    private static final Set<String> MEMBERS = Set.of(
            "@type",
            "proxy_hashes",
            "worker_hashes",
            "model_hashes",
            "model_types",
            "registered_proxies",
            "price_per_token",
            "worker_fee_per_token",
            "last_proxy_seqno",
            "version",
            "params_version",
            "proxy_sc_code",
            "worker_sc_code",
            "client_sc_code",
            "root_owner_address");
    private static final Set<String> PROXY_MEMBERS = Set.of("@type", "seqno", "address");

    private static final int STRUCT_VERSION = 1;
    private static final long UNIQUE_ID = 13;
    private static final Duration PROXY_DELAY = Duration.ofMinutes(10);
    private static final Duration CLIENT_DELAY = Duration.ofMinutes(5);
    private static final NanoTon STAKE = NanoTon.ofTon(1);

    private final JsonObject json;
    private final List<String> unknown = new ArrayList<>();

    PseudoConfigReader(JsonObject json) {
        this.json = json;
    }

    PseudoRootConfig read(Instant start) {
        reportUnknown(json, MEMBERS, "");
        Set<Hash256> models = hashes("model_hashes");
        for (String type : texts("model_types")) {
            String name = type.substring(0, type.indexOf('@') < 0 ? type.length() : type.indexOf('@'));
            models.add(Hash256.sha256(name.getBytes(StandardCharsets.UTF_8)));
        }
        RootConfig config = new RootConfig(
                owner(),
                uint32(json, "version", "version"),
                params(),
                proxies(),
                List.of(),
                uint32(json, "last_proxy_seqno", "last_proxy_seqno"),
                hashes("proxy_hashes"),
                hashes("worker_hashes"),
                models,
                start);
        return new PseudoRootConfig(config, unknown);
    }

    private ContractParams params() {
        return new ContractParams(
                STRUCT_VERSION,
                uint32(json, "params_version", "params_version"),
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

    private TonAddress owner() {
        try {
            return TonAddress.parse(text(json, "root_owner_address", "root_owner_address"));
        } catch (AddressFormatException e) {
            throw new RootConfigException("root_owner_address: " + e.getMessage());
        }
    }

    private List<ProxyEntry> proxies() {
        List<ProxyEntry> proxies = new ArrayList<>();
        for (JsonValue item : items("registered_proxies")) {
            String path = "registered_proxies[" + proxies.size() + "]";
            if (!(item instanceof JsonObject proxy)) {
                throw new RootConfigException(path + ": no object (expected: seqno and address)");
            }
            reportUnknown(proxy, PROXY_MEMBERS, path + ".");
            long seqno = uint32(proxy, "seqno", path + ".seqno");
            String address = text(proxy, "address", path + ".address");
            proxies.add(ProxyEntry.parse(seqno, address)
                    .orElseThrow(() -> new RootConfigException(path + ".address: \"" + address
                            + "\" (expected: ip:port for workers, then optionally ip:port for clients)")));
        }
        return proxies;
    }

    private Cell code(String name) {
        String hex = text(json, name, name);
        if (hex.isEmpty()) {
            return Cell.EMPTY;
        }
        try {
            return BagOfCells.parseSingle(HexFormat.of().parseHex(hex));
        } catch (CellException e) {
            throw new RootConfigException(name + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new RootConfigException(name + ": not hexadecimal (expected: a bag of cells in hexadecimal)");
        }
    }

    private Set<Hash256> hashes(String name) {
        Set<Hash256> hashes = new LinkedHashSet<>();
        for (String text : texts(name)) {
            try {
                hashes.add(Hash256.ofBase64(text));
            } catch (IllegalArgumentException e) {
                throw new RootConfigException(name + ": \"" + text + "\" (expected: base64 of 32 bytes)");
            }
        }
        return hashes;
    }

    private List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonValue item : items(name)) {
            if (!(item instanceof JsonString text)) {
                throw new RootConfigException(name + "[" + texts.size() + "]: no string (expected: a string)");
            }
            texts.add(text.value());
        }
        return texts;
    }

    private List<JsonValue> items(String name) {
        JsonValue value = json.get(name);
        if (value != null && !(value instanceof JsonArray)) {
            throw new RootConfigException(name + ": no array (expected: an array)");
        }
        return json.array(name);
    }

    private static String text(JsonObject parent, String name, String path) {
        JsonValue value = parent.get(name);
        if (value != null && !(value instanceof JsonString)) {
            throw new RootConfigException(path + ": no string (expected: a string)");
        }
        return value instanceof JsonString text ? text.value() : "";
    }

    private NanoTon amount(String name) {
        return NanoTon.of(number(json, name, name, Long.MAX_VALUE));
    }

    private static long uint32(JsonObject parent, String name, String path) {
        return number(parent, name, path, 0xffff_ffffL);
    }

    private static long number(JsonObject parent, String name, String path, long most) {
        JsonValue value = parent.get(name);
        if (value == null) {
            return 0;
        }
        Long number = null;
        if (value instanceof JsonNumber json) {
            number = json.toLong();
        } else if (value instanceof JsonString text && text.value().length() <= 20) {
            number = new JsonNumber(text.value()).toLong();
        }
        if (number == null || number < 0 || number > most) {
            throw new RootConfigException(path + ": " + value + " (expected: an integer from 0 to " + most + ")");
        }
        return number;
    }

    private void reportUnknown(JsonObject object, Set<String> known, String prefix) {
        for (String name : object.members().keySet()) {
            if (!known.contains(name)) {
                unknown.add(prefix + name);
            }
        }
    }
}
