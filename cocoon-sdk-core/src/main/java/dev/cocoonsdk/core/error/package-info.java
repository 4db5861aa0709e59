/**
 * Every way a call can fail, one class each, with the facts as fields. Start at {@link
 * dev.cocoonsdk.core.error.CocoonException} and its {@link dev.cocoonsdk.core.error.CocoonException#acceptance() acceptance}.
 */
@NullMarked
package dev.cocoonsdk.core.error;

import org.jspecify.annotations.NullMarked;
