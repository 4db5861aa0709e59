package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.RootKey;
import dev.cocoonsdk.crypto.Verdict;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a peer runs is one of the images that the root configuration lists ({@code docs/protocol/attestation.md} 11, 8.3; {@code
 * docs/protocol/wire.md} 7.1, 8, 8.1). Immutable.
 *
 * <p>Outside of test networks the image must moreover be measured by genuine hardware: a verdict of this side is of {@link
 * AssuranceLevel#HARDWARE_TEE}, and a router that vouches for a peer names the root key of Intel. Routers with policy {@code tdx} do;
 * one that accepts fake quotes by mistake names none.
 */
public final class ImageRule {

    private final boolean checks;
    private final boolean test;

    private ImageRule(boolean checks, boolean test) {
        this.checks = checks;
        this.test = test;
    }

    /**
     * A rule.
     *
     * @param checks whether images are checked; they are outside of test networks, and where the configuration says so
     * @param test whether the network is a test network
     */
    public static ImageRule of(boolean checks, boolean test) {
        return new ImageRule(checks, test);
    }

    /**
     * What speaks against a peer.
     *
     * @param listed the images of the root configuration for the peer's role
     * @return null if nothing does, else text for people
     */
    public @Nullable String objection(Peer peer, Set<Hash256> listed) {
        if (!checks) {
            return null;
        } else if (!listed.contains(peer.imageHash())) {
            return "image " + peer.imageHash() + " is none of the " + listed.size() + " in the root configuration";
        }
        return test ? null : unproved(peer);
    }

    private static @Nullable String unproved(Peer peer) {
        if (peer.verdict() instanceof Verdict.Vouched && !RootKey.intel().id().equals(peer.rootKey())) {
            return "the router found root key " + (peer.rootKey() == null ? "none" : peer.rootKey())
                    + " under the quote (expected: " + RootKey.intel().id() + ")";
        } else if (peer.verdict() instanceof Verdict.Trusted trusted
                && !trusted.assurance().satisfies(AssuranceLevel.HARDWARE_TEE)) {
            return "a quote of assurance " + trusted.assurance() + " (expected: " + AssuranceLevel.HARDWARE_TEE + ")";
        }
        return null;
    }

    @Override
    public String toString() {
        return "ImageRule[" + (checks ? "listed" : "any") + (test ? ", test" : "") + "]";
    }
}
