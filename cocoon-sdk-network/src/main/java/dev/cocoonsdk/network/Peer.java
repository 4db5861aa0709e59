package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.CollateralRootHash;
import dev.cocoonsdk.crypto.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a byte layer found out about the other end of a connection.
 *
 * @param verdict what the policy of this side says about it
 * @param imageHash hash of what it runs ({@code docs/protocol/attestation.md} 6); {@link Hash256#ZERO} without attestation
 * @param source IP address of the far end as a router in front names it ({@code docs/protocol/wire.md} 3.3), or null
 * @param rootKey root key that such a router found under the peer's quote; zero bytes for none; null without a router
 * @param key Ed25519 key of the peer's certificate, as this side or such a router saw it; null on plain TCP
 */
public record Peer(
        Verdict verdict,
        Hash256 imageHash,
        @Nullable String source,
        @Nullable CollateralRootHash rootKey,
        @Nullable Hash256 key) {

    /** A peer without a router in front. */
    public Peer(Verdict verdict, Hash256 imageHash) {
        this(verdict, imageHash, null, null, null);
    }

    /** The same with the key of its certificate. */
    public Peer withKey(Hash256 newKey) {
        return new Peer(verdict, imageHash, source, rootKey, newKey);
    }

    /** A peer on plain TCP, of which nothing is known. */
    public static final Peer UNKNOWN = new Peer(new Verdict.Unattested("peer", "none"), Hash256.ZERO);
}
