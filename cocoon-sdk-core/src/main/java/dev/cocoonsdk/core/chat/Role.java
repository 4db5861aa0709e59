package dev.cocoonsdk.core.chat;

/**
 * Who speaks. Open: a server may use values that are not named here.
 *
 * @param value as it stands in JSON
 */
public record Role(String value) {

    /** The application's instructions. */
    public static final Role SYSTEM = new Role("system");

    /** The application's instructions, newer name. */
    public static final Role DEVELOPER = new Role("developer");

    /** The person. */
    public static final Role USER = new Role("user");

    /** The model. */
    public static final Role ASSISTANT = new Role("assistant");

    /** The result of a tool call. */
    public static final Role TOOL = new Role("tool");

    /** The role with this name. */
    public static Role of(String value) {
        return switch (value) {
            case "system" -> SYSTEM;
            case "developer" -> DEVELOPER;
            case "user" -> USER;
            case "assistant" -> ASSISTANT;
            case "tool" -> TOOL;
            default -> new Role(value);
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
