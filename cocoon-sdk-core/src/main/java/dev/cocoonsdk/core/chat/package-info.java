/**
 * Conversations with a language model ({@code POST /v1/chat/completions}). Start at {@link dev.cocoonsdk.core.chat.ChatCalls} and
 * {@link dev.cocoonsdk.core.chat.ChatRequest}.
 */
@NullMarked
package dev.cocoonsdk.core.chat;

import org.jspecify.annotations.NullMarked;
