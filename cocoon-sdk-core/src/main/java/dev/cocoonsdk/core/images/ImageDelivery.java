package dev.cocoonsdk.core.images;

/** How generated images come. */
public enum ImageDelivery {
    /** In the answer. */
    BASE64("b64_json"),
    /** As a link, for a time that the server sets. */
    URL("url");

    private final String wireName;

    ImageDelivery(String wireName) {
        this.wireName = wireName;
    }

    /** The value of member {@code response_format}. */
    public String wireName() {
        return wireName;
    }
}
