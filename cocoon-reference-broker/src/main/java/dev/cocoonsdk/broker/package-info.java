/** The reference broker: the proxy role of the network. */
@NullMarked
package dev.cocoonsdk.broker;

import org.jspecify.annotations.NullMarked;
