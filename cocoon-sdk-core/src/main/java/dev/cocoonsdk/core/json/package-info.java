/**
 * A small immutable JSON tree on top of Moshi's reader and writer, for members that have no type of their own. Start at
 * {@link dev.cocoonsdk.core.json.JsonValue}.
 */
@NullMarked
package dev.cocoonsdk.core.json;

import org.jspecify.annotations.NullMarked;
