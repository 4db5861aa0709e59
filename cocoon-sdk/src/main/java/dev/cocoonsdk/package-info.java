/** The one dependency that applications add. */
@NullMarked
package dev.cocoonsdk;

import org.jspecify.annotations.NullMarked;
