package dev.cocoonsdk.tee;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.collateral.Collateral;
import dev.cocoonsdk.crypto.collateral.PlatformId;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Varies a simulated platform. What is not varied stays byte for byte as in {@link SimulatedPlatform#create}. Keys are named by labels; a
 * label that the platform does not use, such as {@code stranger}, names a key that nobody trusts. Use from one thread, build once.
 */
public final class SimulatedPlatformBuilder {

    private static final int MIN_SEED = 16;
    private static final Instant ROOT_START = Instant.parse("2018-05-21T10:45:10Z");
    private static final Instant START = Instant.parse("2018-05-21T10:50:10Z");
    private static final Instant END = Instant.parse("2049-12-31T23:59:59Z");
    private static final Bytes FMSPC = Bytes.utf8("SIMTEE");

    private final Bytes seed;
    private final Clock clock;
    private final X509Maker maker;
    private final Map<CertificateRole, UnaryOperator<CertificateSpec>> certificates =
            new EnumMap<>(CertificateRole.class);
    private final Map<CertificateRole, UnaryOperator<CrlSpec>> crls = new EnumMap<>(CertificateRole.class);
    private UnaryOperator<JsonObject> tcbInfo = value -> value;
    private UnaryOperator<JsonObject> qeIdentity = value -> value;
    private PlatformId.Ca ca = PlatformId.Ca.PLATFORM;
    private String tcbInfoSigner = CertificateRole.TCB_SIGNING.keyLabel();
    private String qeIdentitySigner = CertificateRole.TCB_SIGNING.keyLabel();

    SimulatedPlatformBuilder(Bytes seed, Clock clock) {
        if (seed.length() < MIN_SEED) {
            throw new IllegalArgumentException("seed: " + seed.length() + " bytes (expected: >= " + MIN_SEED + ")");
        }
        this.seed = seed;
        this.clock = clock;
        this.maker = new X509Maker(seed);
    }

    /** Which CA issues the PCK certificate; the platform CA by default. */
    public SimulatedPlatformBuilder ca(PlatformId.Ca newCa) {
        ca = newCa;
        return this;
    }

    /** Changes a certificate before it is signed. Applies after earlier changes. */
    public SimulatedPlatformBuilder certificate(CertificateRole role, UnaryOperator<CertificateSpec> change) {
        certificates.merge(role, change, (first, second) -> spec -> second.apply(first.apply(spec)));
        return this;
    }

    /**
     * Changes a revocation list before it is signed. Applies after earlier changes.
     *
     * @param issuer {@link CertificateRole#ROOT} for the root's list, else for that of the PCK certificate's issuer
     */
    public SimulatedPlatformBuilder crl(CertificateRole issuer, UnaryOperator<CrlSpec> change) {
        crls.merge(issuer, change, (first, second) -> spec -> second.apply(first.apply(spec)));
        return this;
    }

    /** Puts a certificate on its issuer's revocation list. */
    public SimulatedPlatformBuilder revoked(CertificateRole role) {
        CertificateRole issuer = role == CertificateRole.PCK ? issuer() : CertificateRole.ROOT;
        return crl(issuer, spec -> spec.withRevoked(serial(role)));
    }

    /** Serial number of a certificate. */
    public BigInteger serial(CertificateRole role) {
        return maker.serial(spec(role));
    }

    /** Changes the TCB info before it is signed. Applies after earlier changes. */
    public SimulatedPlatformBuilder tcbInfo(UnaryOperator<JsonObject> change) {
        UnaryOperator<JsonObject> first = tcbInfo;
        tcbInfo = value -> change.apply(first.apply(value));
        return this;
    }

    /** Changes the QE identity before it is signed. Applies after earlier changes. */
    public SimulatedPlatformBuilder qeIdentity(UnaryOperator<JsonObject> change) {
        UnaryOperator<JsonObject> first = qeIdentity;
        qeIdentity = value -> change.apply(first.apply(value));
        return this;
    }

    /** Labels of the keys that sign TCB info and QE identity. */
    public SimulatedPlatformBuilder collateralSigners(String tcbInfoKey, String qeIdentityKey) {
        tcbInfoSigner = tcbInfoKey;
        qeIdentitySigner = qeIdentityKey;
        return this;
    }

    /** The status of the TCB level that the platform reaches, such as {@code OutOfDate}, with advisories such as {@code INTEL-SA-00837}. */
    public SimulatedPlatformBuilder tcbStatus(String status, String... advisories) {
        JsonValue ids = JsonValue.array(
                Arrays.stream(advisories).map(id -> JsonValue.of(id)).toList());
        return tcbInfo(info -> firstLevel(
                info, level -> level.with("tcbStatus", JsonValue.of(status)).with("advisoryIDs", ids)));
    }

    /** The status of the quoting enclave. */
    public SimulatedPlatformBuilder qeStatus(String status) {
        return qeIdentity(identity -> firstLevel(identity, level -> level.with("tcbStatus", JsonValue.of(status))));
    }

    /** The status of the TDX module. */
    public SimulatedPlatformBuilder moduleStatus(String status) {
        return tcbInfo(info -> {
            List<JsonValue> modules = new ArrayList<>();
            for (JsonValue module : info.array("tdxModuleIdentities")) {
                modules.add(firstLevel((JsonObject) module, level -> level.with("tcbStatus", JsonValue.of(status))));
            }
            return info.with("tdxModuleIdentities", JsonValue.array(modules));
        });
    }

    /** An object whose first TCB level is changed. */
    static JsonObject firstLevel(JsonObject object, UnaryOperator<JsonObject> change) {
        List<JsonValue> levels = new ArrayList<>(object.array("tcbLevels"));
        levels.set(0, change.apply((JsonObject) levels.get(0)));
        return object.with("tcbLevels", JsonValue.array(levels));
    }

    /** The platform. */
    public SimulatedPlatform build() {
        return new SimulatedPlatform(this);
    }

    Bytes seed() {
        return seed;
    }

    Clock clock() {
        return clock;
    }

    X509Maker maker() {
        return maker;
    }

    PlatformId id() {
        return new PlatformId(spec(CertificateRole.PCK).pck().fmspc(), ca);
    }

    String pckChain() {
        return X509Maker.pem(
                certificate(CertificateRole.PCK), certificate(issuer()), certificate(CertificateRole.ROOT));
    }

    Collateral collateral(Instant issued) {
        Instant next = issued.plus(SimulatedPlatform.COLLATERAL_VALIDITY);
        byte[] root = certificate(CertificateRole.ROOT);
        Bytes signing = Bytes.utf8(X509Maker.pem(certificate(CertificateRole.TCB_SIGNING), root));
        JsonObject info = tcbInfo.apply(CollateralMaker.tcbInfo(fields(), issued, next));
        JsonObject identity = qeIdentity.apply(CollateralMaker.qeIdentity(issued, next));
        return new Collateral(
                CollateralMaker.signed("tcbInfo", info, maker.key(tcbInfoSigner)),
                signing,
                CollateralMaker.signed("enclaveIdentity", identity, maker.key(qeIdentitySigner)),
                signing,
                crl(issuer(), issued, next),
                Bytes.utf8(X509Maker.pem(certificate(issuer()), root)),
                crl(CertificateRole.ROOT, issued, next));
    }

    private CertificateRole issuer() {
        return ca == PlatformId.Ca.PLATFORM ? CertificateRole.PLATFORM_CA : CertificateRole.PROCESSOR_CA;
    }

    private byte[] certificate(CertificateRole role) {
        return maker.certificate(spec(role), role == CertificateRole.PCK);
    }

    private CertificateSpec spec(CertificateRole role) {
        CertificateRole issuer = role == CertificateRole.PCK ? issuer() : CertificateRole.ROOT;
        CertificateSpec spec = new CertificateSpec(
                role.commonName(),
                issuer.commonName(),
                role.keyLabel(),
                issuer.keyLabel(),
                role.isCa(),
                role == CertificateRole.ROOT ? ROOT_START : START,
                END,
                fields());
        return certificates.getOrDefault(role, same -> same).apply(spec);
    }

    private PckFields fields() {
        byte[] random = P256Key.hmac(seed, "platform");
        return new PckFields(
                Bytes.wrap(Arrays.copyOf(random, 16)),
                CollateralMaker.COMPONENTS,
                CollateralMaker.PCE_SVN,
                Bytes.wrap(HexFormat.of().parseHex("03030202040100050000000000000000")),
                Bytes.wrap(new byte[2]),
                FMSPC,
                1,
                Bytes.wrap(Arrays.copyOfRange(random, 16, 32)),
                ca == PlatformId.Ca.PLATFORM,
                Set.of());
    }

    private Bytes crl(CertificateRole issuer, Instant issued, Instant next) {
        List<BigInteger> revoked = issuer == CertificateRole.ROOT
                ? List.of()
                : List.of(new BigInteger(1, maker.key("compromised").identifier()));
        CrlSpec spec = new CrlSpec(issuer.commonName(), issuer.keyLabel(), issued, next, revoked, true, true);
        return Bytes.wrap(maker.crl(crls.getOrDefault(issuer, same -> same).apply(spec)));
    }
}
