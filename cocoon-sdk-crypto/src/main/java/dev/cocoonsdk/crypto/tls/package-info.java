/**
 * Certificates and TLS engines of the network ({@code docs/protocol/attestation.md} 1 to 4). Start with
 * {@link dev.cocoonsdk.crypto.tls.TlsParty}: who this side is and what it demands of others.
 */
@NullMarked
package dev.cocoonsdk.crypto.tls;

import org.jspecify.annotations.NullMarked;
