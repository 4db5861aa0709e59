package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.Verdict;

/**
 * What a byte layer found out about the other end of a connection.
 *
 * @param verdict what the policy of this side says about it
 * @param imageHash hash of what it runs ({@code docs/protocol/attestation.md} 6); {@link Hash256#ZERO} without attestation
 */
public record Peer(Verdict verdict, Hash256 imageHash) {

    /** A peer on plain TCP, of which nothing is known. */
    public static final Peer UNKNOWN = new Peer(new Verdict.Unattested("peer", "none"), Hash256.ZERO);
}
