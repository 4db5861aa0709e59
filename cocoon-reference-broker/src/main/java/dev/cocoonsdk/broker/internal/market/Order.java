package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.network.tl.TlBytes;
import org.jspecify.annotations.Nullable;

/**
 * A request as a door hands it in.
 *
 * @param terms what admission and matching need to know
 * @param request the serialised {@code http.request}, forwarded unchanged
 * @param defect why the request is no {@code http.request}, null if it is one. Only a request that passes all other checks is
 *     refused for it ({@code docs/protocol/wire.md} 9.3)
 */
public record Order(Terms terms, TlBytes request, @Nullable String defect) {}
