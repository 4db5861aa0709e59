/**
 * The form in which a task travels inside ordinary chat messages ({@code docs/task-format.md}): prose that any language model
 * follows and one block that programs parse exactly. Start at {@link dev.cocoonsdk.core.task.TaskInstruction}; chats as input
 * are {@link dev.cocoonsdk.core.task.ChatTranscript}.
 */
@NullMarked
package dev.cocoonsdk.core.task;

import org.jspecify.annotations.NullMarked;
