package dev.cocoonsdk.core.images;

import dev.cocoonsdk.core.error.InvalidRequestException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for changed images.
 *
 * @param prompt what to change, not blank
 * @param images what to change it in, at least one
 * @param mask whose transparent places are the ones to change, or null for all
 * @param options how many, how large and so on
 */
public record ImageEditRequest(
        String prompt, List<ImageFile> images, @Nullable ImageFile mask, ImageOptions options) {

    /**
     * Copies the list and checks the request.
     *
     * @throws InvalidRequestException if the prompt is blank or there is no image
     */
    public ImageEditRequest {
        Prompts.require(prompt);
        images = List.copyOf(images);
        if (images.isEmpty()) {
            throw InvalidRequestException.of("image", "none", "at least one");
        }
    }

    /**
     * One image to change, with everything else as it comes.
     *
     * @throws InvalidRequestException if the prompt is blank
     */
    public static ImageEditRequest of(String prompt, ImageFile image) {
        return new ImageEditRequest(prompt, List.of(image), null, ImageOptions.DEFAULT);
    }

    /** A copy with a mask. */
    public ImageEditRequest withMask(ImageFile value) {
        return new ImageEditRequest(prompt, images, value, options);
    }

    /** A copy with other options. */
    public ImageEditRequest withOptions(ImageOptions value) {
        return new ImageEditRequest(prompt, images, mask, value);
    }

    /** Says lengths and numbers only. */
    @Override
    public String toString() {
        return "ImageEditRequest[" + prompt.length() + " characters, " + images.size() + " images, " + options + "]";
    }
}
