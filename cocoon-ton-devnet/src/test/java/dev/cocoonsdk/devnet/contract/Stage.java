package dev.cocoonsdk.devnet.contract;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.devnet.DevnetTransaction;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.contract.ClientContract;
import dev.cocoonsdk.ton.contract.ClientData;
import dev.cocoonsdk.ton.contract.ProxyContract;
import dev.cocoonsdk.ton.contract.ProxyData;
import dev.cocoonsdk.ton.contract.WorkerContract;
import dev.cocoonsdk.ton.contract.WorkerData;
import dev.cocoonsdk.ton.wallet.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** One proxy with a client and a worker contract on a devnet of its own, and the accounts around them as in {@code lifecycle.json}. */
final class Stage implements AutoCloseable {

    static final Instant START = Instant.ofEpochSecond(1_765_000_000);
    static final Ed25519Key KEY = key(7);
    static final Ed25519Key WRONG_KEY = key(8);
    static final TonAddress PROXY_OWNER = account(0x11);
    static final TonAddress WORKER_OWNER = account(0x22);
    static final TonAddress CLIENT_WALLET = account(0x33);
    static final TonAddress PROXY_WALLET = account(0x44);
    static final TonAddress WORKER_WALLET = account(0x55);
    static final TonAddress STRANGER = account(0x66);
    static final TonAddress ROOT = account(0x77);

    /** The params of {@code lifecycle.json} with our codes. */
    static final ContractParams PARAMS = new ContractParams(
            3,
            1,
            17,
            true,
            NanoTon.of(20),
            NanoTon.of(18),
            new TokenMultipliers(10_000, 1_000, 80_000, 80_000),
            Duration.ofDays(1),
            Duration.ofDays(1),
            NanoTon.PER_TON,
            NanoTon.ofTon(15),
            DevnetContracts.codes());

    final Devnet devnet;
    final ProxyContract proxy;
    final ClientContract client;
    final WorkerContract worker;

    Stage() {
        this(PARAMS);
    }

    Stage(ContractParams params) {
        devnet = Devnet.builder().clock(InstantSource.fixed(START)).open();
        ContractAddresses addresses = ContractAddresses.of(params, ROOT, PROXY_OWNER, KEY.publicKey());
        proxy = ProxyContract.of(addresses);
        client = ClientContract.of(addresses, CLIENT_WALLET);
        worker = WorkerContract.of(addresses, WORKER_OWNER);
    }

    static TonAddress account(int filler) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filler);
        return TonAddress.basechain(dev.cocoonsdk.core.Hash256.of(bytes));
    }

    static Ed25519Key key(int filler) {
        byte[] seed = new byte[Ed25519Key.SEED_LENGTH];
        Arrays.fill(seed, (byte) filler);
        return Ed25519Key.ofSeed(seed);
    }

    static NanoTon ton(String amount) {
        return NanoTon.parse(amount);
    }

    /** Deploys the three contracts with the coins that the nodes attach. */
    Stage deployed() {
        deploy(PROXY_WALLET, proxy.init(), ton("0.3"));
        deploy(CLIENT_WALLET, client.init(), ton("0.8"));
        deploy(WORKER_WALLET, worker.init(), ton("0.3"));
        return this;
    }

    void deploy(TonAddress from, StateInit init, NanoTon value) {
        send(from, Transfer.deploy(init, value));
    }

    Outcome send(TonAddress from, TonAddress to, NanoTon value, Cell body) {
        return send(from, Transfer.message(to, value, body));
    }

    Outcome send(TonAddress from, Transfer transfer) {
        List<DevnetTransaction> transactions = devnet.deliver(Devnet.internalFrom(from, transfer));
        return new Outcome(transactions);
    }

    ProxyData proxyData() {
        return get(proxy.data(devnet.api()));
    }

    ClientData clientData() {
        return get(client.data(devnet.api()));
    }

    WorkerData workerData() {
        return get(worker.data(devnet.api()));
    }

    long coins(TonAddress address) {
        return devnet.account(address).balance().value();
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Override
    public void close() {
        devnet.close();
    }
}
