/** The reference provider: the worker role of the network. */
@NullMarked
package dev.cocoonsdk.provider;

import org.jspecify.annotations.NullMarked;
