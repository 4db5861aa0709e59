package dev.cocoonsdk.provider.internal.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parts a document into headings, paragraphs and list items, line by line. Reads Markdown and plain text alike; fenced and
 * indented code, tables, front matter, rules and link definitions are left out.
 */
final class Blocks {

    /** What a block is. */
    enum Kind {
        HEADING,
        PARAGRAPH,
        ITEM
    }

    /**
     * One block.
     *
     * @param kind what it is
     * @param level of a heading, from 1; else 0
     * @param text without mark-up, not empty
     */
    record Block(Kind kind, int level, String text) {}

    private static final Pattern FENCE = Pattern.compile("^\\s{0,3}(`{3,}|~{3,}).*");
    private static final Pattern HEADING = Pattern.compile("^\\s{0,3}(#{1,6})\\s+(\\S.*)$");
    private static final Pattern UNDERLINE = Pattern.compile("^\\s{0,3}(=+|-+)\\s*$");
    private static final Pattern TABLE = Pattern.compile("^\\s*\\|.*|^\\s*:?-{3,}:?\\s*\\|.*");
    private static final Pattern ITEM = Pattern.compile("^\\s*(?:[-*+•–‣]|\\(?\\d{1,3}[.)])\\s+(\\S.*)$");
    private static final Pattern DEFINITION = Pattern.compile("^\\s{0,3}\\[[^\\[\\]]+\\]:\\s+\\S+.*");
    private static final Pattern CODE_INDENT = Pattern.compile("^(?: {4,}|\\t).*");

    /** Longer runs of one mark, as in drawn lines, are cut to this. */
    private static final int LONGEST_RUN = 6;

    /** Soft hyphen, zero-width space, byte order mark, word joiner. */
    private static final String INVISIBLE = "\u00ad\u200b\ufeff\u2060";

    private final List<Block> blocks = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private final boolean markdown;
    private Kind openKind = Kind.PARAGRAPH;
    private String fence = "";
    private boolean afterBlank = true;

    private Blocks(boolean markdown) {
        this.markdown = markdown;
    }

