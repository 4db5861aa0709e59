package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Hash256;

/**
 * The request and the answer that a receipt is for.
 *
 * @param requestId of the envelope
 * @param requestHash of all bytes of the sealed request
 * @param answerHash of the sealed answer before its last record ({@code docs/sealed-envelope.md} 7.2)
 */
public record Exchange(Hash256 requestId, Hash256 requestHash, Hash256 answerHash) {}
