package dev.cocoonsdk.core.images;

import dev.cocoonsdk.core.error.InvalidRequestException;

/**
 * Asks for new images.
 *
 * @param prompt what they should show, not blank
 * @param options how many, how large and so on
 */
public record ImageGenerateRequest(String prompt, ImageOptions options) {

    /**
     * Checks the prompt.
     *
     * @throws InvalidRequestException if it is blank
     */
    public ImageGenerateRequest {
        Prompts.require(prompt);
    }

    /**
     * One image, with everything else as it comes.
     *
     * @throws InvalidRequestException if the prompt is blank
     */
    public static ImageGenerateRequest of(String prompt) {
        return new ImageGenerateRequest(prompt, ImageOptions.DEFAULT);
    }

    /** A copy with other options. */
    public ImageGenerateRequest withOptions(ImageOptions value) {
        return new ImageGenerateRequest(prompt, value);
    }

    /** Says the prompt's length only. */
    @Override
    public String toString() {
        return "ImageGenerateRequest[" + prompt.length() + " characters, " + options + "]";
    }
}