    /** The blocks of a document in order. */
    static List<Block> of(String document) {
        String text = InlineText.withoutComments(withoutFrontMatter(clean(document)));
        String[] lines = text.split("\n", -1);
        boolean markdown = false;
        for (String line : lines) {
            markdown |= FENCE.matcher(line).matches() || HEADING.matcher(line).matches();
        }
        Blocks reader = new Blocks(markdown);
        for (int i = 0; i < lines.length; i++) {
            reader.line(lines[i]);
        }
        reader.close();
        return reader.blocks;
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            run = i > 0 && c == text.charAt(i - 1) && !Character.isLetterOrDigit(c) && c > ' ' ? run + 1 : 0;
            if (run >= LONGEST_RUN || INVISIBLE.indexOf(c) >= 0) {
                continue;
            }
            if (c == '\r' || c == '\u2028' || c == '\u2029' || c == '\u0085') {
                boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
                clean.append(pair ? "" : "\n");
            } else {
                clean.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? ' ' : c);
            }
        }
        return clean.toString();
    }

    private static String withoutFrontMatter(String text) {
        if (!text.startsWith("---\n")) {
            return text;
        }
        int end = text.indexOf("\n---\n", 3);
        String head = end < 0 ? "" : text.substring(4, end + 1);
        boolean metadata = end >= 0
                && head.lines()
                        .allMatch(line -> line.isBlank()
                                || line.startsWith(" ")
                                || line.startsWith("-")
                                || line.startsWith("#")
                                || line.indexOf(':') > 0);
        return metadata ? text.substring(end + 5) : text;
    }

    private void line(String line) {
        if (inFence(line)) {
            return;
        }
        Matcher heading = HEADING.matcher(line);
        Matcher item = ITEM.matcher(line);
        if (line.isBlank()) {
            close();
            afterBlank = true;
            return;
        } else if (heading.matches()) {
            close();
            add(Kind.HEADING, heading.group(1).length(), withoutHashes(heading.group(2)));
        } else if (!open.isEmpty()
                && openKind == Kind.PARAGRAPH
                && UNDERLINE.matcher(line).matches()) {
            underlined(line.strip().charAt(0) == '=' ? 1 : 2);
        } else if (isRule(line)
                || TABLE.matcher(line).matches()
                || DEFINITION.matcher(line).matches()) {
            close();
        } else if (markdown && afterBlank && CODE_INDENT.matcher(line).matches() && !item.matches() && !inList()) {
            return;
        } else if (item.matches()) {
            close();
            openKind = Kind.ITEM;
            open.add(item.group(1));
        } else {
            open.add(withoutQuoteMarks(line));
        }
        afterBlank = false;
    }

    private boolean inFence(String line) {
        Matcher matcher = FENCE.matcher(line);
        if (fence.isEmpty()) {
            if (!matcher.matches()) {
                return false;
            }
            close();
            fence = matcher.group(1);
            return true;
        }
        String stripped = line.strip();
        if (stripped.startsWith(fence) && stripped.chars().allMatch(c -> c == fence.charAt(0))) {
            fence = "";
            afterBlank = true;
        }
        return true;
    }

    private static boolean isRule(String line) {
        String marks = line.replace(" ", "").strip();
        return marks.length() >= 3
                && "-*_=".indexOf(marks.charAt(0)) >= 0
                && marks.chars().allMatch(c -> c == marks.charAt(0));
    }

    private static String withoutHashes(String heading) {
        int end = heading.stripTrailing().length();
        while (end > 0 && heading.charAt(end - 1) == '#') {
            end--;
        }
        return heading.substring(0, end);
    }

    private static String withoutQuoteMarks(String line) {
        int start = 0;
        while (start < line.length() && (line.charAt(start) == '>' || Character.isWhitespace(line.charAt(start)))) {
            start++;
        }
        return line.substring(start).stripTrailing();
    }

    private boolean inList() {
        return !blocks.isEmpty() && blocks.get(blocks.size() - 1).kind() == Kind.ITEM;
    }

    /** The last open line turns out to be a heading; what stands before it is a paragraph. */
    private void underlined(int level) {
        String title = open.remove(open.size() - 1);
        close();
        add(Kind.HEADING, level, title);
    }

    private void close() {
        Kind kind = openKind;
        openKind = Kind.PARAGRAPH;
        if (open.isEmpty()) {
            return;
        }
        if (open.size() == 1 && kind == Kind.PARAGRAPH && looksLikeHeading(open.get(0))) {
            add(Kind.HEADING, blocks.isEmpty() ? 1 : 2, open.get(0));
        } else {
            addLines(kind);
        }
        open.clear();
    }

    /** Joins wrapped lines; a short line without an end is a line of its own, as in verse, addresses and notes. */
    private void addLines(Kind kind) {
        int longest = open.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (String line : open) {
            text.append(text.length() == 0 ? "" : " ").append(line);
            boolean ownLine = line.length() < longest * 0.6 && !SentenceEnds.isMark(line);
            if (ownLine && !Words.isIdeograph(line.isEmpty() ? ' ' : line.codePointBefore(line.length()))) {
                add(kind, 0, text.toString());
                text.setLength(0);
            }
        }
        add(kind, 0, text.toString());
    }

    private void add(Kind kind, int level, String marked) {
        String text = InlineText.plain(marked);
        if (!text.isEmpty()) {
            blocks.add(new Block(kind, level, text));
        }
    }

    private static boolean looksLikeHeading(String line) {
        int words = Words.count(line);
        return words >= 1
                && words <= 12
                && line.length() <= 90
                && !SentenceEnds.isMark(line)
                && Character.isLetterOrDigit(line.codePointAt(0))
                && !Character.isLowerCase(line.codePointAt(0))
                && !line.contains("://");
    }
}
