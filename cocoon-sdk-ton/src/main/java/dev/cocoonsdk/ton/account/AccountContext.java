package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.state.StateStore;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** What all accounts of a wallet share. */
record AccountContext(
        TonApi api,
        NodeWallet wallet,
        StateStore store,
        ClientSecrets secrets,
        AccountPolicy policy,
        InstantSource clock,
        RandomGenerator random,
        Executor executor,
        boolean testnet) {}
