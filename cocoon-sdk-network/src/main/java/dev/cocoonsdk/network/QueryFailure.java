package dev.cocoonsdk.network;

/**
 * Why a query has no answer ({@code docs/protocol/wire.md} 3.4).
 *
 * @param timeout true if the peer did not answer in time, false if it refused
 * @param code a code of wire.md 14, or 0
 * @param message the peer's text, or ours
 */
public record QueryFailure(boolean timeout, int code, String message) {}
