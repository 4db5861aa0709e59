package dev.cocoonsdk.core.images;

import dev.cocoonsdk.core.Bytes;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An image that a model made: its bytes, or a link to it.
 *
 * @param index from 0
 * @param bytes the image, or null if it came as a link
 * @param url the link, or null if the bytes came
 * @param revisedPrompt the prompt that the model really used, or null if the server did not say
 */
public record GeneratedImage(
        int index,
        @Nullable Bytes bytes,
        @Nullable URI url,
        @Nullable String revisedPrompt) {

    /** Sizes only: the link may carry a secret. */
    @Override
    public String toString() {
        return "GeneratedImage[" + index + ", " + (bytes == null ? "a link" : bytes) + "]";
    }
}
