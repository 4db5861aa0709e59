package dev.cocoonsdk.core.internal.tasks;

/**
 * A stretch of a text.
 *
 * @param start first character (UTF-16)
 * @param end character after the last one
 */
record TextRange(int start, int end) {

    int length() {
        return end - start;
    }

    String of(String text) {
        return text.substring(start, end);
    }
}
