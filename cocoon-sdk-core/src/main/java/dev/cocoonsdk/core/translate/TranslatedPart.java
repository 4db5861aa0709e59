package dev.cocoonsdk.core.translate;

/**
 * Which stretch of the source became which stretch of the translation. All positions are UTF-16 indexes.
 *
 * @param sourceStart first character in the source
 * @param sourceEnd character after the last one in the source
 * @param start first character in the translation
 * @param end character after the last one in the translation
 */
public record TranslatedPart(int sourceStart, int sourceEnd, int start, int end) {}
