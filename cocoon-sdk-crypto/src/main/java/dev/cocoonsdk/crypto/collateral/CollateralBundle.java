package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.collateral.CollateralException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collateral of some platforms in one JSON file, to judge quotes offline:
 *
 * <pre>{@code {"format": "cocoon-collateral", "version": 1, "platforms": [{"fmspc": "b0c06f000000", "ca": "platform",
 *   "tcb_info": …, "tcb_info_issuer_chain": …, "qe_identity": …, "qe_identity_issuer_chain": …,
 *   "pck_crl": …, "pck_crl_issuer_chain": …, "root_ca_crl": …}]}}</pre>
 *
 * <p>Every {@code …} is the Base64 form of the bytes as Intel's service delivers them ({@code docs/protocol/attestation.md} 9.3), since
 * signatures cover exact bytes. Immutable and thread-safe. Nothing in a bundle is believed before a quote is judged with it.
 */
public final class CollateralBundle implements CollateralSource {

    /** Longest file that is read, in bytes. */
    public static final int MAX_LENGTH = 16 << 20;

    private static final String FORMAT = "cocoon-collateral";
    private static final long VERSION = 1;
    private static final int MAX_PLATFORMS = 1024;
    private static final List<String> FIELDS = List.of(
            "tcb_info",
            "tcb_info_issuer_chain",
            "qe_identity",
            "qe_identity_issuer_chain",
            "pck_crl",
            "pck_crl_issuer_chain",
            "root_ca_crl");

    private final Map<PlatformId, Collateral> platforms;

    private CollateralBundle(Map<PlatformId, Collateral> platforms) {
        this.platforms = platforms;
    }

    /** A bundle of what is given. */
    public static CollateralBundle of(Map<PlatformId, Collateral> platforms) {
        return new CollateralBundle(Map.copyOf(platforms));
    }

    /**
     * Reads a file.
     *
     * @throws CollateralException {@link Reason#MALFORMED} if it is no bundle
     * @throws IOException if it cannot be read
     */
    public static CollateralBundle read(Path file) throws IOException, CollateralException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(Bytes.wrap(in.readNBytes(MAX_LENGTH + 1)));
        }
    }

    /**
     * Reads the JSON form. Total.
     *
     * @throws CollateralException {@link Reason#MALFORMED} if it is no bundle
     */
    public static CollateralBundle parse(Bytes json) throws CollateralException {
        JsonObject file = json.length() > MAX_LENGTH ? null : CollateralReader.json(json.toByteArray());
        if (file == null || !FORMAT.equals(file.string("format"))) {
            throw malformed("no JSON object with format " + FORMAT);
        }
        return parse(file);
    }

    /**
     * Reads the JSON form, for archives that hold it as a member.
     *
     * @throws CollateralException {@link Reason#MALFORMED} if it is no bundle
     */
    public static CollateralBundle parse(JsonObject json) throws CollateralException {
        Long version = json.integer("version");
        List<JsonValue> entries = json.array("platforms");
        if (version == null || version != VERSION || entries.size() > MAX_PLATFORMS) {
            throw malformed("another version, or more than " + MAX_PLATFORMS + " platforms");
        }
        Map<PlatformId, Collateral> platforms = new LinkedHashMap<>();
        for (JsonValue entry : entries) {
            if (!(entry instanceof JsonObject object)) {
                throw malformed("platforms: not all are objects");
            }
            platforms.put(platform(object), collateral(object));
        }
        return of(platforms);
    }

    private static PlatformId platform(JsonObject entry) throws CollateralException {
        Bytes fmspc = CollateralReader.fmspc(entry.string("fmspc"));
        for (PlatformId.Ca ca : PlatformId.Ca.values()) {
            if (fmspc != null && ca.parameter().equals(entry.string("ca"))) {
                return new PlatformId(fmspc, ca);
            }
        }
        throw malformed("fmspc or ca");
    }

    private static Collateral collateral(JsonObject entry) throws CollateralException {
        List<Bytes> pieces = new ArrayList<>();
        for (String field : FIELDS) {
            pieces.add(decode(field, entry.string(field)));
        }
        return new Collateral(
                pieces.get(0),
                pieces.get(1),
                pieces.get(2),
                pieces.get(3),
                pieces.get(4),
                pieces.get(5),
                pieces.get(6));
    }

    private static Bytes decode(String field, @Nullable String base64) throws CollateralException {
        try {
            if (base64 != null) {
                return Bytes.wrap(Base64.getDecoder().decode(base64));
            }
        } catch (IllegalArgumentException e) {
            throw malformed(field + " is no Base64");
        }
        throw malformed(field + " is missing");
    }

    private static CollateralException malformed(String detail) {
        return new CollateralException(Reason.MALFORMED, "bundle", detail, null);
    }

    /** Which platforms are in it. */
    public Set<PlatformId> platforms() {
        return platforms.keySet();
    }

    /**
     * {@inheritDoc}
     *
     * @throws CollateralException {@link Reason#MISSING} if the bundle is empty, {@link Reason#OTHER_PLATFORM} if it has only others
     */
    @Override
    public Collateral find(PlatformId platform) throws CollateralException {
        Collateral found = platforms.get(platform);
        if (found == null) {
            throw new CollateralException(
                    platforms.isEmpty() ? Reason.MISSING : Reason.OTHER_PLATFORM,
                    "collateral of fmspc " + hex(platform),
                    "the bundle has it for " + platforms.size() + " other platforms",
                    null);
        }
        return found;
    }

    /** The JSON form, the same bytes for the same content. */
    public JsonObject toJson() {
        List<JsonObject> entries = platforms.entrySet().stream()
                .map(entry -> entry(entry.getKey(), entry.getValue()))
                .sorted((a, b) -> order(a).compareTo(order(b)))
                .toList();
        return JsonValue.object("format", FORMAT, "version", VERSION, "platforms", JsonValue.array(entries));
    }

    private static String order(JsonObject entry) {
        return entry.string("fmspc") + entry.string("ca");
    }

    private static JsonObject entry(PlatformId platform, Collateral collateral) {
        JsonObject entry =
                JsonValue.object("fmspc", hex(platform), "ca", platform.ca().parameter());
        List<Bytes> pieces = pieces(collateral);
        for (int i = 0; i < FIELDS.size(); i++) {
            String text = Base64.getEncoder().encodeToString(pieces.get(i).toByteArray());
            entry = entry.with(FIELDS.get(i), JsonValue.of(text));
        }
        return entry;
    }

    private static String hex(PlatformId platform) {
        return HexFormat.of().formatHex(platform.fmspc().toByteArray()).toLowerCase(Locale.ROOT);
    }

    /**
     * Writes the file in one step: readers see the old content or the new one.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, toJson());
    }

    Collection<Collateral> all() {
        return platforms.values();
    }

    /** In the order of {@link #FIELDS}. */
    static List<Bytes> pieces(Collateral collateral) {
        return List.of(
                collateral.tcbInfo(),
                collateral.tcbInfoIssuerChain(),
                collateral.qeIdentity(),
                collateral.qeIdentityIssuerChain(),
                collateral.pckCrl(),
                collateral.pckCrlIssuerChain(),
                collateral.rootCaCrl());
    }

    @Override
    public String toString() {
        return "CollateralBundle[" + platforms.size() + " platforms]";
    }
}
