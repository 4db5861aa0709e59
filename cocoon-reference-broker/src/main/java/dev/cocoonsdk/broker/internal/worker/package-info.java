/** The native worker port on Netty. Start with {@link dev.cocoonsdk.broker.internal.worker.WorkerPort}. */
@NullMarked
package dev.cocoonsdk.broker.internal.worker;

import org.jspecify.annotations.NullMarked;
