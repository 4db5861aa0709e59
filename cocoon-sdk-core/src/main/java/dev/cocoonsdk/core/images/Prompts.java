package dev.cocoonsdk.core.images;

import dev.cocoonsdk.core.error.InvalidRequestException;

/** The one rule for prompts. */
final class Prompts {

    private Prompts() {}

    static void require(String prompt) {
        if (prompt.isBlank()) {
            throw InvalidRequestException.of("prompt", "blank text", "what the image should show");
        }
    }
}
