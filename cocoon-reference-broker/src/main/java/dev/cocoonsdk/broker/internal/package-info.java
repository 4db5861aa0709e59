/** How the broker is put together. Start with {@link dev.cocoonsdk.broker.internal.BrokerServer}. */
@NullMarked
package dev.cocoonsdk.broker.internal;

import org.jspecify.annotations.NullMarked;
