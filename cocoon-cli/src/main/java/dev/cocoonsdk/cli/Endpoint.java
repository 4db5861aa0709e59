package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A server to talk to.
 *
 * @param url where it listens
 * @param token names and proves the account, or null for none
 */
record Endpoint(URI url, @Nullable Secret token) {}
