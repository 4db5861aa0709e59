/** The HTTP interface without I/O: errors, request bodies, answer framing. Start with {@link dev.cocoonsdk.broker.internal.api.ApiError}. */
@NullMarked
package dev.cocoonsdk.broker.internal.api;

import org.jspecify.annotations.NullMarked;
