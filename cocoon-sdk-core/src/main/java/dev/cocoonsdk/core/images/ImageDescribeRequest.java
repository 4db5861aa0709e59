package dev.cocoonsdk.core.images;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.task.LanguageTag;
import dev.cocoonsdk.core.task.TextLength;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks what images show.
 *
 * @param images at least one
 * @param question what to find out, or null for a description
 * @param model or null for the client's default model
 * @param length how long the answer should be, or null to leave it to the model
 * @param language the language to answer in, or null for that of the question, English without one
 * @param maxOutputTokens the most tokens of the answer, at least 1, or null for {@value #DEFAULT_OUTPUT}
 */
public record ImageDescribeRequest(
        List<ImageSource> images,
        @Nullable String question,
        @Nullable ModelId model,
        @Nullable TextLength length,
        @Nullable LanguageTag language,
        @Nullable Integer maxOutputTokens) {

    /** Tokens of the answer if not set. */
    public static final int DEFAULT_OUTPUT = 1000;

    /**
     * Copies the list and checks the request.
     *
     * @throws InvalidRequestException naming the member, if it is empty or out of range
     */
    public ImageDescribeRequest {
        images = List.copyOf(images);
        if (images.isEmpty()) {
            throw InvalidRequestException.of("images", "none", "at least one");
        }
        if (question != null && question.isBlank()) {
            throw InvalidRequestException.of("question", "blank text", "a question, or null");
        }
        if (maxOutputTokens != null && maxOutputTokens < 1) {
            throw InvalidRequestException.of("maxOutputTokens", maxOutputTokens.toString(), ">= 1");
        }
    }

    /** A description of some images, with everything else as it comes. */
    public static ImageDescribeRequest of(ImageSource... images) {
        return new ImageDescribeRequest(List.of(images), null, null, null, null, null);
    }

    /** A copy with a question. */
    public ImageDescribeRequest withQuestion(String value) {
        return new ImageDescribeRequest(images, value, model, length, language, maxOutputTokens);
    }

    /** A copy for another model. */
    public ImageDescribeRequest withModel(ModelId value) {
        return new ImageDescribeRequest(images, question, value, length, language, maxOutputTokens);
    }

    /** A copy with another length. */
    public ImageDescribeRequest withLength(TextLength value) {
        return new ImageDescribeRequest(images, question, model, value, language, maxOutputTokens);
    }

    /** A copy with another language. */
    public ImageDescribeRequest withLanguage(LanguageTag value) {
        return new ImageDescribeRequest(images, question, model, length, value, maxOutputTokens);
    }

    /** Says numbers only; never the question. */
    @Override
    public String toString() {
        return "ImageDescribeRequest[" + images.size() + " images, " + model + ", " + length + ", " + language + "]";
    }
}
