/** The native client port on Netty. Start with {@link dev.cocoonsdk.broker.internal.client.ClientPort}. */
@NullMarked
package dev.cocoonsdk.broker.internal.client;

import org.jspecify.annotations.NullMarked;
