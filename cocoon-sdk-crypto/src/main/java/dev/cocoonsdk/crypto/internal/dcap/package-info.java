/** The checks of {@code docs/protocol/attestation.md} 9.5, one class for each thing that is checked. */
@NullMarked
package dev.cocoonsdk.crypto.internal.dcap;

import org.jspecify.annotations.NullMarked;
