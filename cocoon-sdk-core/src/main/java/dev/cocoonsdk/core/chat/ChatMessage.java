package dev.cocoonsdk.core.chat;

import dev.cocoonsdk.core.chat.ContentPart.Text;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation. Its text form shows no content.
 *
 * @param role who speaks
 * @param content its parts; a message of tool calls may have none
 * @param name of the speaker among several with one role, or null
 * @param toolCalls what an assistant wants to be run
 * @param toolCallId which tool call a tool message answers, or null
 * @param reasoning the model's thoughts, if the server tells them, or null; not sent back
 * @param additionalProperties further members, sent as they are
 */
public record ChatMessage(
        Role role,
        List<ContentPart> content,
        @Nullable String name,
        List<ToolCall> toolCalls,
        @Nullable String toolCallId,
        @Nullable String reasoning,
        JsonObject additionalProperties) {

    private static final JsonObject NOTHING = new JsonObject(Map.<String, JsonValue>of());

    /** Copies the lists. */
    public ChatMessage {
        content = List.copyOf(content);
        toolCalls = List.copyOf(toolCalls);
    }

    /** A message of some parts. */
    public static ChatMessage of(Role role, List<ContentPart> content) {
        return new ChatMessage(role, content, null, List.of(), null, null, NOTHING);
    }

    /** Instructions of the application. */
    public static ChatMessage system(String text) {
        return of(Role.SYSTEM, List.of(new Text(text)));
    }

    /** What the person says. */
    public static ChatMessage user(String text) {
        return of(Role.USER, List.of(new Text(text)));
    }

    /** What the person says and shows. */
    public static ChatMessage user(ContentPart... parts) {
        return of(Role.USER, List.of(parts));
    }

    /** What the model said. */
    public static ChatMessage assistant(String text) {
        return of(Role.ASSISTANT, List.of(new Text(text)));
    }

    /** What a tool gave. */
    public static ChatMessage tool(String toolCallId, String result) {
        return new ChatMessage(Role.TOOL, List.of(new Text(result)), null, List.of(), toolCallId, null, NOTHING);
    }

    /** A copy with a name of the speaker. */
    public ChatMessage withName(String value) {
        return new ChatMessage(role, content, value, toolCalls, toolCallId, reasoning, additionalProperties);
    }

    /** All text parts, joined; empty if there is none. */
    public String text() {
        if (content.size() == 1 && content.get(0) instanceof Text only) {
            return only.text();
        }
        return content.stream()
                .map(part -> part instanceof Text text ? text.text() : "")
                .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return "ChatMessage[" + role + ", " + content + ", " + toolCalls.size() + " tool calls]";
    }
}
