/** Native connections on Netty, whoever is at the other end. Start with {@link dev.cocoonsdk.broker.internal.link.LinkPort}. */
@NullMarked
package dev.cocoonsdk.broker.internal.link;

import org.jspecify.annotations.NullMarked;
