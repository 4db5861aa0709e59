package dev.cocoonsdk.core.images;

import java.net.URI;

/** An image to look at. */
public sealed interface ImageSource {

    /** An image that travels in the request. */
    record File(ImageFile file) implements ImageSource {}

    /**
     * An image that the model's engine fetches, if it does such things.
     *
     * @param url an {@code https:} URL
     */
    record Link(URI url) implements ImageSource {
        /** Does not show the URL: it may carry a secret. */
        @Override
        public String toString() {
            return "Link[" + url.toString().length() + " characters]";
        }
    }
}
