package dev.cocoonsdk.core.transport;

/** What a server understands beside OpenAI's API. */
public enum Dialect {
    /**
     * A Cocoon client-runner or broker: {@code max_coefficient} and {@code timeout} travel as members of the JSON body ({@code
     * docs/protocol/http-api.md} 2.3).
     */
    COCOON,
    /** Any other server: bodies go out as they are. */
    OPENAI
}
