package dev.cocoonsdk.it.crash;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.devnet.DevnetRoot;
import dev.cocoonsdk.devnet.http.DevnetHttp;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.WalletCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * On a local chain in this JVM, which the processes reach over HTTP. Prices are high and thresholds low, so that deposits, charges, saved
 * states, payouts and withdrawals happen every few answers.
 */
final class ChainWorld implements CrashWorld {

    static final NanoTon PRICE = NanoTon.of(100_000);
    static final NanoTon FEE = NanoTon.of(50_000);
    static final String TOP_UP = "1 TON";
    static final String TOP_UP_BELOW = "0.7 TON";

    private static final String MODEL = "crash/model";
    private static final String SECRET = "the secret of a client that crashes";
    private static final NanoTon COINS = NanoTon.ofTon(1_000);

    private final Tally tally = new Tally();
    private final Devnet devnet = Devnet.open();
    private final DevnetHttp http = DevnetHttp.start(devnet, 0);
    private final MeteredLlm llm;
    private final Path directory;
    private final JsonObject ton;
    private final DevnetRoot root;
    private final TonAddress clientWallet;
    private final Victim broker;
    private final Victim provider;
    private final Victim client;
    private final URI clientDoor;
    private final URI brokerDoor;
    private final ChainBooks books;

    /** @param ledger members of {@code reference_broker} that choose the ledger store */
    ChainWorld(Path directory, JsonObject ledger) throws IOException {
        this.directory = directory;
        llm = new MeteredLlm(tally);
        int workers = FakeTonWorld.freePort();
        int clients = FakeTonWorld.freePort();
        int api = FakeTonWorld.freePort();
        int port = FakeTonWorld.freePort();
        root = DevnetRoot.deploy(devnet, Ed25519Key.ofSeed(new byte[Ed25519Key.SEED_LENGTH]), params());
        root.registerProxy("127.0.0.1:" + workers + " 127.0.0.1:" + clients);
        ton = ton();
        JsonObject brokerFile = broker(workers, clients, api, ledger);
        JsonObject providerFile = provider();
        JsonObject clientFile = client(port);
        fund(brokerFile);
        fund(providerFile);
        clientWallet = fund(clientFile);
        broker = victim("broker", brokerFile);
        provider = victim("provider", providerFile);
        client = victim("client", clientFile);
        clientDoor = URI.create("http://127.0.0.1:" + port);
        brokerDoor = URI.create("http://127.0.0.1:" + api);
        TonAddress providerOwner = TonAddress.parse(providerFile.string("owner_address"));
        books = new ChainBooks(devnet, contracts(brokerFile), clientWallet, providerOwner);
        for (Victim victim : victims()) {
            victim.start();
        }
    }

    private static ContractParams params() {
        return new ContractParams(
                3,
                1,
                13,
                true,
                PRICE,
                FEE,
                TokenMultipliers.DEFAULT,
                Duration.ofHours(2),
                Duration.ofHours(1),
                NanoTon.ofTon(1).value(),
                NanoTon.ofTon(1),
                DevnetContracts.codes());
    }

    private JsonObject ton() throws IOException {
        Path code = directory.resolve("wallet-code.boc");
        Files.write(code, BagOfCells.serialize(DevnetContracts.wallet()));
        JsonObject endpoint = JsonValue.object("url", http.v2().toString(), "version", 2);
        return JsonValue.object(
                "endpoints",
                JsonValue.array(List.of(endpoint)),
                "wallet_code_file",
                code.toString(),
                "poll_milliseconds",
                100);
    }

    private ContractAddresses contracts(JsonObject brokerFile) {
        return ContractAddresses.of(
                root.config().params(),
                root.address(),
                TonAddress.parse(brokerFile.string("owner_address")),
                Ed25519Key.ofBase64(brokerFile.string("machine_specific_private_key"))
                        .publicKey());
    }

    private JsonObject example(String name) throws IOException {
        return FakeTonWorld.example(name)
                .with("root_contract_address", JsonValue.of(root.address().toWire(true)))
                .with("http_port", JsonValue.of(0));
    }

