package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.transport.QueryLimits;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The fields of a header before the recipients. */
record HeaderFields(
        EnvelopeHeader.Kind kind,
        @Nullable SealSuite suite,
        boolean stream,
        Hash256 requestId,
        QueryLimits limits,
        Instant createdAt,
        Instant expiresAt,
        ModelId model) {}
