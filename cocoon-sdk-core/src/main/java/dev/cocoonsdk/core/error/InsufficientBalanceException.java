package dev.cocoonsdk.core.error;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import org.jspecify.annotations.Nullable;

/** The account cannot pay for the call; what it needs and has is given as far as the server said it. */
public final class InsufficientBalanceException extends CocoonException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Long needTokens;
    private final @Nullable Long haveTokens;
    private final @Nullable Long needNanoton;
    private final @Nullable Long haveNanoton;

    /** A balance that is too low; every amount may be null if the server did not say it. Tokens are adjusted tokens. */
    public InsufficientBalanceException(
            String message,
            @Nullable TokenCount needTokens,
            @Nullable TokenCount haveTokens,
            @Nullable NanoTon need,
            @Nullable NanoTon have) {
        this(message, needTokens, haveTokens, need, have, Acceptance.NOT_ACCEPTED);
    }

    /** The same, with what is known about the work of the other side. */
    public InsufficientBalanceException(
            String message,
            @Nullable TokenCount needTokens,
            @Nullable TokenCount haveTokens,
            @Nullable NanoTon need,
            @Nullable NanoTon have,
            Acceptance acceptance) {
        super(message, null, acceptance);
        this.needTokens = needTokens == null ? null : (Long) needTokens.value();
        this.haveTokens = haveTokens == null ? null : (Long) haveTokens.value();
        this.needNanoton = need == null ? null : (Long) need.value();
        this.haveNanoton = have == null ? null : (Long) have.value();
    }

    /** Adjusted tokens that the call reserves, or null if not said. */
    public @Nullable TokenCount needTokens() {
        return needTokens == null ? null : TokenCount.of(needTokens);
    }

    /** Adjusted tokens that the account can still reserve, or null if not said. */
    public @Nullable TokenCount haveTokens() {
        return haveTokens == null ? null : TokenCount.of(haveTokens);
    }

    /** What the call reserves, or null if not said. */
    public @Nullable NanoTon need() {
        return needNanoton == null ? null : NanoTon.of(needNanoton);
    }

    /** What the account can still pay, or null if not said. */
    public @Nullable NanoTon have() {
        return haveNanoton == null ? null : NanoTon.of(haveNanoton);
    }
}
