package dev.cocoonsdk.core.error;

import dev.cocoonsdk.core.ModelId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model cannot do what was asked; {@link #candidates()} can. */
public final class UnsupportedByModelException extends CocoonException {

    private static final long serialVersionUID = 1L;

    private final String feature;
    private final @Nullable String model;
    private final String[] candidates;

    /**
     * A model without the feature.
     *
     * @param feature the task or endpoint asked for, such as {@code image.edit} or {@code /v1/embeddings}
     * @param model the model asked, or null if not known
     * @param candidates models that can, possibly none
     */
    public UnsupportedByModelException(String feature, @Nullable ModelId model, Collection<ModelId> candidates) {
        this(feature, model, candidates, Acceptance.NOT_ACCEPTED);
    }

    /** The same, with what is known about the work of the other side. */
    public UnsupportedByModelException(
            String feature, @Nullable ModelId model, Collection<ModelId> candidates, Acceptance acceptance) {
        super(message(feature, model, candidates), null, acceptance);
        this.feature = feature;
        this.model = model == null ? null : model.value();
        this.candidates = candidates.stream().map(ModelId::value).toArray(String[]::new);
    }

    private static String message(String feature, @Nullable ModelId model, Collection<ModelId> candidates) {
        return "unsupported by this model: " + feature + (model == null ? "" : " (model: " + model + ")")
                + (candidates.isEmpty() ? "; no model that can is known" : "; these can: " + Names.list(candidates));
    }

    /** The task or endpoint asked for. */
    public String feature() {
        return feature;
    }

    /** The model asked, or null if not known. */
    public @Nullable ModelId model() {
        return model == null ? null : ModelId.of(model);
    }

    /** Models that can, possibly none. */
    public List<ModelId> candidates() {
        return Arrays.stream(candidates).map(ModelId::of).toList();
    }
}
