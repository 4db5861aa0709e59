package dev.cocoonsdk.core.chat;

/**
 * The model wants a tool to be run.
 *
 * @param id to be repeated in the tool's answer
 * @param name the tool
 * @param arguments JSON text made by the model; not checked, may be malformed
 */
public record ToolCall(String id, String name, String arguments) {

    /** Id and name; never the arguments. */
    @Override
    public String toString() {
        return "ToolCall[" + id + ", " + name + "]";
    }
}
