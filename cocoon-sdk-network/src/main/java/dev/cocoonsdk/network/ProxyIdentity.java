package dev.cocoonsdk.network;

import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.TonAddress;

/** A proxy as its client or worker pins it: both contracts and the signing key. */
record ProxyIdentity(TonAddress proxyContract, TonAddress ownContract, Ed25519PublicKey proxyKey) {}
