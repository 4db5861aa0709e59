package dev.cocoonsdk.core.error;

import dev.cocoonsdk.core.ModelId;
import java.util.Collection;
import java.util.stream.Collectors;

/** Lists of model names in messages. */
final class Names {

    private static final int SHOWN = 12;

    private Names() {}

    static String list(Collection<ModelId> models) {
        String names = models.stream().limit(SHOWN).map(ModelId::value).collect(Collectors.joining(", "));
        return models.size() > SHOWN ? names + " and " + (models.size() - SHOWN) + " more" : names;
    }
}
