/** The chat operation: writing requests, reading answers. Start at {@link dev.cocoonsdk.core.internal.chat.ChatOperation}. */
@NullMarked
package dev.cocoonsdk.core.internal.chat;

import org.jspecify.annotations.NullMarked;
