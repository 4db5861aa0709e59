package dev.cocoonsdk.core.task;

/**
 * A task block or a chat transcript is malformed. The message names the place and what is expected there, never the content.
 */
public class TaskFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that holds no content. */
    public TaskFormatException(String message) {
        super(message);
    }

    /** With a message that holds no content, and a cause that holds none either. */
    public TaskFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
