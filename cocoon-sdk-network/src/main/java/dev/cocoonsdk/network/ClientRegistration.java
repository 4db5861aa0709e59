package dev.cocoonsdk.network;

import dev.cocoonsdk.ton.TonAddress;

/**
 * What a client said of itself, checked ({@code docs/protocol/wire.md} 7.2).
 *
 * @param wallet the client's Cocoon wallet; the client's identity
 * @param configVersion {@code version} of the root configuration that the client knew when it connected
 * @param protocol the version chosen for this connection, 0 to 2
 */
public record ClientRegistration(TonAddress wallet, int configVersion, int protocol) {}
