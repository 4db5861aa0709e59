package dev.cocoonsdk.ton.wallet;

/**
 * What a wallet's storage says about its next external message.
 *
 * @param seqno number that the message must have, an unsigned 32-bit number; 0 before the wallet is deployed
 * @param blocked whether the wallet takes none at all
 */
public record WalletView(long seqno, boolean blocked) {}
