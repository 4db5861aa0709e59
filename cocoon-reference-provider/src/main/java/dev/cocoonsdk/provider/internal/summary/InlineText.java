package dev.cocoonsdk.provider.internal.summary;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One paragraph without mark-up: Markdown emphasis, code spans, links, images, footnote marks, HTML tags and entities. */
final class InlineText {

    private static final Pattern TAG = Pattern.compile(
            "</?(?:a|abbr|article|b|big|blockquote|body|br|center|cite|code|dd|del|details|div|dl|dt|em|figure|figcaption|font|"
                    + "footer|h[1-6]|head|header|hr|html|i|img|ins|kbd|li|main|mark|nav|ol|p|picture|pre|q|s|samp|section|"
                    + "small|source|span|strong|sub|summary|sup|svg|table|tbody|td|th|thead|tr|tt|u|ul|var)"
                    + "(?:\\s[^<>]*)?/?>",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern IMAGE =
            Pattern.compile("!\\[[^\\[\\]]{0,1000}\\](?:\\([^()\\s]*(?:\\s[^()]*)?\\)|\\[[^\\[\\]]*\\])");
    private static final Pattern LINK = Pattern.compile(
            "\\[([^\\[\\]]{1,1000})\\](?:\\([^()\\s]*(?:\\([^()]*\\)[^()\\s]*)?(?:\\s[^()]*)?\\)|\\[[^\\[\\]]{0,200}\\])");
    private static final Pattern EMPTY_LINK = Pattern.compile("\\[\\s*\\]\\([^()]*\\)");
    private static final Pattern AUTO_LINK = Pattern.compile("<(?:https?|mailto|ftp):[^<>\\s]*>");
    private static final Pattern URL_IN_BRACKETS =
            Pattern.compile("\\s?[(\\[](?:see:?\\s)?https?://[^\\s()\\[\\]]*[)\\]]");
    private static final Pattern FOOTNOTE = Pattern.compile("\\[(?:\\^[^\\[\\]\\s]{1,40}|\\d{1,3}|citation needed)\\]");
    private static final Pattern STRONG = Pattern.compile("(\\*\\*|__|~~)(?=\\S)([^*_~]{1,300}?)(?<=\\S)\\1");
    private static final Pattern EMPHASIS =
            Pattern.compile("(?<![\\p{L}\\p{N}*_])([*_])(?=[^\\s*_])([^*_]{1,300}?)(?<=\\S)\\1(?![\\p{L}\\p{N}*_])");
    private static final Pattern CODE = Pattern.compile("(`{1,3})([^`]{1,1000})\\1");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\`*_{}\\[\\]()#+\\-.!|>~])");
    private static final Pattern ENTITY = Pattern.compile("&(#?[A-Za-z0-9]{1,8});");
    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0\\u2000-\\u200a\\u202f\\u3000]+");
    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("#39", "'"),
            Map.entry("nbsp", " "),
            Map.entry("mdash", "—"),
            Map.entry("ndash", "–"),
            Map.entry("hellip", "…"),
            Map.entry("rsquo", "’"),
            Map.entry("lsquo", "‘"),
            Map.entry("rdquo", "”"),
            Map.entry("ldquo", "“"));

    private InlineText() {}

    /** Removes HTML comments of a whole document; they may span lines. */
    static String withoutComments(String document) {
        StringBuilder kept = new StringBuilder();
        int from = 0;
        for (int start = document.indexOf("<!--"); start >= 0; start = document.indexOf("<!--", from)) {
            int end = document.indexOf("-->", start + 4);
            if (end < 0) {
                break;
            }
            kept.append(document, from, start);
            from = end + 3;
        }
        return kept.append(document, from, document.length()).toString();
    }

    /** The paragraph as a reader sees it, white space reduced to single spaces. */
    static String plain(String paragraph) {
        String text = paragraph;
        if (text.indexOf('[') >= 0) {
            text = IMAGE.matcher(text).replaceAll("");
            text = LINK.matcher(text).replaceAll("$1");
            text = EMPTY_LINK.matcher(text).replaceAll("");
            text = FOOTNOTE.matcher(text).replaceAll("");
        }
        if (text.indexOf('<') >= 0) {
            text = AUTO_LINK.matcher(text).replaceAll("");
            text = TAG.matcher(text).replaceAll("");
        }
        text = URL_IN_BRACKETS.matcher(text).replaceAll("");
        if (text.indexOf('`') >= 0) {
            text = CODE.matcher(text).replaceAll("$2");
        }
        if (text.indexOf('*') >= 0 || text.indexOf('_') >= 0 || text.indexOf('~') >= 0) {
            text = STRONG.matcher(text).replaceAll("$2");
            text = EMPHASIS.matcher(text).replaceAll("$2");
        }
        text = ESCAPE.matcher(text).replaceAll("$1");
        text = text.indexOf('&') < 0 ? text : ENTITY.matcher(text).replaceAll(InlineText::entity);
        return SPACE.matcher(text).replaceAll(" ").strip();
    }

    private static String entity(MatchResult match) {
        return Matcher.quoteReplacement(ENTITIES.getOrDefault(match.group(1), match.group()));
    }
}
