/** Cuts an answer into JSON values. */
@NullMarked
package dev.cocoonsdk.core.internal.stream;

import org.jspecify.annotations.NullMarked;
