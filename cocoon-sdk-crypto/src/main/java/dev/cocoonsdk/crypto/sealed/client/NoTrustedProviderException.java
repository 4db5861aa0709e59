package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.Acceptance;
import java.util.List;

/** No provider of a model passed the policy, so nothing was sent. Says of each one why. */
public final class NoTrustedProviderException extends SealingException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final transient List<Distrust> refused;

    NoTrustedProviderException(ModelId model, List<Distrust> refused) {
        super(message(model, refused), null, Acceptance.NOT_ACCEPTED);
        this.model = model.value();
        this.refused = List.copyOf(refused);
    }

    private static String message(ModelId model, List<Distrust> refused) {
        if (refused.isEmpty()) {
            return "no provider of " + model + " shows keys to seal to";
        }
        StringBuilder text = new StringBuilder("no trusted provider of " + model + ":");
        refused.forEach(each -> text.append(' ').append(each.message()).append(';'));
        return text.substring(0, text.length() - 1);
    }

    /** The model. */
    public ModelId model() {
        return ModelId.of(model);
    }

    /** Every provider that was looked at and the reason against it; empty if there was none. */
    public List<Distrust> refused() {
        return refused == null ? List.of() : refused;
    }
}
