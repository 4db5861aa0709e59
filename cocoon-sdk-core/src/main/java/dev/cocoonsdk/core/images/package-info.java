/** Images: making, editing and describing them. Start at {@link dev.cocoonsdk.core.images.ImagesCalls}. */
@NullMarked
package dev.cocoonsdk.core.images;

import org.jspecify.annotations.NullMarked;
