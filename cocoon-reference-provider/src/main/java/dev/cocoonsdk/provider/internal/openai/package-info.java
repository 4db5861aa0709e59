/**
 * The forms of OpenAI-compatible answers. Start with {@link dev.cocoonsdk.provider.internal.openai.ChatAnswer}.
 */
@NullMarked
package dev.cocoonsdk.provider.internal.openai;

import org.jspecify.annotations.NullMarked;
