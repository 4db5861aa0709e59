/**
 * How task calls become chat calls: splitting of long input ({@link dev.cocoonsdk.core.internal.tasks.TextSplitter}) and the
 * engines behind the public calls.
 */
@NullMarked
package dev.cocoonsdk.core.internal.tasks;

import org.jspecify.annotations.NullMarked;
