package dev.cocoonsdk.ton.root;

import dev.cocoonsdk.ton.api.TonApi;

/**
 * Somebody who is asked for the root contract.
 *
 * @param name short and unique, for logs and provenance; operators of a quorum must really be different ones, which no program can check
 * @param api how to ask; stays open
 */
public record RootEndpoint(String name, TonApi api) {}
