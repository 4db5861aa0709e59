/** The reference provider: the worker role of the network. The engines are in {@link dev.cocoonsdk.provider.engine}. */
@NullMarked
package dev.cocoonsdk.provider;

import org.jspecify.annotations.NullMarked;
