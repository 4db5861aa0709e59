/**
 * The sealed envelope: prompts that only an attested enclave can read ({@code docs/sealed-envelope.md}). A client starts with {@link
 * dev.cocoonsdk.crypto.sealed.RequestSealer}, a provider with {@link dev.cocoonsdk.crypto.sealed.RequestOpener}; a broker reads {@link
 * dev.cocoonsdk.crypto.sealed.EnvelopeHeader}.
 */
@NullMarked
package dev.cocoonsdk.crypto.sealed;

import org.jspecify.annotations.NullMarked;
