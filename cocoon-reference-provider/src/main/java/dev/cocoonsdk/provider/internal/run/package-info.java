/**
 * A provider at work. Start with {@link dev.cocoonsdk.provider.internal.run.ModelConnection}: one model on one connection to one
 * broker; {@link dev.cocoonsdk.provider.internal.run.RunningRequest} is one request on it.
 */
@NullMarked
package dev.cocoonsdk.provider.internal.run;

import org.jspecify.annotations.NullMarked;
