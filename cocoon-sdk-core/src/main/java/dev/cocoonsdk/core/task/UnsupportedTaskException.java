package dev.cocoonsdk.core.task;

import java.util.List;

/** A task block is well-formed but of a version or for a task that this implementation does not know. */
public final class UnsupportedTaskException extends TaskFormatException {

    private static final long serialVersionUID = 1L;

    /** What is not known. */
    public enum Subject {
        /** The version of the form. */
        VERSION,
        /** The name of the task. */
        TASK
    }

    private final Subject subject;
    private final String found;

    @SuppressWarnings("serial") // an immutable list of strings
    private final List<String> supported;

    UnsupportedTaskException(Subject subject, String found, List<String> supported) {
        super((subject == Subject.VERSION ? "task form version" : "task") + ": \"" + found + "\" (supported: "
                + String.join(", ", supported) + ")");
        this.subject = subject;
        this.found = found;
        this.supported = List.copyOf(supported);
    }

    /** What is not known. */
    public Subject subject() {
        return subject;
    }

    /** The version or task found: at most 40 characters, letters, digits, {@code . _ -} only. */
    public String found() {
        return found;
    }

    /** The versions or tasks that would be understood. */
    public List<String> supported() {
        return supported;
    }
}
