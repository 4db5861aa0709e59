package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Bytes;

/**
 * Where this side's own quotes come from: the enclave that the process runs in, or a simulated one in tests. Thread-safe.
 */
@FunctionalInterface
public interface QuoteSource {

    /**
     * A fresh quote. May block for some milliseconds, so call it from a thread that may.
     *
     * @param reportData 64 bytes that the quote shall carry ({@code docs/protocol/attestation.md} 4)
     * @return a quote of at most {@value PeerEvidence#MAX_QUOTE_LENGTH} bytes
     * @throws QuoteUnavailableException if the platform gives none
     */
    Bytes quote(Bytes reportData);
}
