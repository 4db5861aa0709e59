/** Quotes as bytes: the layouts of {@code docs/protocol/attestation.md} 9.1. Start at {@link dev.cocoonsdk.crypto.quote.Quote}. */
@NullMarked
package dev.cocoonsdk.crypto.quote;

import org.jspecify.annotations.NullMarked;
