package dev.cocoonsdk.core.task;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.task.UnsupportedTaskException.Subject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Instructions as the JSON object inside the block ({@code docs/task-format.md} 3). */
final class InstructionJson {

    private static final String WHERE = "task block";

    private InstructionJson() {}

    static JsonObject write(TaskInstruction instruction) {
        Map<String, JsonValue> to = new LinkedHashMap<>();
        to.put("task", JsonValue.of(instruction.kind().wireName()));
        if (instruction instanceof SummarizeInstruction summarize) {
            write(summarize, to);
        } else if (instruction instanceof TranslateInstruction translate) {
            write(translate, to);
        } else if (instruction instanceof DraftInstruction draft) {
            write(draft, to);
        }
        return new JsonObject(to);
    }

    private static void write(SummarizeInstruction from, Map<String, JsonValue> to) {
        to.put("input", JsonValue.of(from.input().wireName()));
        put(to, from.length());
        to.put("style", JsonValue.of(from.style().wireName()));
        put(to, "language", from.language());
        put(to, "focus", from.focus());
        put(to, from.part());
    }

    private static void write(TranslateInstruction from, Map<String, JsonValue> to) {
        put(to, "target", from.target());
        put(to, "source", from.source());
        put(to, "formality", from.formality() == null ? null : from.formality().wireName());
        if (!from.glossary().isEmpty()) {
            List<JsonObject> terms = from.glossary().stream()
                    .map(term -> JsonValue.object("source", term.source(), "target", term.target()))
                    .toList();
            to.put("glossary", JsonValue.array(terms));
        }
        put(to, from.part());
    }

    private static void write(DraftInstruction from, Map<String, JsonValue> to) {
        to.put("mode", JsonValue.of(from.mode().wireName()));
        to.put("input", JsonValue.of(from.input().wireName()));
        put(to, "tone", from.tone());
        put(to, from.length());
        put(to, "language", from.language());
        put(to, "as", from.as());
        put(to, "intent", from.intent());
        to.put("variants", JsonValue.of(from.variants()));
    }

    private static void put(Map<String, JsonValue> to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, JsonValue.of(value.toString()));
        }
    }

    private static void put(Map<String, JsonValue> to, @Nullable TextLength length) {
        if (length != null) {
            to.put("length", JsonValue.object("unit", length.unit().wireName(), "value", length.value()));
        }
    }

    private static void put(Map<String, JsonValue> to, @Nullable PartOf part) {
        if (part != null) {
            to.put("part", JsonValue.object("number", part.number(), "total", part.total()));
        }
    }

    /** Reads the text between the delimiters. */
    static TaskInstruction read(String json) {
        Members from = Members.parse(WHERE, json);
        TaskKind kind = kind(from.requiredString("task"));
        try {
            TaskInstruction instruction = switch (kind) {
                case SUMMARIZE -> summarize(from);
                case TRANSLATE -> translate(from);
                case DRAFT -> draft(from);
            };
            from.requireNoOther();
            return instruction;
        } catch (IllegalArgumentException e) {
            // The types' own checks: their messages hold numbers and expectations, no content.
            throw new TaskFormatException(WHERE + ": " + e.getMessage(), e);
        }
    }

    private static TaskKind kind(String name) {
        for (TaskKind kind : TaskKind.values()) {
            if (kind.wireName().equals(name)) {
                return kind;
            }
        }
        String shown = name.matches("[A-Za-z0-9._-]{1,40}") ? name : "(no name)";
        throw new UnsupportedTaskException(
                Subject.TASK,
                shown,
                Arrays.stream(TaskKind.values()).map(TaskKind::wireName).toList());
    }

    private static TaskInstruction summarize(Members from) {
        return new SummarizeInstruction(
                from.requiredChoice("input", InputForm.values(), InputForm::wireName),
                length(from),
                from.requiredChoice("style", SummaryStyle.values(), SummaryStyle::wireName),
                language(from, "language"),
                from.string("focus"),
                part(from));
    }

    private static TaskInstruction translate(Members from) {
        return new TranslateInstruction(
                from.required("target", language(from, "target")),
                language(from, "source"),
                from.choice("formality", Formality.values(), Formality::wireName),
                from.objects("glossary").stream().map(InstructionJson::term).toList(),
                part(from));
    }

    private static TaskInstruction draft(Members from) {
        return new DraftInstruction(
                from.requiredChoice("mode", DraftMode.values(), DraftMode::wireName),
                from.requiredChoice("input", InputForm.values(), InputForm::wireName),
                from.string("tone"),
                length(from),
                language(from, "language"),
                from.string("as"),
                from.string("intent"),
                from.requiredInteger("variants"));
    }

    private static GlossaryTerm term(Members from) {
        GlossaryTerm term = new GlossaryTerm(from.requiredString("source"), from.requiredString("target"));
        from.requireNoOther();
        return term;
    }

    private static @Nullable TextLength length(Members from) {
        Members length = from.object("length");
        if (length == null) {
            return null;
        }
        TextLength.Unit unit = length.requiredChoice("unit", TextLength.Unit.values(), TextLength.Unit::wireName);
        int value = length.requiredInteger("value");
        length.requireNoOther();
        return new TextLength(unit, value);
    }

    private static @Nullable PartOf part(Members from) {
        Members part = from.object("part");
        if (part == null) {
            return null;
        }
        int number = part.requiredInteger("number");
        int total = part.requiredInteger("total");
        part.requireNoOther();
        return new PartOf(number, total);
    }

    private static @Nullable LanguageTag language(Members from, String name) {
        String tag = from.string(name);
        try {
            return tag == null ? null : LanguageTag.of(tag);
        } catch (IllegalArgumentException e) {
            // Without its cause, whose message repeats the tag.
            throw new TaskFormatException(WHERE + "." + name + ": not allowed (expected: a BCP 47 language tag)");
        }
    }
}
