package dev.cocoonsdk.crypto;

/** The policies by the names that configurations use ({@code docs/protocol/attestation.md} 5). */
public final class AttestationPolicies {

    private AttestationPolicies() {}

    /**
     * The policy of a name.
     *
     * @param name {@code any} or {@code fake_tdx}
     * @throws PolicyUnavailableException if there is no such policy; {@code tdx} is one of them until real quotes can be verified, and
     *     nothing weaker takes its place
     */
    public static AttestationPolicy byName(String name) {
        return switch (name) {
            case "any" -> AttestationPolicy.any();
            case "fake_tdx" -> AttestationPolicy.fakeTdx();
            case "tdx" ->
                throw new PolicyUnavailableException(
                        name, "arrives with the verification of real quotes; today there are any and fake_tdx");
            default -> throw new PolicyUnavailableException(name, "unknown (expected: any, fake_tdx or tdx)");
        };
    }
}
