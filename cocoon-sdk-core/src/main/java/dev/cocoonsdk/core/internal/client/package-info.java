/** Puts a client together. */
@NullMarked
package dev.cocoonsdk.core.internal.client;

import org.jspecify.annotations.NullMarked;
