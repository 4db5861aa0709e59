package dev.cocoonsdk.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.VerificationStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiptTest {

    private final Enclave enclave = new Enclave();
    private final VerifiedProvider provider = enclave.verified();

    @AfterEach
    void close() {
        enclave.close();
    }

    private String refusedField(SignedReceipt receipt, Exchange expected) {
        ProviderRefusedException refused = catchThrowableOfType(
                ProviderRefusedException.class,
                () -> ReceiptVerifier.of(provider).verify(receipt, expected));
        assertThat(refused.verdict().step()).isEqualTo(VerificationStep.RECEIPT);
        assertThat(refused.verdict().failure()).isEqualTo(FailureClass.FORGED);
        return refused.verdict().field();
    }

    private SignedReceipt receipt(String model, Instant startedAt) {
        return enclave.keys
                .receiptSigner()
                .sign(Enclave.EXCHANGE, model, Enclave.metering(), startedAt, startedAt.plusSeconds(1), 7);
    }

    @Test
    void isReadAsItWasWrittenAndVerifies() {
        SignedReceipt receipt = enclave.receipt();
        SignedReceipt read = SignedReceipt.parse(receipt.encoded());

        assertThat(read).isEqualTo(receipt);
        assertThat(Receipt.parse(receipt.receipt().encoded())).isEqualTo(receipt.receipt());
        ReceiptVerifier.of(provider).verify(read, Enclave.EXCHANGE);
    }

    @Test
    void isRefusedAfterAnyChangeOfAByteOrOfItsLength() {
        byte[] bytes = enclave.receipt().encoded().toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 0x10;
            assertThat(isAccepted(Bytes.wrap(changed))).as("offset %s", i).isFalse();
            assertThat(isAccepted(Bytes.wrap(Arrays.copyOf(bytes, i))))
                    .as("first %s", i)
                    .isFalse();
        }
        assertThat(isAccepted(Bytes.wrap(Arrays.copyOf(bytes, bytes.length + 1))))
                .isFalse();
    }

    private boolean isAccepted(Bytes bytes) {
        try {
            ReceiptVerifier.of(provider).verify(SignedReceipt.parse(bytes));
            return true;
        } catch (EvidenceFormatException | ProviderRefusedException e) {
            return false;
        }
    }

    @Test
    void isForOneRequestAndOneAnswer() {
        Exchange right = Enclave.EXCHANGE;
        Hash256 other = Hash256.ZERO;
        SignedReceipt receipt = enclave.receipt();

        assertThat(refusedField(receipt, new Exchange(other, right.requestHash(), right.answerHash())))
                .isEqualTo("request id");
        assertThat(refusedField(receipt, new Exchange(right.requestId(), other, right.answerHash())))
                .isEqualTo("request hash");
        assertThat(refusedField(receipt, new Exchange(right.requestId(), right.requestHash(), other)))
                .isEqualTo("answer hash");
    }

    @Test
    void ofAnotherEnclaveIsRefused() {
        try (Enclave other = new Enclave()) {
            assertThat(refusedField(other.receipt(), Enclave.EXCHANGE)).isEqualTo("signature");
        }
    }

    @Test
    void ofOtherEvidenceThanWasVerifiedIsRefused() {
        enclave.clock.turn(Duration.ofMinutes(31));

        assertThat(refusedField(enclave.receipt(), Enclave.EXCHANGE)).isEqualTo("evidence hash");
    }

    @Test
    void ofAModelThatIsNotEndorsedIsRefused() {
        assertThat(refusedField(receipt("cheaper/model", Enclave.START), Enclave.EXCHANGE))
                .isEqualTo("model");
    }

    @Test
    void ofATimeOutsideOfTheEndorsementIsRefused() {
        Instant late = provider.endorsement().notAfter().plusMillis(1);

        assertThat(refusedField(receipt(Enclave.MODEL, late), Enclave.EXCHANGE)).isEqualTo("started at");
    }

    @Test
    void showsEverythingInJson() {
        assertThat(enclave.receipt().receipt().toJson().toJson())
                .contains("\"model\":\"" + Enclave.MODEL + "\"", "\"total_tokens\":484", "\"root_config_version\":7");
    }
}
