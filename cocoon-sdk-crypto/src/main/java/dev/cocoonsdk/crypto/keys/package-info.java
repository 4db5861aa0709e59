/**
 * Private keys at rest. Start at {@link dev.cocoonsdk.crypto.keys.KeyFile}.
 */
@NullMarked
package dev.cocoonsdk.crypto.keys;

import org.jspecify.annotations.NullMarked;
