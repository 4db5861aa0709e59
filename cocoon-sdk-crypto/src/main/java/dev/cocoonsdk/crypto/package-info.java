/**
 * Attestation: whether a peer is the enclave that it should be. Start with {@link dev.cocoonsdk.crypto.AttestationPolicy}, which judges a
 * {@link dev.cocoonsdk.crypto.PeerEvidence} and gives a {@link dev.cocoonsdk.crypto.Verdict}.
 */
@NullMarked
package dev.cocoonsdk.crypto;

import org.jspecify.annotations.NullMarked;
