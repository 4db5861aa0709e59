package dev.cocoonsdk.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiptArchiveTest {

    private final Enclave enclave = new Enclave();
    private final ReceiptArchive archive = ReceiptArchive.of(enclave.receipt(), enclave.verified(), null);

    @AfterEach
    void close() {
        enclave.close();
    }

    private static VerifiedProvider judge(ReceiptArchive archive) {
        return archive.verify(collateral -> AttestationPolicy.fakeTdx());
    }

    @Test
    void isReadAndJudgedAnewLongAfterTheKeysAreGone() {
        enclave.clock.turn(Duration.ofDays(400));

        ReceiptArchive read = ReceiptArchive.parse(archive.encoded());

        assertThat(judge(read).peerKey()).isEqualTo(enclave.identity.publicKey());
        assertThat(read.receipt()).isEqualTo(archive.receipt());
        assertThat(read.rootKind()).isEqualTo("fake");
        assertThat(read.policy()).isEqualTo("fake_tdx");
        assertThat(read.verifiedAt()).isEqualTo(Enclave.START);
    }

    @Test
    void isRefusedAtAnotherTimeThanItsOwn() {
        assertThatThrownBy(() -> archive.verify(
                        collateral -> AttestationPolicy.fakeTdx(), Enclave.START.plus(Duration.ofDays(1))))
                .isInstanceOf(ProviderRefusedException.class)
                .hasMessageContaining("not after");
    }

    @Test
    void anyChangedByteIsRefused() {
        byte[] file = archive.encoded().toByteArray();
        for (int i = 0; i < file.length; i++) {
            for (int bit : new int[] {0x01, 0x20}) {
                byte[] changed = file.clone();
                changed[i] ^= (byte) bit;
                assertThat(isAccepted(Bytes.wrap(changed)))
                        .as("offset %s, bit %s", i, bit)
                        .isFalse();
            }
        }
    }

    private static boolean isAccepted(Bytes file) {
        try {
            judge(ReceiptArchive.parse(file));
            return true;
        } catch (EvidenceFormatException | ProviderRefusedException e) {
            return false;
        }
    }

    @Test
    void aChangedReceiptIsRefusedEvenWithTheRightCheckSum() {
        byte[] receipt = archive.receipt().encoded().toByteArray();
        for (int i = 0; i < receipt.length; i++) {
            byte[] changed = receipt.clone();
            changed[i] ^= 1;
            Bytes file =
                    withCheckSum("receipt", JsonValue.of(Base64.getEncoder().encodeToString(changed)));
            assertThat(isAccepted(file)).as("offset %s", i).isFalse();
        }
    }

    @Test
    void aClaimedKindOfRootMustBeThatOfTheQuote() {
        assertThatThrownBy(() -> ReceiptArchive.parse(withCheckSum("root_key", JsonValue.of("intel"))))
                .isInstanceOf(EvidenceFormatException.class);
        assertThatThrownBy(() -> ReceiptArchive.parse(withCheckSum("root_config_version", JsonValue.of(8))))
                .isInstanceOf(EvidenceFormatException.class);
    }

    private Bytes withCheckSum(String name, JsonValue value) {
        JsonObject body = archive.toJson().without("sha256").with(name, value);
        String sum = SealLabel.ARCHIVE.hash(body.toSortedJsonBytes()).toHex();
        return Bytes.wrap(body.with("sha256", JsonValue.of(sum)).toSortedJsonBytes());
    }

    @Test
    void aFakeQuoteIsNoRealOne() {
        assertThatThrownBy(() -> archive.verify(
                        collateral -> TdxPolicy.builder(collateral).build()))
                .isInstanceOfSatisfying(ProviderRefusedException.class, refused -> {
                    Verdict.Rejected verdict = refused.verdict();
                    assertThat(verdict.step()).isEqualTo(VerificationStep.QUOTE_FORMAT);
                });
    }
}
