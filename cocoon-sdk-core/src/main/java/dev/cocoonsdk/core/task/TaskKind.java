package dev.cocoonsdk.core.task;

/** The tasks that an instruction can state. */
public enum TaskKind {
    /** {@link SummarizeInstruction}. */
    SUMMARIZE("summarize"),
    /** {@link TranslateInstruction}. */
    TRANSLATE("translate"),
    /** {@link DraftInstruction}. */
    DRAFT("draft");

    private final String wireName;

    TaskKind(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the task block and in the {@code capabilities.tasks} of a model. */
    public String wireName() {
        return wireName;
    }
}
