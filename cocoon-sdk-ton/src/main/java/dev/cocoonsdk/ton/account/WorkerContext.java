package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.wallet.NodeWallet;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** What all contracts of a worker share. */
record WorkerContext(TonApi api, NodeWallet wallet, WorkerPolicy policy, InstantSource clock, Executor executor) {}
