package dev.cocoonsdk.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a call took.
 *
 * @param firstToken from the start of the call to the first piece of its answer, or null if there was none
 * @param total from the start of the call to its end, every attempt and pause included
 */
public record Timings(@Nullable Duration firstToken, Duration total) {}
