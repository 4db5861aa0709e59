/** The operations on images. */
@NullMarked
package dev.cocoonsdk.core.internal.images;

import org.jspecify.annotations.NullMarked;
