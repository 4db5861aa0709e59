/**
 * The engines that do the work behind a provider. Start with {@link dev.cocoonsdk.provider.engine.InferenceEngine}; {@link
 * dev.cocoonsdk.provider.engine.MiniLmEngine} is embedded, {@link dev.cocoonsdk.provider.engine.UpstreamEngine} stands before
 * any OpenAI-compatible server, {@link dev.cocoonsdk.provider.engine.ScriptedEngine} serves tests and load.
 */
@NullMarked
package dev.cocoonsdk.provider.engine;

import org.jspecify.annotations.NullMarked;
