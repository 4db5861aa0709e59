package dev.cocoonsdk.provider.internal.summary;

/**
 * A piece of the input that a summary takes as a whole or not at all: a sentence, or what one person said.
 *
 * @param text as it is printed
 * @param meaning as it is compared with others: without attribution, with the context that it needs
 * @param block which paragraph or run of messages it belongs to, counted from 0
 * @param atStart whether it begins its block
 * @param section which section of the document, counted from 0
 * @param prior added to its score: what its form says about its weight, about −1 to 1
 * @param dangling whether it refers to the passage before it ("This is why …") and reads badly without
 */
record Passage(String text, String meaning, int block, boolean atStart, int section, double prior, boolean dangling) {

    /** Says the length only: the text is confidential. */
    @Override
    public String toString() {
        return "Passage[" + text.length() + " characters]";
    }
}
