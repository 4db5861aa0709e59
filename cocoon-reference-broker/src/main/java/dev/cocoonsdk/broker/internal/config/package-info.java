/** Reading configuration files as the C++ runners do. Start with {@link dev.cocoonsdk.broker.internal.config.TlJsonObject}. */
@NullMarked
package dev.cocoonsdk.broker.internal.config;

import org.jspecify.annotations.NullMarked;
