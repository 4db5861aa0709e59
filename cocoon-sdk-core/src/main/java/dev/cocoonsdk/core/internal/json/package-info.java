/** Moshi plumbing. */
@NullMarked
package dev.cocoonsdk.core.internal.json;

import org.jspecify.annotations.NullMarked;
