/**
 * <strong>GPL-3.0-only.</strong> TON over ton4j: lite servers and keys. Begin at {@link dev.cocoonsdk.ton4j.LiteServerTonApi}.
 */
@NullMarked
package dev.cocoonsdk.ton4j;

import org.jspecify.annotations.NullMarked;
