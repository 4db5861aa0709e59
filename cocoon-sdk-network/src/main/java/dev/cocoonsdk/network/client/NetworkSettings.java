package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.network.LinkContext;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.ClientAccounts;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What a network was built with. */
record NetworkSettings(
        RootConfigSource root,
        TonAddress rootContract,
        TonAddress wallet,
        Secret secret,
        boolean testnet,
        boolean checkProxyHashes,
        int proxyConnections,
        ProxyRoute route,
        @Nullable InetSocketAddress proxyAddress,
        @Nullable ClientAccounts accounts,
        LinkContext context) {}
