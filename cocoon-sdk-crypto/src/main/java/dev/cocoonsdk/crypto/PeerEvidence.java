package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a peer before anything of it is believed: from its TLS certificate, or from the frame by which a router in front
 * of us describes it ({@code docs/protocol/wire.md} 3.3).
 *
 * @param peer who it is in messages to people: role and network address, not empty
 * @param certificateKey Ed25519 public key of the peer's certificate, or null if there was none; 32 bytes
 * @param imageHash image hash that the peer or the router claims, or null if none ({@code docs/protocol/attestation.md} 6); all zero
 *     bytes mean no attestation
 * @param quote the quote of the certificate's extension as it came, or null if there was none
 * @param collateralRootHash root key that a router claims to have found under the quote, or null if none
 */
public record PeerEvidence(
        String peer,
        @Nullable Hash256 certificateKey,
        @Nullable Hash256 imageHash,
        @Nullable Bytes quote,
        @Nullable CollateralRootHash collateralRootHash) {

    /** Longest quote that is looked at, the limit of the extension ({@code docs/protocol/wire.md} 13). */
    public static final int MAX_QUOTE_LENGTH = 32_768;

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if the name is empty or the quote is longer than {@value #MAX_QUOTE_LENGTH} bytes
     */
    public PeerEvidence {
        if (peer.isEmpty()) {
            throw new IllegalArgumentException("peer: empty (expected: role and address)");
        }
        if (quote != null && quote.length() > MAX_QUOTE_LENGTH) {
            throw new IllegalArgumentException(
                    "quote: " + quote.length() + " bytes (expected: <= " + MAX_QUOTE_LENGTH + ")");
        }
    }

    /** A peer that showed nothing, as on a plain connection without a router. */
    public static PeerEvidence none(String peer) {
        return new PeerEvidence(peer, null, null, null, null);
    }

    /** This evidence with the key of the peer's certificate. */
    public PeerEvidence withCertificateKey(Hash256 key) {
        return new PeerEvidence(peer, key, imageHash, quote, collateralRootHash);
    }

    /** This evidence with a quote. */
    public PeerEvidence withQuote(Bytes newQuote) {
        return new PeerEvidence(peer, certificateKey, imageHash, newQuote, collateralRootHash);
    }

    /** This evidence with what a router claims. */
    public PeerEvidence withClaims(Hash256 newImageHash, CollateralRootHash newCollateralRootHash) {
        return new PeerEvidence(peer, certificateKey, newImageHash, quote, newCollateralRootHash);
    }
}
