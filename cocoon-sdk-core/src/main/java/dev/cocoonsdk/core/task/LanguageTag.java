package dev.cocoonsdk.core.task;

import java.util.IllformedLocaleException;
import java.util.Locale;

/**
 * A natural language as a BCP 47 tag (RFC 5646), for example {@code de} or {@code pt-BR}, in the canonical spelling of {@link
 * Locale#toLanguageTag()}.
 *
 * @param value a well-formed tag, at most {@value #MAX_LENGTH} characters, other than {@code und}
 */
public record LanguageTag(String value) {

    /** Longest tag in characters. */
    public static final int MAX_LENGTH = 100;

    /**
     * Checks and canonicalises the tag.
     *
     * @throws IllegalArgumentException if it is empty, too long, not well-formed, or names no language
     */
    public LanguageTag {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "language: " + value.length() + " characters (expected: 1 to " + MAX_LENGTH + ")");
        }
        try {
            Locale locale = new Locale.Builder().setLanguageTag(value).build();
            if (locale.getLanguage().isEmpty()) {
                throw new IllegalArgumentException(
                        "language: \"" + value + "\" (expected: a tag that names a language)");
            }
            value = locale.toLanguageTag();
        } catch (IllformedLocaleException e) {
            throw new IllegalArgumentException(
                    "language: \"" + value + "\" (expected: a BCP 47 tag such as de or pt-BR)", e);
        }
    }

    /**
     * A tag.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public static LanguageTag of(String tag) {
        return new LanguageTag(tag);
    }

    /**
     * The language of a locale.
     *
     * @throws IllegalArgumentException if the locale names no language
     */
    public static LanguageTag of(Locale locale) {
        return new LanguageTag(locale.toLanguageTag());
    }

    /** The tag as a locale. */
    public Locale toLocale() {
        return Locale.forLanguageTag(value);
    }

    /** The tag. */
    @Override
    public String toString() {
        return value;
    }
}
