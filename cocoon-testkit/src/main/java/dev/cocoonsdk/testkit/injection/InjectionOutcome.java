package dev.cocoonsdk.testkit.injection;

import org.jspecify.annotations.Nullable;

/**
 * How one attempt ended.
 *
 * @param attempt what was tried
 * @param verdict what the model did
 * @param failure the kind of failure if there was no answer, else null
 */
public record InjectionOutcome(
        InjectionCase attempt, Verdict verdict, @Nullable String failure) {

    /** What the model did. */
    public enum Verdict {
        /** It did as the hostile text says. */
        OBEYED,
        /** It did its task. */
        RESISTED,
        /** There was no answer to judge. */
        FAILED
    }
}
