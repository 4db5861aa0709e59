package dev.cocoonsdk.ton.root;

import dev.cocoonsdk.core.Hash256;
import java.util.Set;

/**
 * What the user has reviewed and trusts, whoever answers. Images and models that the root lists but the user did not pin are left out of
 * the configuration; contract codes that are not pinned make it unusable, because deposits go to addresses made of them.
 *
 * @param proxyImages image hashes of proxies
 * @param workerImages image hashes of workers
 * @param contractCodes cell hashes of the proxy, worker and client contract codes
 */
public record RootPins(Set<Hash256> proxyImages, Set<Hash256> workerImages, Set<Hash256> contractCodes) {

    /**
     * Copies the sets.
     *
     * @throws IllegalArgumentException if no proxy image or no contract code is pinned: nothing could be used
     */
    public RootPins {
        proxyImages = Set.copyOf(proxyImages);
        workerImages = Set.copyOf(workerImages);
        contractCodes = Set.copyOf(contractCodes);
        if (proxyImages.isEmpty() || contractCodes.isEmpty()) {
            throw new IllegalArgumentException("pins: none (expected: proxy images and contract codes)");
        }
    }
}
