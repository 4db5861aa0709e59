/** What packages of this module share. */
@NullMarked
package dev.cocoonsdk.ton.internal;

import org.jspecify.annotations.NullMarked;
