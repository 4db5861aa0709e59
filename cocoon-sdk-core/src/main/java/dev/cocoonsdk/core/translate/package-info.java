/** Translations of texts of any length. Start at {@link dev.cocoonsdk.core.translate.TranslateRequest}. */
@NullMarked
package dev.cocoonsdk.core.translate;

import org.jspecify.annotations.NullMarked;
