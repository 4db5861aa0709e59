package dev.cocoonsdk.core.draft;

import dev.cocoonsdk.core.Calls;

/**
 * Drafts replies and rewrites. Beyond the errors of every call, it fails with {@link
 * dev.cocoonsdk.core.error.UnsupportedByModelException} if the server says that the model cannot draft, with {@link
 * dev.cocoonsdk.core.error.InvalidRequestException} if the input does not fit into the model's context, and with {@link
 * dev.cocoonsdk.core.error.ProviderFailureException} if the answer has no text.
 */
public interface DraftCalls extends Calls<DraftRequest, DraftEvent, DraftResult> {}
