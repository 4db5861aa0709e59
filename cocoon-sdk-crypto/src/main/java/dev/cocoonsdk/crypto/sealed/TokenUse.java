package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.TokenCount;

/**
 * Tokens of a request by kind.
 *
 * @param prompt of the prompt, without the cached ones
 * @param cached of the prompt that the engine had already
 * @param completion of the answer
 * @param reasoning that the engine thought before it answered
 */
public record TokenUse(TokenCount prompt, TokenCount cached, TokenCount completion, TokenCount reasoning) {

    void write(CanonicalWriter out) {
        out.u64(prompt.value()).u64(cached.value()).u64(completion.value()).u64(reasoning.value());
    }

    static TokenUse read(CanonicalReader in, String kind) {
        return new TokenUse(
                TokenCount.of(in.u64(kind + " prompt tokens")),
                TokenCount.of(in.u64(kind + " cached tokens")),
                TokenCount.of(in.u64(kind + " completion tokens")),
                TokenCount.of(in.u64(kind + " reasoning tokens")));
    }
}
