package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.sealed.RecipientKey;
import dev.cocoonsdk.crypto.sealed.SuitePolicy;
import dev.cocoonsdk.crypto.sealed.VerifiedProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom a request is sealed to: verified providers and one key of each, all of one suite. Immutable. */
final class Recipients {

    private final Map<Hash256, VerifiedProvider> providers;
    private final List<RecipientKey> keys;

    private Recipients(Map<Hash256, VerifiedProvider> providers, List<RecipientKey> keys) {
        this.providers = providers;
        this.keys = List.copyOf(keys);
    }

    /**
     * Chooses from providers in their order ({@code docs/sealed-envelope.md} 3): those with the strongest suite that any of them has.
     *
     * @param most how many at most
     * @return null if none of them has a key of the minimum suite that is valid now
     */
    static @Nullable Recipients choose(List<VerifiedProvider> from, SuitePolicy suites, int most, Instant now) {
        Map<Hash256, VerifiedProvider> byKey = new LinkedHashMap<>();
        List<List<RecipientKey>> offers = new ArrayList<>();
        for (VerifiedProvider provider : from) {
            if (now.isBefore(provider.validUntil())) {
                offers.add(provider.keys());
                provider.keys().forEach(key -> byKey.putIfAbsent(key.keyId(), provider));
            }
        }
        List<RecipientKey> keys =
                suites.chooseAll(offers).stream().distinct().limit(most).toList();
        byKey.keySet().retainAll(keys.stream().map(RecipientKey::keyId).toList());
        return keys.isEmpty() ? null : new Recipients(byKey, keys);
    }

    /** Their keys. */
    List<RecipientKey> keys() {
        return keys;
    }

    /** Whom the request is for. */
    Collection<VerifiedProvider> providers() {
        return providers.values();
    }

    /** Whose key this is, or null if it is none of theirs. */
    @Nullable
    VerifiedProvider of(Hash256 keyId) {
        return providers.get(keyId);
    }

    /** Until when all of them are trusted. */
    Instant validUntil() {
        return providers.values().stream()
                .map(VerifiedProvider::validUntil)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** Whether all of them are trusted at this time and reach the level. */
    boolean areGood(Instant now, AssuranceLevel demanded) {
        return now.isBefore(validUntil())
                && providers.values().stream()
                        .allMatch(provider -> provider.assurance().satisfies(demanded));
    }
}
