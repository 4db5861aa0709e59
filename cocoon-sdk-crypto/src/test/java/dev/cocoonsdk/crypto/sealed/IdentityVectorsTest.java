package dev.cocoonsdk.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.ImageHash;
import dev.cocoonsdk.crypto.ReportData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The published endorsement, evidence, receipt and archive are what this code makes, and what it reads. */
class IdentityVectorsTest {

    private static final Path FOLDER = Path.of("../docs/vectors/sealed-envelope");

    /** Gives one byte again and again. */
    private static final class Repeated extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte value;

        private Repeated(int value) {
            this.value = (byte) value;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, value);
        }
    }

    private final Ed25519Signer tls = new Ed25519Signer(new Repeated(0x11));
    private final Ed25519Signer receipts = new Ed25519Signer(new Repeated(0x22));
    private final byte[] x25519 = repeated(0x33);
    private final byte[] xWing = repeated(0x44);
    private final ProviderEvidence evidence = evidence();
    private final SignedReceipt receipt = new ReceiptSigner(receipts, evidence.hash(), ImageHash.FAKE_TDX)
            .sign(Enclave.EXCHANGE, Enclave.MODEL, Enclave.metering(), Enclave.START, Enclave.START.plusSeconds(3), 7);

    private static byte[] repeated(int value) {
        byte[] bytes = new byte[32];
        new Repeated(value).nextBytes(bytes);
        return bytes;
    }

    private ProviderEvidence evidence() {
        List<Endorsement.Key> keys = List.of(
                Endorsement.Key.of(
                        RecipientPrivateKey.of(SealSuite.X25519, x25519).publicKey()),
                Endorsement.Key.of(
                        RecipientPrivateKey.of(SealSuite.X_WING, xWing).publicKey()));
        Bytes endorsement = new Endorsement(
                        Enclave.START.minus(EnclaveKeys.BACKDATED),
                        Enclave.START.plus(Duration.ofMinutes(40)),
                        ImageHash.FAKE_TDX,
                        receipts.publicKey(),
                        List.of("another/model", Enclave.MODEL),
                        keys,
                        List.of(new Endorsement.Claim("gpu.confidential_computing", "on")))
                .encoded();
        return new ProviderEvidence(
                tls.publicKey(),
                Bytes.wrap(ReportData.of(tls.publicKey())),
                endorsement,
                tls.sign(Endorsement.signed(endorsement)));
    }

    private JsonObject vector() {
        VerifiedProvider provider =
                ProviderVerifier.of(AttestationPolicy.fakeTdx()).verify(evidence, "provider", Enclave.START);
        ReceiptArchive archive = ReceiptArchive.of(receipt, provider, null);
        return JsonValue.object(
                        "tls_seed", hex(repeated(0x11)),
                        "receipt_seed", hex(repeated(0x22)),
                        "x25519_private_key", hex(x25519),
                        "xwing_seed", hex(xWing),
                        "tls_key", tls.publicKey().toHex(),
                        "receipt_key", receipts.publicKey().toHex(),
                        "endorsement", hex(evidence.endorsement()),
                        "endorsement_signature", hex(evidence.signature()),
                        "evidence", text(evidence.encoded()),
                        "evidence_hash", evidence.hash().toHex())
                .with("receipt", JsonValue.of(hex(receipt.receipt().encoded())))
                .with("receipt_signature", JsonValue.of(hex(receipt.signature())))
                .with("archive", JsonValue.of(text(archive.encoded())));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String hex(Bytes bytes) {
        return hex(bytes.toByteArray());
    }

    private static String text(Bytes json) {
        return new String(json.toByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void thePublishedFileIsMadeAnewTheSame() throws IOException {
        Path file = FOLDER.resolve("identity.json");
        String made = vector().toJson().replace("{\"tls_seed", "{\n\"tls_seed").replace("\",\"", "\",\n\"") + "\n";
        if (Boolean.getBoolean("vectors.write")) {
            Files.writeString(file, made);
        }
        assertThat(Files.readString(file)).isEqualTo(made);
    }

    @Test
    void thePublishedArchiveIsAcceptedAndNamesThePublishedEvidence() throws IOException {
        JsonObject vector = (JsonObject) JsonValue.parse(Files.readAllBytes(FOLDER.resolve("identity.json")));
        ReceiptArchive archive = ReceiptArchive.parse(Bytes.utf8(member(vector, "archive")));

        VerifiedProvider provider = archive.verify(collateral -> AttestationPolicy.fakeTdx());

        assertThat(provider.evidenceHash()).isEqualTo(Hash256.ofHex(member(vector, "evidence_hash")));
        assertThat(ProviderEvidence.parse(Bytes.utf8(member(vector, "evidence"))))
                .isEqualTo(provider.evidence());
        assertThat(hex(archive.receipt().encoded()))
                .isEqualTo(member(vector, "receipt") + member(vector, "receipt_signature"));
        assertThat(hex(provider.evidence().endorsement())).isEqualTo(member(vector, "endorsement"));
    }

    private static String member(JsonObject object, String name) {
        return Objects.requireNonNull(object.string(name));
    }
}
