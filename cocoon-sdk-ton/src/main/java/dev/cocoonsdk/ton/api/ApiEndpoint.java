package dev.cocoonsdk.ton.api;

/**
 * One of several ways to the chain.
 *
 * @param name short and unique, for logs and errors
 * @param api how to ask
 */
public record ApiEndpoint(String name, TonApi api) {}
