package dev.cocoonsdk.core.chat;

import dev.cocoonsdk.core.Usage;
import org.jspecify.annotations.Nullable;

/** A piece of an answer. No text form shows content. */
public sealed interface ChatEvent {

    /** The new text of the first choice; empty for every other kind of event. Enough to print an answer as it comes. */
    default String text() {
        return "";
    }

    /**
     * More text.
     *
     * @param choice which of the answers, from 0
     * @param delta not empty
     */
    record ContentDelta(int choice, String delta) implements ChatEvent {
        @Override
        public String text() {
            return choice == 0 ? delta : "";
        }

        @Override
        public String toString() {
            return "ContentDelta[" + choice + ", " + delta.length() + " characters]";
        }
    }

    /**
     * More of the model's thoughts.
     *
     * @param choice which of the answers, from 0
     * @param delta not empty
     */
    record ReasoningDelta(int choice, String delta) implements ChatEvent {
        @Override
        public String toString() {
            return "ReasoningDelta[" + choice + ", " + delta.length() + " characters]";
        }
    }

    /**
     * More of a tool call.
     *
     * @param choice which of the answers, from 0
     * @param index which of its tool calls, from 0
     * @param id in the first piece of a call, else null
     * @param name in the first piece of a call, else null
     * @param arguments the next piece of its arguments, possibly empty
     */
    record ToolCallDelta(
            int choice,
            int index,
            @Nullable String id,
            @Nullable String name,
            String arguments) implements ChatEvent {
        @Override
        public String toString() {
            return "ToolCallDelta[" + choice + ", " + index + ", " + name + "]";
        }
    }

    /**
     * An answer ended.
     *
     * @param choice which of the answers, from 0
     */
    record ChoiceFinished(int choice, FinishReason reason) implements ChatEvent {}

    /**
     * The counts so far, cumulative; the last one holds.
     *
     * @param usage everything used until now
     */
    record UsageReported(Usage usage) implements ChatEvent {}
}
