package dev.cocoonsdk.core.images;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Calls;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.chat.ChatEvent;
import java.util.concurrent.CompletableFuture;

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
     * As {@link #generate(String)}, in the background.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if the prompt is blank
     */
    default CompletableFuture<ImagesResult> generateAsync(String prompt) {
        return generate().callAsync(ImageGenerateRequest.of(prompt));
    }

    /**
     * As {@link #generate(String)}, with each image as it comes.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if the prompt is blank
     */
    default EventStream<GeneratedImage, ImagesResult> generateStream(String prompt) {
        return generate().stream(ImageGenerateRequest.of(prompt));
    }

    /**
     * Changes an image with the client's default model and waits.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if the prompt is blank
     */
    default ImagesResult edit(String prompt, Bytes image, String mediaType) {
        return edit().call(ImageEditRequest.of(prompt, new ImageFile(image, mediaType)));
    }

    /**
     * As {@link #edit(String, Bytes, String)}, in the background.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if the prompt is blank
     */
    default CompletableFuture<ImagesResult> editAsync(String prompt, Bytes image, String mediaType) {
        return edit().callAsync(ImageEditRequest.of(prompt, new ImageFile(image, mediaType)));
    }

    /**
     * As {@link #edit(String, Bytes, String)}, with each image as it comes.
     *
     * @throws dev.cocoonsdk.core.error.InvalidRequestException if the prompt is blank
     */
    default EventStream<GeneratedImage, ImagesResult> editStream(String prompt, Bytes image, String mediaType) {
        return edit().stream(ImageEditRequest.of(prompt, new ImageFile(image, mediaType)));
    }

    /** Describes an image with the client's default model and waits. */
    default ImageDescription describe(Bytes image, String mediaType) {
        return describe().call(ImageDescribeRequest.of(new ImageSource.File(new ImageFile(image, mediaType))));
    }

    /** As {@link #describe(Bytes, String)}, in the background. */
    default CompletableFuture<ImageDescription> describeAsync(Bytes image, String mediaType) {
        return describe().callAsync(ImageDescribeRequest.of(new ImageSource.File(new ImageFile(image, mediaType))));
    }

    /** As {@link #describe(Bytes, String)}, with the text as it comes. */
    default EventStream<ChatEvent, ImageDescription> describeStream(Bytes image, String mediaType) {
        return describe().stream(ImageDescribeRequest.of(new ImageSource.File(new ImageFile(image, mediaType))));
    }
}
