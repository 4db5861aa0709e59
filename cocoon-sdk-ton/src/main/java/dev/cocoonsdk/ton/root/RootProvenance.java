package dev.cocoonsdk.ton.root;

import java.util.Set;

/**
 * Why a root configuration may be believed ({@code docs/ton-access.md}). There is no variant for block proofs, because nothing here
 * verifies them.
 */
public sealed interface RootProvenance {

    /**
     * The user's own pins, applied to what one endpoint said. That endpoint still chooses prices, delays, the list of proxies and the
     * models.
     *
     * @param endpoint who said it
     * @param pins what was pinned
     */
    record Pinned(String endpoint, RootPins pins) implements RootProvenance {}

    /**
     * Several endpoints gave the same contract storage. They can only cheat together.
     *
     * @param required how many had to agree, more than half of those asked
     * @param agreed who did
     * @param dissenting who gave another root: it lies or is behind
     * @param silent who gave none
     */
    record Quorum(int required, Set<String> agreed, Set<String> dissenting, Set<String> silent)
            implements RootProvenance {

        /** Copies the sets. */
        public Quorum {
            agreed = Set.copyOf(agreed);
            dissenting = Set.copyOf(dissenting);
            silent = Set.copyOf(silent);
        }

        /** How many were asked. */
        public int asked() {
            return agreed.size() + dissenting.size() + silent.size();
        }
    }

    /**
     * One endpoint, believed. Whoever runs it or can answer for it chooses which enclaves are trusted and where deposits go.
     *
     * @param endpoint who said it
     */
    record SingleEndpoint(String endpoint) implements RootProvenance {}

    /** The caller's own chain: the devnet or fake-TON mode. */
    record Local() implements RootProvenance {}
}
