/**
 * The client role: finds proxies, keeps connections to some of them and sends requests to one that is ready.
 *
 * <p>An application gives {@link dev.cocoonsdk.network.client.CocoonNetwork#builder()} to its client's {@code network(…)} and needs
 * nothing else of this package. A node that serves others, such as the drop-in for the official client-runner, opens a {@link
 * dev.cocoonsdk.network.client.CocoonNetwork} itself and uses {@code run}, {@code models} and {@code status}.
 */
@NullMarked
package dev.cocoonsdk.network.client;

import org.jspecify.annotations.NullMarked;
