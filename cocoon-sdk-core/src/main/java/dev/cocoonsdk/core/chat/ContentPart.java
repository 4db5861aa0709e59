package dev.cocoonsdk.core.chat;

import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A part of a message. No text form shows content. */
public sealed interface ContentPart {

    /** Text. */
    record Text(String text) implements ContentPart {
        @Override
        public String toString() {
            return "Text[" + text.length() + " characters]";
        }
    }

    /**
     * An image.
     *
     * @param url an {@code https:} or {@code data:} URL
     * @param detail {@code low}, {@code high}, {@code auto} or null
     */
    record Image(String url, @Nullable String detail) implements ContentPart {
        @Override
        public String toString() {
            return "Image[" + url.length() + " characters]";
        }
    }

    /**
     * A part of another kind, as it stands in JSON.
     *
     * @param json with its {@code type}
     */
    record Other(JsonObject json) implements ContentPart {}

    /** Text. */
    static ContentPart text(String text) {
        return new Text(text);
    }

    /** An image that the model's engine fetches. */
    static ContentPart imageUrl(String url) {
        return new Image(url, null);
    }

    /**
     * An image that travels in the request.
     *
     * @param mediaType such as {@code image/png}
     */
    static ContentPart image(byte[] image, String mediaType) {
        return new Image("data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(image), null);
    }
}
