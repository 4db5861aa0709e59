package dev.cocoonsdk.core.error;

import dev.cocoonsdk.core.NanoTon;
import org.jspecify.annotations.Nullable;

/**
 * The call costs more than its {@link dev.cocoonsdk.core.policy.PriceCap} allows. {@link #workingCoefficient()} and {@link
 * #workingPrice()} say with which cap it would run now.
 */
public final class PriceTooHighException extends CocoonException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Integer workingCoefficient;
    private final @Nullable Long workingNanoton;

    /**
     * A price above the cap.
     *
     * @param workingCoefficient the smallest price coefficient that would work (1000 = ×1), or null if not known
     * @param workingPrice the price cap that would work, or null if not known
     */
    public PriceTooHighException(
            String message,
            @Nullable Integer workingCoefficient,
            @Nullable NanoTon workingPrice,
            Acceptance acceptance) {
        super(message, null, acceptance);
        this.workingCoefficient = workingCoefficient;
        this.workingNanoton = workingPrice == null ? null : (Long) workingPrice.value();
    }

    /** The smallest price coefficient that would work now (1000 = ×1), or null if not known. */
    public @Nullable Integer workingCoefficient() {
        return workingCoefficient;
    }

    /** The price cap that would work now, or null if not known. */
    public @Nullable NanoTon workingPrice() {
        return workingNanoton == null ? null : NanoTon.of(workingNanoton);
    }
}
