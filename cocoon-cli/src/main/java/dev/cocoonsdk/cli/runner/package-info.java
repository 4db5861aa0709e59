/**
 * The drop-in client-runner: an OpenAI-compatible HTTP server on one side, the Cocoon network on the other
 * ({@code docs/protocol/http-api.md}). Start with {@link dev.cocoonsdk.cli.runner.ClientRunner}; a request's way is
 * {@code HttpConnection}, {@code RunnerPages}, {@code Completions}, {@link dev.cocoonsdk.network.client.CocoonNetwork}, {@code AnswerRelay}.
 */
@NullMarked
package dev.cocoonsdk.cli.runner;

import org.jspecify.annotations.NullMarked;
