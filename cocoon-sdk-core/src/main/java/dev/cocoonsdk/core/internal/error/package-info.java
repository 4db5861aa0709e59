/** Turns the error forms of all servers into exceptions. Start at {@link dev.cocoonsdk.core.internal.error.ErrorMapper}. */
@NullMarked
package dev.cocoonsdk.core.internal.error;

import org.jspecify.annotations.NullMarked;
