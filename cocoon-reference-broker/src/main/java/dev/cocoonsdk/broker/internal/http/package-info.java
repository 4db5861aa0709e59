/** The HTTP front door on Netty. Start with {@link dev.cocoonsdk.broker.internal.http.ApiHandler}. */
@NullMarked
package dev.cocoonsdk.broker.internal.http;

import org.jspecify.annotations.NullMarked;
