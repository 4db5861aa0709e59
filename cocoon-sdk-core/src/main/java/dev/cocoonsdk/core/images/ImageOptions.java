package dev.cocoonsdk.core.images;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What making and editing images have in common. Members that are null are not sent.
 *
 * @param model or null for the client's default model
 * @param n how many images, 1 to {@value #MAX_IMAGES}, or null for one
 * @param size of each image, or null for the model's default
 * @param quality such as {@code high}, or null for the model's default
 * @param delivery how the images come, or null for the server's default; some models refuse the member
 * @param additionalProperties further members of the request; they win over the ones above
 */
public record ImageOptions(
        @Nullable ModelId model,
        @Nullable Integer n,
        @Nullable ImageSize size,
        @Nullable String quality,
        @Nullable ImageDelivery delivery,
        JsonObject additionalProperties) {

    /** Most images of one call. */
    public static final int MAX_IMAGES = 10;

    /** Everything as the client and the server have it. */
    public static final ImageOptions DEFAULT =
            new ImageOptions(null, null, null, null, null, new JsonObject(Map.<String, JsonValue>of()));

    /**
     * Checks the number.
     *
     * @throws InvalidRequestException if it is out of range
     */
    public ImageOptions {
        if (n != null && (n < 1 || n > MAX_IMAGES)) {
            throw InvalidRequestException.of("n", n.toString(), "1 to " + MAX_IMAGES);
        }
    }

    /** A copy for another model. */
    public ImageOptions withModel(ModelId value) {
        return new ImageOptions(value, n, size, quality, delivery, additionalProperties);
    }

    /**
     * A copy with another number of images.
     *
     * @throws InvalidRequestException if it is out of range
     */
    public ImageOptions withN(int value) {
        return new ImageOptions(model, value, size, quality, delivery, additionalProperties);
    }

    /** A copy with another size. */
    public ImageOptions withSize(ImageSize value) {
        return new ImageOptions(model, n, value, quality, delivery, additionalProperties);
    }

    /** A copy with another quality. */
    public ImageOptions withQuality(String value) {
        return new ImageOptions(model, n, size, value, delivery, additionalProperties);
    }

    /** A copy with another delivery. */
    public ImageOptions withDelivery(ImageDelivery value) {
        return new ImageOptions(model, n, size, quality, value, additionalProperties);
    }

    /** A copy with one further member of the request. */
    public ImageOptions withAdditionalProperty(String name, JsonValue value) {
        return new ImageOptions(model, n, size, quality, delivery, additionalProperties.with(name, value));
    }
}
