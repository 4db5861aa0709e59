/**
 * Quotes and collateral of which exactly one thing is wrong, each with what a verifier must say. Start at {@link
 * dev.cocoonsdk.tee.cases.AttestationCases}.
 */
@NullMarked
package dev.cocoonsdk.tee.cases;

import org.jspecify.annotations.NullMarked;
