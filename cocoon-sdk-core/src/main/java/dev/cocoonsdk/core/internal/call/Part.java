package dev.cocoonsdk.core.internal.call;

import dev.cocoonsdk.core.NanoTon;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a call a request is.
 *
 * @param name differs among the parts of one call and is the same when the whole call is repeated; the idempotency key of the part is
 *     the call's key with this name. Empty for a call that is one request
 * @param maxPrice what the part may cost within the call's cap, or null for all that is left
 */
public record Part(String name, @Nullable NanoTon maxPrice) {

    /** The whole call. */
    public static final Part WHOLE = new Part("", null);

    /** A named part that may cost all that is left. */
    public static Part named(String name) {
        return new Part(name, null);
    }
}
