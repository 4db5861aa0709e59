package dev.cocoonsdk.it.crash;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WalletAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Without a chain: the ledger and the native protocol alone, which restart in a second or two. */
final class FakeTonWorld implements CrashWorld {

    private static final Path EXAMPLES = Path.of("../examples/config");
    private static final String MODEL = "crash/model";

    private final Tally tally = new Tally();
    private final MeteredLlm llm;
    private final Victim broker;
    private final Victim provider;
    private final Victim client;
    private final URI clientDoor;
    private final URI brokerDoor;
    private final TonAddress wallet;

    /** @param ledger members of {@code reference_broker} that choose the ledger store */
    FakeTonWorld(Path directory, JsonObject ledger) throws IOException {
        llm = new MeteredLlm(tally);
        int workers = freePort();
        int clients = freePort();
        int api = freePort();
        int http = freePort();
        String root = write(directory, "root.json", root(workers, clients));
        broker = new Victim(
                "broker", directory, arguments("broker", root, broker(directory, workers, clients, api, ledger)));
        provider = new Victim("provider", directory, arguments("provider", root, provider(directory)));
        client = new Victim("client", directory, arguments("client", root, client(directory, http)));
        clientDoor = URI.create("http://127.0.0.1:" + http);
        brokerDoor = URI.create("http://127.0.0.1:" + api);
        wallet = wallet(example("client-config.json"));
        for (Victim victim : victims()) {
            victim.start();
        }
    }

    private static List<String> arguments(String command, String root, String config) {
        return List.of(command, "-c", config, "--disable-ton", root);
    }

    private static JsonObject root(int workers, int clients) throws IOException {
        JsonObject proxy = JsonValue.object("seqno", 1, "address", "127.0.0.1:" + workers + " 127.0.0.1:" + clients);
        return example("fake-ton-config.json").with("registered_proxies", JsonValue.array(List.of(proxy)));
    }

    private static String broker(Path directory, int workers, int clients, int api, JsonObject ledger)
            throws IOException {
        JsonObject config = example("proxy-config.json")
                .with("http_port", JsonValue.of(0))
                .with("workers_rpc_port", JsonValue.of(0))
                .with("client_rpc_port", JsonValue.of(0))
                .with("db_path", JsonValue.of(directory.resolve("broker-db").toString()));
        JsonObject own =
                JsonValue.object("api_port", api, "admin_port", -1, "save_state_seconds", 1, "pow_difficulty", 4);
        own = own.with("tls_worker_port", JsonValue.of(workers)).with("tls_client_port", JsonValue.of(clients));
        for (Map.Entry<String, JsonValue> member : ledger.members().entrySet()) {
            own = own.with(member.getKey(), member.getValue());
        }
        return write(directory, "broker.json", config.with("reference_broker", own));
    }

    private String provider(Path directory) throws IOException {
        JsonObject config = example("worker-config.json")
                .with("http_port", JsonValue.of(0))
                .with("model_name", JsonValue.of(MODEL))
                .with("forward_requests_to", JsonValue.of(llm.address()))
                .with("reference_provider", JsonValue.object("engine", "upstream"));
        return write(directory, "provider.json", config);
    }

    private static String client(Path directory, int http) throws IOException {
        return write(directory, "client.json", example("client-config.json").with("http_port", JsonValue.of(http)));
    }

    private static TonAddress wallet(JsonObject config) {
        return WalletAddress.of(
                Ed25519Key.ofBase64(config.string("node_wallet_key")).publicKey(),
                TonAddress.parse(config.string("owner_address")));
    }

    static JsonObject example(String name) throws IOException {
        return (JsonObject) JsonValue.parse(Files.readAllBytes(EXAMPLES.resolve(name)));
    }

    static String write(Path directory, String name, JsonObject json) throws IOException {
        return Files.write(directory.resolve(name), json.toJsonBytes()).toString();
    }

    /** One below those that the system gives out by itself, so that nobody takes it while its process is dead. */
    static int freePort() throws IOException {
        Random random = new Random();
        for (int tries = 0; tries < 1000; tries++) {
            int port = 10_000 + random.nextInt(20_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IOException("no free port");
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
        return wallet + ":";
    }

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public void onKilled(Victim victim) {}

    @Override
    public void quiesce() {}

    @Override
    public void compare(Tally tally, Witness.Shown shown) {}

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
        llm.close();
    }
}
