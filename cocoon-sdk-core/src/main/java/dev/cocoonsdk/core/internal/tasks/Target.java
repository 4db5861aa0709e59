package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.models.ModelInfo;
import org.jspecify.annotations.Nullable;

/**
 * A model with what the server says of it.
 *
 * @param model its name
 * @param info null if the server says nothing
 */
public record Target(ModelId model, @Nullable ModelInfo info) {}
