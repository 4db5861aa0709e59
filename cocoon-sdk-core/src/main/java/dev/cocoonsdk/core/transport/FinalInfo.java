package dev.cocoonsdk.core.transport;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Proof;
import dev.cocoonsdk.core.TokenCount;
import org.jspecify.annotations.Nullable;

/**
 * What the network says about a finished query, beside the answer itself ({@code final_info}, {@code docs/protocol/wire.md} 9.4).
 * All counts are adjusted tokens ({@code docs/protocol/wire.md} 10.2).
 *
 * @param prompt prompt tokens
 * @param cached cached prompt tokens
 * @param completion completion tokens
 * @param reasoning reasoning tokens
 * @param total what is charged
 * @param cost {@code total} times the price of a token, or null if the transport does not know the price
 * @param proof what a sealing transport learned about who answered, or null if it did not seal the request
 */
public record FinalInfo(
        TokenCount prompt,
        TokenCount cached,
        TokenCount completion,
        TokenCount reasoning,
        TokenCount total,
        @Nullable NanoTon cost,
        @Nullable Proof proof) {}
