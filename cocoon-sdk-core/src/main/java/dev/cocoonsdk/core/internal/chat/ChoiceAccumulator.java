package dev.cocoonsdk.core.internal.chat;

import dev.cocoonsdk.core.chat.ChatChoice;
import dev.cocoonsdk.core.chat.ChatMessage;
import dev.cocoonsdk.core.chat.ContentPart;
import dev.cocoonsdk.core.chat.FinishReason;
import dev.cocoonsdk.core.chat.Role;
import dev.cocoonsdk.core.chat.ToolCall;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the pieces of one answer together. */
final class ChoiceAccumulator {

    private final int index;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final TreeMap<Integer, ToolCallPieces> toolCalls = new TreeMap<>();
    private Role role = Role.ASSISTANT;
    private @Nullable FinishReason finishReason;

    final Map<String, JsonValue> choiceOthers = new LinkedHashMap<>();
    final Map<String, JsonValue> messageOthers = new LinkedHashMap<>();

    ChoiceAccumulator(int index) {
        this.index = index;
    }

    void role(String value) {
        role = Role.of(value);
    }

    void content(String delta) {
        content.append(delta);
    }

    void reasoning(String delta) {
        reasoning.append(delta);
    }

    void toolCall(int call, @Nullable String id, @Nullable String name, String arguments) {
        ToolCallPieces pieces = toolCalls.computeIfAbsent(call, c -> new ToolCallPieces());
        pieces.id = id == null ? pieces.id : id;
        pieces.name = name == null ? pieces.name : name;
        pieces.arguments.append(arguments);
    }

    void finish(FinishReason reason) {
        finishReason = reason;
    }

    boolean isFinished() {
        return finishReason != null;
    }

    ChatChoice toChoice() {
        List<ContentPart> parts = content.isEmpty() ? List.of() : List.of(ContentPart.text(content.toString()));
        ChatMessage message = new ChatMessage(
                role,
                parts,
                null,
                toolCalls.values().stream().map(ToolCallPieces::toCall).toList(),
                null,
                reasoning.isEmpty() ? null : reasoning.toString(),
                new JsonObject(messageOthers));
        return new ChatChoice(index, message, finishReason, new JsonObject(choiceOthers));
    }

    private static final class ToolCallPieces {
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();

        ToolCall toCall() {
            return new ToolCall(id, name, arguments.toString());
        }
    }
}
