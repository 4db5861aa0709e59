package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.crypto.sealed.Batching;
import dev.cocoonsdk.crypto.sealed.Padding;

/**
 * How much the lengths and times of a sealed answer tell.
 *
 * @param padding of each record
 * @param batching of the events of a stream
 */
public record SealedForm(Padding padding, Batching batching) {}
