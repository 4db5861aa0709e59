package dev.cocoonsdk.crypto.sealed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which keys a client seals to, so that nobody can lower the suite ({@code docs/sealed-envelope.md} 3). The keys given to it must come
 * from verified endorsements.
 *
 * @param minimum the weakest suite that is used
 */
public record SuitePolicy(SealSuite minimum) {

    /** The mandatory suite or a stronger one. */
    public static final SuitePolicy DEFAULT = new SuitePolicy(SealSuite.X25519);

    /** The key of the strongest suite among those of one provider; the first of several. Null if none reaches the minimum. */
    public @Nullable RecipientKey choose(Collection<RecipientKey> keys) {
        RecipientKey best = null;
        for (RecipientKey key : keys) {
            if (key.suite().isAtLeast(minimum) && (best == null || key.suite().compareTo(best.suite()) > 0)) {
                best = key;
            }
        }
        return best;
    }

    /**
     * One key of each provider, all of the strongest suite that any of them offers; providers without it are left out.
     *
     * @param providers the keys of each provider
     * @return empty if none reaches the minimum
     */
    public List<RecipientKey> chooseAll(Collection<? extends Collection<RecipientKey>> providers) {
        List<RecipientKey> chosen = new ArrayList<>();
        for (Collection<RecipientKey> keys : providers) {
            RecipientKey key = choose(keys);
            if (key != null) {
                chosen.add(key);
            }
        }
        SealSuite strongest = chosen.stream()
                .map(RecipientKey::suite)
                .max(Comparator.naturalOrder())
                .orElse(minimum);
        chosen.removeIf(key -> key.suite() != strongest);
        return List.copyOf(chosen);
    }
}
