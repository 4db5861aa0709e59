package dev.cocoonsdk.core.images;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.error.InvalidRequestException;
import java.util.regex.Pattern;

/**
 * The bytes of an image.
 *
 * @param bytes at least one
 * @param mediaType such as {@code image/png}
 */
public record ImageFile(Bytes bytes, String mediaType) {

    private static final Pattern MEDIA_TYPE = Pattern.compile("image/[A-Za-z0-9.+-]{1,64}");

    /**
     * Checks both.
     *
     * @throws InvalidRequestException if there is no byte or the type is none of images
     */
    public ImageFile {
        if (bytes.isEmpty()) {
            throw InvalidRequestException.of("image", "no bytes", "an image");
        }
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw InvalidRequestException.of(
                    "image",
                    "a media type of " + mediaType.length() + " characters",
                    "image/png, image/jpeg or another image type");
        }
    }

    /** The usual ending of a file name of this type, without dot. */
    public String extension() {
        String subtype = mediaType.substring(mediaType.indexOf('/') + 1);
        return subtype.equals("jpeg") ? "jpg" : subtype.replaceAll("\\+.*", "");
    }
}
