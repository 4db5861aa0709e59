package dev.cocoonsdk.core.images;

import dev.cocoonsdk.core.CallResult;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Timings;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.Verification;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.List;

/**
 * Images that a model made.
 *
 * @param images at least one, by index
 */
public record ImagesResult(
        List<GeneratedImage> images,
        ModelId model,
        Usage usage,
        Timings timings,
        int attempts,
        Verification verification,
        JsonObject additionalProperties)
        implements CallResult {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no image
     */
    public ImagesResult {
        images = List.copyOf(images);
        if (images.isEmpty()) {
            throw new IllegalArgumentException("images: none (expected: at least one)");
        }
    }

    /** The first image. */
    public GeneratedImage image() {
        return images.get(0);
    }
}
