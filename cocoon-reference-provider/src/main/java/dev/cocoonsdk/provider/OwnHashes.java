package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.provider.NotInRootConfigException.Kind;
import dev.cocoonsdk.ton.RootConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a provider runs and serves, as the root configuration must allow it ({@code docs/protocol/wire.md} 8.1 and 8.4).
 *
 * @param image hash of the own image, zero if none was given
 * @param models full names
 */
record OwnHashes(Hash256 image, List<String> models) {

    /**
     * Compares.
     *
     * @throws NotInRootConfigException if the image or a model is not in the configuration
     */
    void check(RootConfig root) {
        if (!isImageIn(root)) {
            throw new NotInRootConfigException(Kind.IMAGE, "", image, root.version());
        }
        for (String model : models) {
            if (!root.modelHashes().contains(hash(model))) {
                throw new NotInRootConfigException(Kind.MODEL, model, hash(model), root.version());
            }
        }
    }

    boolean isImageIn(RootConfig root) {
        return root.workerHashes().contains(image);
    }

    boolean areModelsIn(RootConfig root) {
        return models.stream().allMatch(model -> root.modelHashes().contains(hash(model)));
    }

    private static Hash256 hash(String model) {
        return Hash256.sha256(model.getBytes(StandardCharsets.UTF_8));
    }
}
