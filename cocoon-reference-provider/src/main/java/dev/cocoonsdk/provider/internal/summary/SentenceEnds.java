package dev.cocoonsdk.provider.internal.summary;

/** How sentences end, in the scripts that we know. Each test looks at the last few characters only. */
final class SentenceEnds {

    private static final String CLOSING = "\"'”’»」』)]）";
    private static final String FINAL = ".!?…。！？｡।॥؟۔።";
    private static final String PAUSE = ":;,：；，、";

    private SentenceEnds() {}

    /** Whether the text ends with a full stop, question mark or the like, perhaps in quotes or brackets. */
    static boolean isFinal(String text) {
        return FINAL.indexOf(last(text)) >= 0;
    }

    /** Whether the text ends with any mark that ends a sentence or a part of one. */
    static boolean isMark(String text) {
        char last = last(text);
        return FINAL.indexOf(last) >= 0 || PAUSE.indexOf(last) >= 0;
    }

    /** Whether the text ends with a question mark. */
    static boolean isQuestion(String text) {
        return "?？؟".indexOf(last(text)) >= 0;
    }

    /** Whether the text ends with a colon: it announces what follows. */
    static boolean isColon(String text) {
        return ":：".indexOf(last(text)) >= 0;
    }

    /** The text without full stops at its end; question and exclamation marks stay. */
    static String withoutFullStop(String text) {
        int end = text.length();
        while (end > 0 && ".。｡।۔;,:".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    private static char last(String text) {
        int end = text.length();
        int limit = Math.max(0, end - 12);
        while (end > limit && (CLOSING.indexOf(text.charAt(end - 1)) >= 0 || text.charAt(end - 1) == ' ')) {
            end--;
        }
        return end == 0 ? ' ' : text.charAt(end - 1);
    }
}
