package dev.cocoonsdk.network;

import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/** A proxy as its client or worker pins it: both contracts, the signing key and the owner, null where nobody asks for it. */
record ProxyIdentity(
        TonAddress proxyContract,
        TonAddress ownContract,
        Ed25519PublicKey proxyKey,
        @Nullable TonAddress proxyOwner) {

    ProxyIdentity(TonAddress proxyContract, TonAddress ownContract, Ed25519PublicKey proxyKey) {
        this(proxyContract, ownContract, proxyKey, null);
    }
}
