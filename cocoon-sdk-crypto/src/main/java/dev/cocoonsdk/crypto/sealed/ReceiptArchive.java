package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.CollateralRootHash;
import dev.cocoonsdk.crypto.RootKey;
import dev.cocoonsdk.crypto.collateral.Collateral;
import dev.cocoonsdk.crypto.collateral.CollateralException;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A receipt with all that it rests on, in one JSON file that can be judged anew without a network ({@code docs/sealed-envelope.md}
 * 12.3). Immutable.
 *
 * <p>Reading refuses every change of the file by a check sum; whoever changes that as well is found out by {@link #verify}, which judges
 * all signatures anew. Only the client's own note (policy, time of verification) is signed by nobody: it decides nothing.
 */
public final class ReceiptArchive {

    /** Longest file in bytes. */
    public static final int MAX_LENGTH = 4 << 20;

    static final String FORMAT = "cocoon-receipt-archive";
    static final int VERSION = 1;

    private final SignedReceipt receipt;
    private final ProviderEvidence evidence;
    private final @Nullable Collateral collateral;
    private final String policy;
    private final Instant verifiedAt;
    private final @Nullable RootKey root;

    private ReceiptArchive(
            SignedReceipt receipt,
            ProviderEvidence evidence,
            @Nullable Collateral collateral,
            String policy,
            Instant verifiedAt) {
        this.receipt = receipt;
        this.evidence = evidence;
        this.collateral = collateral;
        this.policy = policy;
        this.verifiedAt = verifiedAt;
        this.root = ArchiveRoot.of(evidence.quote());
    }

    /**
     * What a client keeps of an answer.
     *
     * @param receipt of the answer
     * @param provider who gave it, as it was verified
     * @param collateral by which its quote was judged; null for a fake quote
     */
    public static ReceiptArchive of(SignedReceipt receipt, VerifiedProvider provider, @Nullable Collateral collateral) {
        return new ReceiptArchive(
                receipt,
                provider.evidence(),
                collateral,
                provider.policy(),
                provider.verifiedAt().truncatedTo(ChronoUnit.MILLIS));
    }

    /** The receipt. */
    public SignedReceipt receipt() {
        return receipt;
    }

    /** Quote and endorsement. */
    public ProviderEvidence evidence() {
        return evidence;
    }

    /** Name of the policy that the client says it had. */
    public String policy() {
        return policy;
    }

    /** When the client says that it verified. */
    public Instant verifiedAt() {
        return verifiedAt;
    }

    /** The root key at which the quote's chain ends, believed by nobody yet; null for a fake quote. */
    public @Nullable RootKey rootKey() {
        return root;
    }

    /** The collateral of the file, and no other. */
    public CollateralSource collateral() {
        Collateral known = collateral;
        return platform -> {
            if (known == null) {
                throw new CollateralException(
                        CollateralException.Reason.MISSING, "collateral", "the archive has none", null);
            }
            return known;
        };
    }

    /**
     * Judges everything anew: quote, collateral and endorsement at the time at which the request was opened, then the receipt.
     *
     * @param policy makes the policy that decides, from the collateral of the file
     * @return whose receipt it is
     * @throws ProviderRefusedException if something does not hold
     */
    public VerifiedProvider verify(Function<CollateralSource, AttestationPolicy> policy) {
        return verify(policy, receipt.receipt().startedAt());
    }

    /**
     * As {@link #verify(Function)}, with quote, collateral and endorsement judged at another time.
     *
     * @throws ProviderRefusedException if something does not hold
     */
    public VerifiedProvider verify(Function<CollateralSource, AttestationPolicy> policy, Instant at) {
        VerifiedProvider provider =
                ProviderVerifier.of(policy.apply(collateral())).verify(evidence, "provider of the receipt", at);
        ReceiptVerifier.of(provider).verify(receipt);
        return provider;
    }

    /** The canonical form: compact JSON, members in alphabetical order. */
    public Bytes encoded() {
        return Bytes.wrap(toJson().toSortedJsonBytes());
    }

    /** The file's object. */
    public JsonObject toJson() {
        JsonObject body = JsonValue.object(
                "collateral",
                collateral == null ? JsonValue.JsonNull.INSTANCE : ArchiveCollateral.toJson(collateral),
                "evidence",
                evidence.toJson(),
                "format",
                FORMAT,
                "policy",
                policy,
                "receipt",
                StrictJson.base64(receipt.encoded()),
                "root_config_version",
                receipt.receipt().rootConfigVersion(),
                "root_key",
                rootKind(),
                "root_key_id",
                root == null ? "" : hex(root.id()),
                "verified_at_ms",
                verifiedAt.toEpochMilli(),
                "version",
                VERSION);
        return body.with("sha256", JsonValue.of(checkSum(body)));
    }

    private static String checkSum(JsonObject body) {
        return SealLabel.ARCHIVE.hash(body.toSortedJsonBytes()).toHex();
    }

    private static String hex(CollateralRootHash id) {
        return HexFormat.of().formatHex(id.value().toByteArray());
    }

    /** {@code intel}, {@code simulated} or {@code fake}. */
    public String rootKind() {
        return root == null ? "fake" : root instanceof RootKey.Intel ? "intel" : "simulated";
    }

    /**
     * Reads a file.
     *
     * @throws EvidenceFormatException if a byte of it is not as {@link #encoded} wrote it
     */
    public static ReceiptArchive parse(Bytes file) {
        JsonObject json = StrictJson.parse("archive", file, MAX_LENGTH);
        StrictJson in = new StrictJson("archive", json);
        if (!in.text("format").equals(FORMAT)) {
            throw in.wrong("format", FORMAT, "another");
        }
        in.version(VERSION);
        if (!in.text("sha256").equals(checkSum(json.without("sha256")))) {
            throw in.wrong("sha256", "that of the other members", "another: the file was changed");
        }
        SignedReceipt receipt = SignedReceipt.parse(in.bytes("receipt"));
        ProviderEvidence evidence = ProviderEvidence.parse(in.object("evidence"));
        Collateral collateral = in.get("collateral") == JsonValue.JsonNull.INSTANCE
                ? null
                : ArchiveCollateral.parse(in.object("collateral"));
        ReceiptArchive archive =
                new ReceiptArchive(receipt, evidence, collateral, in.text("policy"), in.time("verified_at_ms"));
        in.requireEqual(archive.toJson());
        return archive;
    }

    /** Names the request and the kind of root only. */
    @Override
    public String toString() {
        return "ReceiptArchive[request " + receipt.receipt().exchange().requestId() + ", root " + rootKind() + "]";
    }
}
