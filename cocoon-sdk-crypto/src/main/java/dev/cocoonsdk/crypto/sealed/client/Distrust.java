package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.sealed.VerifiedProvider;
import org.jspecify.annotations.Nullable;

/**
 * Why a provider gets no requests.
 *
 * @param provider how it is named in messages
 * @param reason one line for people
 * @param verdict what the policy found, or null if it did not come to that
 */
public record Distrust(String provider, String reason, Verdict.@Nullable Rejected verdict) {

    static Distrust of(Verdict.Rejected verdict) {
        return new Distrust(verdict.peer(), verdict.message(), verdict);
    }

    static Distrust of(String provider, String reason) {
        return new Distrust(provider, reason, null);
    }

    static Distrust tooWeak(VerifiedProvider provider, AssuranceLevel demanded) {
        return of(
                provider.verdict().peer(),
                "its assurance is " + provider.assurance() + " (demanded: at least " + demanded + ")");
    }

    /** Provider and reason on one line. */
    public String message() {
        return reason.startsWith(provider) ? reason : provider + ": " + reason;
    }
}
