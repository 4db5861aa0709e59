package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.crypto.sealed.ProviderEvidence;
import dev.cocoonsdk.crypto.sealed.ProviderRefusedException;
import dev.cocoonsdk.crypto.sealed.ProviderVerifier;
import dev.cocoonsdk.crypto.sealed.VerifiedProvider;
import java.time.Clock;
import java.util.function.Consumer;

/** Judges the evidence of one provider at a time. Thread-safe; may block. */
final class EvidenceCheck {

    private final ProviderVerifier verifier;
    private final Clock clock;

    EvidenceCheck(ProviderVerifier verifier, Clock clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    /** Gives the provider to one of the two. */
    void judge(
            ModelId model, ProviderEvidence evidence, Consumer<VerifiedProvider> trust, Consumer<Distrust> distrust) {
        String name = "provider " + evidence.tlsKey().toHex().substring(0, 16);
        VerifiedProvider provider;
        try {
            provider = verifier.verify(evidence, name, clock.instant());
        } catch (ProviderRefusedException e) {
            distrust.accept(Distrust.of(e.verdict()));
            return;
        }
        if (provider.models().contains(model)) {
            trust.accept(provider);
        } else {
            distrust.accept(Distrust.of(name, "its keys are not endorsed for " + model));
        }
    }
}
