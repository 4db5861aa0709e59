/** Attestation policies and verdicts. */
@NullMarked
package dev.cocoonsdk.crypto;

import org.jspecify.annotations.NullMarked;
