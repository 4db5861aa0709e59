package dev.cocoonsdk.tee.cases;

import dev.cocoonsdk.crypto.RootKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All cases, in the order of the steps of {@code docs/protocol/attestation.md} 9.5. They follow from a published seed and are the same
 * on every machine.
 */
public final class AttestationCases {

    private AttestationCases() {}

    /** The root key under which all cases are to be judged. */
    public static RootKey.Simulated root() {
        return CaseMaker.platform().rootKey();
    }

    /** What must be trusted; the first one is what all cases differ from. */
    public static List<AttestationCase> positive() {
        return GoodCases.all();
    }

    /** What must be refused. */
    public static List<AttestationCase> negative() {
        List<AttestationCase> all = new ArrayList<>();
        Stream.of(
                        QuoteCases.all(),
                        ChainCases.all(),
                        SignatureCases.all(),
                        RevocationCases.all(),
                        CollateralCases.all(),
                        LevelCases.all(),
                        DateCases.all(),
                        PolicyCases.all())
                .forEach(all::addAll);
        return List.copyOf(all);
    }
}
