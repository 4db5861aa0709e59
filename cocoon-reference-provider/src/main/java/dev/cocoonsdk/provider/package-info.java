/**
 * The reference provider: the worker role of the network. Start with {@link dev.cocoonsdk.provider.Provider}; the engines are in
 * {@link dev.cocoonsdk.provider.engine}.
 */
@NullMarked
package dev.cocoonsdk.provider;

import org.jspecify.annotations.NullMarked;
