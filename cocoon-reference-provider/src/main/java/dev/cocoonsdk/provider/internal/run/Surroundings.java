package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.network.Backoff;
import dev.cocoonsdk.network.NioLoop;
import dev.cocoonsdk.network.Offload;
import dev.cocoonsdk.network.client.ProxyRoute;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What all connections of a provider share.
 *
 * @param loop drives them
 * @param network the root configuration and the proxies met
 * @param route how proxies are reached
 * @param offload takes proof of work and TLS off the loop's thread
 * @param validation runs the checks of large requests
 * @param sealed opens sealed requests
 * @param backoff waits before connecting again
 * @param clock of headers and final infos
 * @param stats counts requests
 */
public record Surroundings(
        NioLoop loop,
        NetworkState network,
        ProxyRoute route,
        Offload offload,
        Executor validation,
        SealedRequests sealed,
        Backoff backoff,
        Clock clock,
        RequestStats stats) {}
