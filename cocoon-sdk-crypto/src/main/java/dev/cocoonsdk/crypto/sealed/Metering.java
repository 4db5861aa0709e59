package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;

/**
 * What a provider measured and asks for ({@code docs/protocol/wire.md} 10.2).
 *
 * @param raw as the engine counted
 * @param adjusted times coefficient and multipliers
 * @param total adjusted tokens that are charged
 * @param coefficient of the provider, in thousandths, 0 to 2<sup>32</sup> − 1
 * @param pricePerToken nanoton of an adjusted token by the root configuration; zero if the provider does not know it
 */
public record Metering(TokenUse raw, TokenUse adjusted, TokenCount total, long coefficient, NanoTon pricePerToken) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the coefficient is out of range
     */
    public Metering {
        if (coefficient < 0 || coefficient > 0xffff_ffffL) {
            throw new IllegalArgumentException("coefficient: " + coefficient + " (expected: 0 to 4294967295)");
        }
    }

    void write(CanonicalWriter out) {
        raw.write(out);
        adjusted.write(out);
        out.u64(total.value()).u32(coefficient).u64(pricePerToken.value());
    }

    static Metering read(CanonicalReader in) {
        return new Metering(
                TokenUse.read(in, "raw"),
                TokenUse.read(in, "adjusted"),
                TokenCount.of(in.u64("total tokens")),
                in.u32("coefficient"),
                new NanoTon(in.u64("price per token")));
    }
}
