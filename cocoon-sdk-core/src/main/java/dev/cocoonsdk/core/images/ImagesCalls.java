package dev.cocoonsdk.core.images;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Calls;
import dev.cocoonsdk.core.chat.ChatEvent;

/**
 * The three kinds of calls with images. Beyond the errors of every call, each fails with {@link
 * dev.cocoonsdk.core.error.UnsupportedByModelException} if the server says that the model cannot do it; a server that says nothing of
 * its models is tried.
 */
public interface ImagesCalls {

    /** Makes images from words ({@code POST /v1/images/generations}); the stream delivers one image after the other. */
    Calls<ImageGenerateRequest, GeneratedImage, ImagesResult> generate();

    /** Changes images by words ({@code POST /v1/images/edits}); the stream delivers one image after the other. */
    Calls<ImageEditRequest, GeneratedImage, ImagesResult> edit();

    /** Says in words what images show (a chat message with images); the stream delivers the text as it comes. */
    Calls<ImageDescribeRequest, ChatEvent, ImageDescription> describe();

    /**
     * Makes an image with the client's default model and waits.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if the prompt is blank
     */
    default ImagesResult generate(String prompt) {
        return generate().call(ImageGenerateRequest.of(prompt));
    }

    /**
     * Changes an image with the client's default model and waits.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if the prompt is blank
     */
    default ImagesResult edit(String prompt, Bytes image, String mediaType) {
        return edit().call(ImageEditRequest.of(prompt, new ImageFile(image, mediaType)));
    }

    /** Describes an image with the client's default model and waits. */
    default ImageDescription describe(Bytes image, String mediaType) {
        return describe().call(ImageDescribeRequest.of(new ImageSource.File(new ImageFile(image, mediaType))));
    }
}
