package dev.cocoonsdk.benchmarks.stage;

import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A network without a chain, whose broker opens ports with TLS (policy fake_tdx on both sides) and asks for no proof of work. */
public final class BenchNetwork {

    /** The root contract that is imitated. */
    public static final TonAddress ROOT_CONTRACT = address("root contract");

    /** The wallet of every client; without a chain it has practically no limit. */
    public static final TonAddress WALLET = address("client wallet");

    private static final int MAX_CONNECTIONS = 100_000;
    private static final int MAX_DIFFICULTY = 28;

    private BenchNetwork() {}

    /** What the root contract would say. */
    public static RootConfig root() {
        JsonObject pseudo = JsonValue.object(
                "registered_proxies",
                JsonValue.array(List.of(JsonValue.object("seqno", 1, "address", "127.0.0.1:1 127.0.0.1:2"))),
                "price_per_token",
                2,
                "worker_fee_per_token",
                1,
                "last_proxy_seqno",
                1,
                "version",
                1,
                "params_version",
                1,
                "root_owner_address",
                address("root owner").toWire(true));
        return RootConfig.ofPseudoJson(pseudo, Instant.now()).config();
    }

    /** A broker on free ports of this machine. */
    public static BrokerConfig broker() {
        JsonObject json = JsonValue.object(
                "is_test",
                true,
                "is_testnet",
                true,
                "owner_address",
                address("broker owner").toWire(true),
                "root_contract_address",
                ROOT_CONTRACT.toWire(true),
                "node_wallet_key",
                hash("broker wallet key").toBase64(),
                "machine_specific_private_key",
                hash("broker machine key").toBase64(),
                "reference_broker",
                JsonValue.object(
                        "api_port",
                        0,
                        "admin_port",
                        -1,
                        "tls_worker_port",
                        0,
                        "tls_client_port",
                        0,
                        "worker_policy",
                        "fake_tdx",
                        "client_policy",
                        "fake_tdx",
                        "pow_difficulty",
                        0,
                        "max_native_connections",
                        MAX_CONNECTIONS));
        return BrokerConfig.parse(json).withFakeTon(root());
    }

    /** Who a client or a provider is, and what it demands of a broker. */
    public static TlsParty party() {
        Clock clock = Clock.systemUTC();
        return TlsParty.of(
                TlsIdentitySource.renewing(TlsIdentitySource.Kind.FAKE_TDX, clock), AttestationPolicy.fakeTdx(), clock);
    }

    /** How a client or a provider connects. */
    public static ConnectionStack connector() {
        return ConnectionStack.secureConnector(party(), MAX_DIFFICULTY);
    }

    /** The address of an account of this name. */
    public static TonAddress address(String name) {
        return TonAddress.basechain(hash(name));
    }

    private static Hash256 hash(String name) {
        return Hash256.sha256(("cocoon benchmarks: " + name).getBytes(StandardCharsets.UTF_8));
    }
}
