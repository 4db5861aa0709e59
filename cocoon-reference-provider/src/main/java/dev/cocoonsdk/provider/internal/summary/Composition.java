package dev.cocoonsdk.provider.internal.summary;

import dev.cocoonsdk.core.task.SummaryStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints the chosen passages in the asked style. */
final class Composition {

    private static final int MIN_TITLE = 5;
    private static final int LONGEST_ANNOUNCEMENT = 6;

    private Composition() {}

    static List<String> of(
            SummaryStyle style, Material material, Length length, boolean focused, List<Passage> chosen) {
        boolean headline = style == SummaryStyle.HEADLINE;
        List<String> texts =
                chosen.stream().map(headline ? Passage::meaning : Passage::text).toList();
        if (!headline && length.words() && texts.size() == 1) {
            texts = List.of(Shortening.toWords(texts.get(0), length.limit()));
        }
        return switch (style) {
            case PARAGRAPH -> joined(texts, "", material.separator());
            case BULLETS -> joined(texts, "- ", "\n- ");
            case HEADLINE -> List.of(headline(material, length, focused, texts));
        };
    }

    private static List<String> joined(List<String> texts, String before, String between) {
        List<String> pieces = new ArrayList<>();
        for (String text : texts) {
            pieces.add((pieces.isEmpty() ? before : between) + text);
        }
        return pieces;
    }

    /** The document's own title says it best; a sentence says it without its announcement ("Let's decide: we move …"). */
    private static String headline(Material material, Length length, boolean focused, List<String> texts) {
        int words = Math.max(1, length.limit() / (length.words() ? texts.size() : 1));
        if (!focused && texts.size() == 1 && Words.count(material.title()) >= MIN_TITLE) {
            return Shortening.headline(material.title(), words);
        }
        return texts.stream()
                .map(text -> Shortening.headline(withoutAnnouncement(text), words))
                .collect(Collectors.joining("; "));
    }

    private static String withoutAnnouncement(String text) {
        int colon = text.indexOf(": ");
        if (colon < 0 || Words.count(text.substring(0, colon)) > LONGEST_ANNOUNCEMENT) {
            return text;
        }
        String rest = text.substring(colon + 2);
        return rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1);
    }
}
