package dev.cocoonsdk.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.ImageHash;
import dev.cocoonsdk.crypto.QuoteUnavailableException;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnclaveKeysTest {

    private final Enclave enclave = new Enclave();

    @AfterEach
    void close() {
        enclave.close();
    }

    private List<RecipientKey> shown() {
        return Endorsement.parse(enclave.keys.evidence().endorsement()).recipientKeys();
    }

    private RecipientPrivateKey find(RecipientKey key) {
        return enclave.keys.keys().find(key.keyId());
    }

    @Test
    void showAKeyOfEachSuiteAndOpenWithIt() {
        assertThat(shown()).extracting(RecipientKey::suite).containsExactly(SealSuite.values());
        assertThat(shown()).allSatisfy(key -> assertThat(find(key).publicKey()).isEqualTo(key));
        assertThat(enclave.keys.keys().find(Hash256.ZERO)).isNull();
    }

    @Test
    void endorseImageModelsAndClaimsWithTheKeyThatTheQuoteNames() {
        VerifiedProvider provider = enclave.verified();

        assertThat(provider.imageHash()).isEqualTo(ImageHash.FAKE_TDX);
        assertThat(provider.peerKey()).isEqualTo(enclave.identity.publicKey());
        assertThat(provider.models())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("test/model", "another/model");
        assertThat(provider.claims()).containsExactly(new Endorsement.Claim("gpu.confidential_computing", "on"));
        assertThat(provider.validUntil()).isEqualTo(Enclave.START.plus(Duration.ofMinutes(40)));
    }

    @Test
    void areReplacedStillOpenDuringTheOverlapAndAreThenDestroyed() {
        RecipientKey first = shown().get(0);
        RecipientPrivateKey secret = find(first);

        enclave.clock.turn(Duration.ofMinutes(30));
        assertThat(shown()).doesNotContain(first);
        assertThat(find(first)).as("in the overlap").isSameAs(secret);

        enclave.clock.turn(Duration.ofMinutes(10));
        assertThat(find(first)).as("after the overlap").isNull();
        assertThat(secret.isDestroyed()).isTrue();
    }

    @Test
    void areDestroyedByTheTimerWithoutBeingAskedFor() {
        RecipientPrivateKey secret = find(shown().get(1));

        enclave.clock.turn(Duration.ofMinutes(40));
        enclave.keys.refresh();

        assertThat(secret.isDestroyed()).isTrue();
    }

    @Test
    void areReplacedWhenTheClockWasSetBack() {
        RecipientPrivateKey secret = find(shown().get(0));

        enclave.clock.turn(Duration.ofHours(-2));
        enclave.keys.refresh();

        assertThat(secret.isDestroyed()).isTrue();
        assertThat(shown()).doesNotContain(secret.publicKey());
    }

    @Test
    void openAsLongAsTheyAreEndorsedHoweverOftenTheyAreReplaced() {
        try (EnclaveKeys keys = EnclaveKeys.builder(enclave.identity, enclave.clock)
                .model(Enclave.MODEL)
                .life(Duration.ofMinutes(1))
                .overlap(Duration.ofMinutes(30))
                .buildWithoutTimer()) {
            Hash256 first = Endorsement.parse(keys.evidence().endorsement())
                    .recipientKeys()
                    .get(0)
                    .keyId();

            for (int replaced = 0; replaced < 12; replaced++) {
                enclave.clock.turn(Duration.ofMinutes(1));
                keys.refresh();
            }

            assertThat(keys.keys().find(first)).isNotNull();
            assertThat(keys.receiptSigner(first)).isNotNull();
        }
    }

    @Test
    void keepTheEvidenceOfAGenerationUnchanged() {
        ProviderEvidence first = enclave.keys.evidence();
        enclave.clock.turn(Duration.ofMinutes(29));

        assertThat(enclave.keys.evidence()).isEqualTo(first);
    }

    @Test
    void signReceiptsForWhatAnOldKeyOpenedUnderItsOwnEvidence() {
        VerifiedProvider provider = enclave.verified();
        Hash256 keyId = provider.keys().get(0).keyId();
        enclave.clock.turn(Duration.ofMinutes(45));
        enclave.keys.refresh();

        SignedReceipt receipt = enclave.keys
                .receiptSigner(keyId)
                .sign(Enclave.EXCHANGE, Enclave.MODEL, Enclave.metering(), Enclave.START, enclave.clock.instant(), 7);

        ReceiptVerifier.of(provider).verify(receipt, Enclave.EXCHANGE);
        assertThat(enclave.keys.receiptSigner(Hash256.ZERO)).isNull();
    }

    @Test
    void openAndSignNothingAfterBeingClosed() {
        RecipientPrivateKey secret = find(shown().get(0));
        ReceiptSigner signer = enclave.keys.receiptSigner();
        enclave.keys.close();

        assertThat(secret.isDestroyed()).isTrue();
        assertThat(find(secret.publicKey())).isNull();
        assertThatIllegalStateException().isThrownBy(enclave.keys::evidence);
        assertThatIllegalStateException()
                .isThrownBy(() -> signer.sign(
                        Enclave.EXCHANGE, Enclave.MODEL, Enclave.metering(), Enclave.START, Enclave.START, 7));
    }

    @Test
    void needAQuoteAModelAndALifeOfAtMostAnHour() {
        Clock clock = enclave.clock;
        TlsIdentitySource unattested = TlsIdentitySource.renewing(TlsIdentitySource.Kind.NONE, clock);

        assertThatThrownBy(
                        () -> EnclaveKeys.builder(unattested, clock).model("m").build())
                .isInstanceOf(QuoteUnavailableException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnclaveKeys.builder(enclave.identity, clock).build())
                .withMessageContaining("models");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnclaveKeys.builder(enclave.identity, clock).life(Duration.ofMinutes(61)));
    }
}
