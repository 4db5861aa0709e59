/** Drafts: suggested replies and rewrites. Start at {@link dev.cocoonsdk.core.draft.DraftRequest}. */
@NullMarked
package dev.cocoonsdk.core.draft;

import org.jspecify.annotations.NullMarked;
