package dev.cocoonsdk.core.task;

import org.jspecify.annotations.Nullable;

/**
 * A task with its parameters, in the form in which it travels: as the system message of an ordinary chat request, followed by
 * one user message that is the input and nothing else ({@code docs/task-format.md}).
 *
 * <p>The system message says the task twice: in prose, for language models, and at its end as one block
 *
 * <pre>{@code <cocoon-task version="1">{"task":"summarize",…}</cocoon-task>}</pre>
 *
 * for programs. The block is read from the system message only, and inside it every {@code <} of a value is escaped; so no
 * input and no value can end or forge it. Since a task is message text and no JSON member of the request, it passes workers
 * that refuse unknown members ({@code docs/protocol/http-api.md} 3.1).
 *
 * <p>Instructions are immutable values; {@link #parse} gives back exactly what {@link #toSystemMessage} was made from.
 */
public sealed interface TaskInstruction permits SummarizeInstruction, TranslateInstruction, DraftInstruction {

    /** The version of the form that is written, and the only one that is read. */
    int VERSION = 1;

    /** Which task this is. */
    TaskKind kind();

    /** What the user message contains. */
    InputForm input();

    /** The system message: prose, then the block as its last line. */
    default String toSystemMessage() {
        return InstructionProse.of(this) + "\n\n" + TaskBlock.write(InstructionJson.write(this));
    }

    /**
     * Reads the instruction out of a system message.
     *
     * @return the instruction, or null if the message has no {@code <cocoon-task}
     * @throws UnsupportedTaskException if the version or the task is not known
     * @throws TaskFormatException if there are several blocks, or one that is malformed, has an unknown member or a value out of
     *     range; nothing is guessed
     */
    static @Nullable TaskInstruction parse(String systemMessage) {
        String json = TaskBlock.find(systemMessage);
        return json == null ? null : InstructionJson.read(json);
    }
}
