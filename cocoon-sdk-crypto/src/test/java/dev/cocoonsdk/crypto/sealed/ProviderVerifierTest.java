package dev.cocoonsdk.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderVerifierTest {

    private final Enclave enclave = new Enclave();
    private final ProviderEvidence genuine = enclave.keys.evidence();

    @AfterEach
    void close() {
        enclave.close();
    }

    private static Verdict.Rejected refusal(ProviderEvidence evidence, Instant at) {
        return catchThrowableOfType(
                        ProviderRefusedException.class, () -> Enclave.verifier().verify(evidence, "provider", at))
                .verdict();
    }

    /** What the enclave itself would sign, were it other than it is. */
    private ProviderEvidence endorsing(UnaryOperator<Endorsement> change) {
        Bytes changed = change.apply(Endorsement.parse(genuine.endorsement())).encoded();
        return new ProviderEvidence(
                genuine.tlsKey(), genuine.quote(), changed, enclave.identity.sign(Endorsement.signed(changed)));
    }

    private static Endorsement with(Endorsement from, List<Endorsement.Key> keys) {
        return new Endorsement(
                from.notBefore(),
                from.notAfter(),
                from.imageHash(),
                from.receiptKey(),
                from.models(),
                keys,
                from.claims());
    }

    @Test
    void aKeyThatABrokerPutsInIsDetectedAndNamed() {
        RecipientKey own = RecipientPrivateKey.generate(SealSuite.X25519, new SecureRandom())
                .publicKey();
        Endorsement from = Endorsement.parse(genuine.endorsement());
        List<Endorsement.Key> keys = new ArrayList<>(from.keys());
        keys.set(0, Endorsement.Key.of(own));
        ProviderEvidence changed = new ProviderEvidence(
                genuine.tlsKey(), genuine.quote(), with(from, keys).encoded(), genuine.signature());

        Verdict.Rejected refusal = refusal(changed, Enclave.START);

        assertThat(refusal.step()).isEqualTo(VerificationStep.ENDORSEMENT);
        assertThat(refusal.failure()).isEqualTo(FailureClass.FORGED);
        assertThat(refusal.field()).isEqualTo("signature");
        assertThat(refusal.actual()).contains("keys were put in or changed");
    }

    @Test
    void aBrokerThatSignsItsKeysWithItsOwnTlsKeyFailsAtTheBindingOfTheQuote() {
        try (Enclave brokers = new Enclave()) {
            ProviderEvidence own = brokers.keys.evidence();
            ProviderEvidence mixed =
                    new ProviderEvidence(own.tlsKey(), genuine.quote(), own.endorsement(), own.signature());

            assertThat(refusal(mixed, Enclave.START).step()).isEqualTo(VerificationStep.BINDING);
        }
    }

    @Test
    void anEndorsementOfAnotherImageIsRefused() {
        ProviderEvidence other = endorsing(from -> new Endorsement(
                from.notBefore(),
                from.notAfter(),
                Hash256.ZERO,
                from.receiptKey(),
                from.models(),
                from.keys(),
                List.of()));

        assertThat(refusal(other, Enclave.START).field()).isEqualTo("image hash");
    }

    @Test
    void anEndorsementIsGoodFromItsBeginToItsEnd() {
        Endorsement endorsement = Endorsement.parse(genuine.endorsement());
        Instant early = endorsement.notBefore().minus(ProviderVerifier.CLOCK_SKEW);

        assertThat(Enclave.verifier().verify(genuine, "provider", early).verifiedAt())
                .isEqualTo(early);
        assertThat(refusal(genuine, early.minusMillis(1)).field()).isEqualTo("not before");
        assertThat(refusal(genuine, endorsement.notAfter()).field()).isEqualTo("not after");
        assertThat(refusal(genuine, endorsement.notAfter()).failure()).isEqualTo(FailureClass.CLOCK);
    }

    @Test
    void unknownSuitesAreLeftOutAndOnlyUnknownSuitesAreRefused() {
        Endorsement.Key unknown = new Endorsement.Key(200, Bytes.utf8("a key of the future"));

        ProviderEvidence more = endorsing(from -> {
            List<Endorsement.Key> keys = new ArrayList<>(from.keys());
            keys.add(unknown);
            keys.sort(Comparator.comparing(Endorsement.Key::suite));
            return with(from, keys);
        });
        assertThat(Enclave.verifier().verify(more, "provider", Enclave.START).keys())
                .hasSize(2);

        ProviderEvidence only = endorsing(from -> with(from, List.of(unknown)));
        assertThat(refusal(only, Enclave.START).field()).isEqualTo("keys");
    }

    @Test
    void aPolicyThatVerifiesNoQuoteLetsNothingThrough() {
        ProviderRefusedException refused = catchThrowableOfType(
                ProviderRefusedException.class,
                () -> ProviderVerifier.of(AttestationPolicy.any()).verify(genuine, "provider", Enclave.START));

        assertThat(refused.verdict().failure()).isEqualTo(FailureClass.POLICY);
    }

    @Test
    void anyChangedByteOfTheEvidenceIsRefused() {
        byte[] json = genuine.encoded().toByteArray();
        for (int i = 0; i < json.length; i++) {
            byte[] changed = json.clone();
            changed[i] ^= 1;
            int offset = i;
            assertThat(isTrusted(Bytes.wrap(changed))).as("offset %s", offset).isFalse();
        }
    }

    private static boolean isTrusted(Bytes json) {
        try {
            Enclave.verifier()
                    .verify(ProviderEvidence.parse(json), "provider", Enclave.START.plus(Duration.ofSeconds(1)));
            return true;
        } catch (EvidenceFormatException | ProviderRefusedException e) {
            return false;
        }
    }
}
