package dev.cocoonsdk.core.error;

import dev.cocoonsdk.core.ModelId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server knows no model of this name, or the call names none and the server has not exactly one for the task. */
public final class UnknownModelException extends CocoonException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String model;
    private final String[] known;

    /**
     * An unknown model.
     *
     * @param model the name asked for, or null if the call named none
     * @param known the models that the server named, if the call names none those for the task, possibly none
     */
    public UnknownModelException(@Nullable ModelId model, Collection<ModelId> known) {
        this(model, known, Acceptance.NOT_ACCEPTED);
    }

    /** The same, with what is known about the work of the other side. */
    public UnknownModelException(@Nullable ModelId model, Collection<ModelId> known, Acceptance acceptance) {
        super(message(model, known), null, acceptance);
        this.model = model == null ? null : model.value();
        this.known = known.stream().map(ModelId::value).toArray(String[]::new);
    }

    private static String message(@Nullable ModelId model, Collection<ModelId> known) {
        String what = model == null
                ? "the call names no model and the client has no default model"
                : "the server knows no model \"" + model + "\"";
        return known.isEmpty()
                ? what + "; models() lists what it has"
                : what + (model == null ? "; name one of " : "; it has ") + Names.list(known);
    }

    /** The name asked for, or null if the call named none. */
    public @Nullable ModelId model() {
        return model == null ? null : ModelId.of(model);
    }

    /** The models that the server named, possibly none. */
    public List<ModelId> knownModels() {
        return Arrays.stream(known).map(ModelId::of).toList();
    }
}
