package dev.cocoonsdk.core.images;

import dev.cocoonsdk.core.error.InvalidRequestException;

/**
 * The size of an image in pixels.
 *
 * @param width 1 to {@value #MAX}
 * @param height 1 to {@value #MAX}
 */
public record ImageSize(int width, int height) {

    /** Most pixels of one side. */
    public static final int MAX = 65_536;

    /**
     * Checks the range.
     *
     * @throws InvalidRequestException if a side is out of range
     */
    public ImageSize {
        if (width < 1 || width > MAX || height < 1 || height > MAX) {
            throw InvalidRequestException.of("size", width + "x" + height, "sides of 1 to " + MAX + " pixels");
        }
    }

    /** As it stands in a request, for example {@code 1024x1024}. */
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