    private JsonObject broker(int workers, int clients, int api, JsonObject ledger) throws IOException {
        JsonObject own = JsonValue.object("api_port", api, "admin_port", -1, "pow_difficulty", 4)
                .with("tls_worker_port", JsonValue.of(workers))
                .with("tls_client_port", JsonValue.of(clients))
                .with("auth_failures_per_minute", JsonValue.of(100_000))
                .with("ton", ton)
                .with(
                        "money",
                        JsonValue.object(
                                "charge_from", "0.05 TON",
                                "payout_from", "0.1 TON",
                                "withdraw_from", "0.1 TON",
                                "save_state_seconds", 1,
                                "retry_seconds", 5));
        for (Map.Entry<String, JsonValue> member : ledger.members().entrySet()) {
            own = own.with(member.getKey(), member.getValue());
        }
        return example("proxy-config.json")
                .with("workers_rpc_port", JsonValue.of(0))
                .with("client_rpc_port", JsonValue.of(0))
                .with("db_path", JsonValue.of(directory.resolve("broker-db").toString()))
                .with("reference_broker", own);
    }

    private JsonObject provider() throws IOException {
        return example("worker-config.json")
                .with("model_name", JsonValue.of(MODEL))
                .with("forward_requests_to", JsonValue.of(llm.address()))
                .with(
                        "reference_provider",
                        JsonValue.object(
                                "engine",
                                "upstream",
                                "db_path",
                                directory.resolve("provider-db").toString(),
                                "ton",
                                ton,
                                "money",
                                JsonValue.object("payout_from", "0.05 TON")));
    }

    private JsonObject client(int port) throws IOException {
        return example("client-config.json")
                .with("http_port", JsonValue.of(port))
                .with("secret_string", JsonValue.of(SECRET))
                .with(
                        "reference_client",
                        JsonValue.object(
                                "db_path",
                                directory.resolve("client-db").toString(),
                                "ton",
                                ton,
                                "money",
                                JsonValue.object(
                                        "top_up",
                                        TOP_UP,
                                        "top_up_below",
                                        TOP_UP_BELOW,
                                        "deposit_per_day",
                                        "900 TON",
                                        "deposit_total",
                                        "900 TON")));
    }

    private TonAddress fund(JsonObject config) {
        TonAddress wallet = CocoonWallet.of(
                        Ed25519Key.ofBase64(config.string("node_wallet_key")).publicKey(),
                        TonAddress.parse(config.string("owner_address")),
                        WalletCode.of(DevnetContracts.wallet()))
                .address();
        devnet.fund(wallet, COINS);
        return wallet;
    }

    private Victim victim(String command, JsonObject config) throws IOException {
        String file = FakeTonWorld.write(directory, command + ".json", config);
        return new Victim(command, directory, List.of(command, "-c", file, "-v", "3"));
    }

    ChainBooks books() {
        return books;
    }

    @Override
    public Tally tally() {
        return tally;
    }

    @Override
    public List<Victim> victims() {
        return List.of(broker, provider, client);
    }

    @Override
    public Victim broker() {
        return broker;
    }

    @Override
    public URI clientDoor() {
        return clientDoor;
    }

    @Override
    public URI brokerDoor() {
        return brokerDoor;
    }

    @Override
    public String bearer() {
        return clientWallet + ":" + SECRET;
    }

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public void onKilled(Victim victim) {}

    @Override
    public void quiesce() {
        books.awaitQuiet();
    }

    @Override
    public void compare(Tally tally, Witness.Shown shown) {
        books.compare(shown);
    }

    @Override
    public String messages() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Victim victim : victims()) {
            all.append(victim.messages());
        }
        return all.toString();
    }

    @Override
    public void close() {
        List<Victim> reversed = new ArrayList<>(victims());
        for (int i = reversed.size() - 1; i >= 0; i--) {
            reversed.get(i).close();
        }
        books.close();
        llm.close();
        http.close();
        devnet.close();
    }
}
