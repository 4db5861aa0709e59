/** Bytes, keys and records of the sealed envelope ({@code docs/sealed-envelope.md}). */
@NullMarked
package dev.cocoonsdk.crypto.internal.sealed;

import org.jspecify.annotations.NullMarked;
