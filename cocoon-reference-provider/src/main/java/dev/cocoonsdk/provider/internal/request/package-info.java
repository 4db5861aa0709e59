/**
 * Checks what a broker sends before an engine sees it ({@code docs/protocol/http-api.md} 3). Start with {@link
 * dev.cocoonsdk.provider.internal.request.RequestRules}.
 */
@NullMarked
package dev.cocoonsdk.provider.internal.request;

import org.jspecify.annotations.NullMarked;
