package dev.cocoonsdk.broker;

import dev.cocoonsdk.broker.ledger.LedgerConfig;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import dev.cocoonsdk.ton.config.TonConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What this broker adds to the official configuration, the object {@code reference_broker}. Every member may be missing.
 *
 * @param listen {@code listen}: address of the ports with TLS and of HTTP, {@code 127.0.0.1}; native ports without TLS are on
 *     loopback always
 * @param allowPlainHttp {@code allow_plain_http}: HTTP listens on other than loopback addresses although it is not encrypted here, for
 *     example because TLS ends in front of this broker; false
 * @param apiPort {@code api_port}: HTTP interface, 0 means any free port; if missing, {@code http_port} + 80
 * @param adminPort {@code admin_port}: administration, 0 means any free port, −1 none; if missing, {@code http_port}
 * @param accounts {@code accounts}: clients without a chain, each {@code {"address", "secret_hash", "balance_nanoton",
 *     "stake_nanoton", "tokens_used", "state"}}; if there are any, no other client is known
 * @param authFailuresPerMinute {@code auth_failures_per_minute}: failed attempts for an account from one address, 10
 * @param requestsPerMinute {@code requests_per_minute}: requests of one account, 0 means without limit
 * @param maxConnections {@code max_connections}: of HTTP callers, 4096
 * @param maxNativeConnections {@code max_native_connections}: of clients and workers together at the ports with TLS, and as many at
 *     those without, 16,384
 * @param maxHandshakesPerAddress {@code max_handshakes_per_address}: connections of one remote address at the ports with TLS whose
 *     handshake is not complete, 256; this machine's own are not limited
 * @param maxBodyBytes {@code max_body_bytes}: largest HTTP request body, 15 MiB; less than a frame of 16 MiB
 * @param requestReadTimeout {@code request_read_timeout_seconds}: for a request to arrive completely, 60
 * @param idleTimeout {@code idle_timeout_seconds}: an HTTP connection without request is closed, 75
 * @param stallTimeout {@code stall_timeout_seconds}: a connection whose peer takes no byte of what waits for it is closed, 60
 * @param maxRequestTimeout {@code max_request_timeout_seconds}: longer timeouts of callers are cut to this, 3600
 * @param answerBufferBytes {@code answer_buffer_bytes}: of one answer waiting for a slow reader or kept for a key, 8 MiB
 * @param idempotencyTtl {@code idempotency_ttl_seconds}: how long an answer is kept for its key, 900
 * @param idempotencyAnswers {@code idempotency_answers}: answers kept, 10,000
 * @param idempotencyBytes {@code idempotency_bytes}: bytes of all answers kept, 64 MiB
 * @param saveStateInterval {@code save_state_seconds}: between two states confirmed on chain, 1 without a chain
 * @param ledger {@code ledger}: {@code "memory"}, {@code "sqlite"} or {@code "postgresql"}; if missing, SQLite with a {@code db_path}, memory
 *     without
 * @param eventLoops {@code event_loops}: threads, 0 means half the processors
 * @param tls native ports with TLS
 * @param ton {@code ton}: how the chain is reached; without endpoints there is none, unless the embedder gives one
 * @param money {@code money}: when coins move; without effect if there is no chain
 */
public record BrokerSettings(
        String listen,
        boolean allowPlainHttp,
        int apiPort,
        int adminPort,
        List<ClientAccount> accounts,
        int authFailuresPerMinute,
        int requestsPerMinute,
        int maxConnections,
        int maxNativeConnections,
        int maxHandshakesPerAddress,
        int maxBodyBytes,
        Duration requestReadTimeout,
        Duration idleTimeout,
        Duration stallTimeout,
        Duration maxRequestTimeout,
        int answerBufferBytes,
        Duration idempotencyTtl,
        int idempotencyAnswers,
        long idempotencyBytes,
        Duration saveStateInterval,
        LedgerConfig ledger,
        int eventLoops,
        TlsPorts tls,
        TonConfig ton,
        SettlementPolicy money) {

    /** A listener that is not wanted. */
    public static final int NO_PORT = -1;

    private static final int MIB = 1 << 20;
    private static final int MAX_PORT = 65_535;
    private static final int API_PORT_OFFSET = 80;

    /** Copies the list. */
    public BrokerSettings {
        accounts = List.copyOf(accounts);
    }

    static BrokerSettings read(RunnerConfigReader json, int httpPort, String dbPath) {
        return new BrokerSettings(
                json.text("listen", "127.0.0.1"),
                json.flag("allow_plain_http"),
                (int) json.integer("api_port", apiPortBeside(httpPort), 0, MAX_PORT),
                (int) json.integer("admin_port", httpPort == 0 ? NO_PORT : httpPort, NO_PORT, MAX_PORT),
                accounts(json),
                (int) json.integer("auth_failures_per_minute", 10, 0, 100_000_000),
                (int) json.integer("requests_per_minute", 0, 0, Integer.MAX_VALUE),
                (int) json.integer("max_connections", 4096, 1, 1_000_000),
                (int) json.integer("max_native_connections", 16_384, 1, 1_000_000),
                (int) json.integer("max_handshakes_per_address", 256, 1, 1_000_000),
                (int) json.integer("max_body_bytes", 15 * MIB, 1, 16 * MIB - 8192),
                seconds(json, "request_read_timeout_seconds", 60),
                seconds(json, "idle_timeout_seconds", 75),
                seconds(json, "stall_timeout_seconds", 60),
                seconds(json, "max_request_timeout_seconds", 3600),
                (int) json.integer("answer_buffer_bytes", 8 * MIB, 1, Integer.MAX_VALUE),
                seconds(json, "idempotency_ttl_seconds", 900),
                (int) json.integer("idempotency_answers", 10_000, 0, 100_000_000),
                json.integer("idempotency_bytes", 64 * MIB, 0, Long.MAX_VALUE),
                seconds(json, "save_state_seconds", 1),
                LedgerConfig.read(json, dbPath),
                (int) json.integer("event_loops", 0, 0, 1024),
                TlsPorts.read(json),
                TonConfig.read(json.object("ton")),
                SettlementPolicy.read(json.object("money")));
    }

    private static int apiPortBeside(int httpPort) {
        return httpPort == 0 || httpPort > MAX_PORT - API_PORT_OFFSET ? 0 : httpPort + API_PORT_OFFSET;
    }

    private static Duration seconds(RunnerConfigReader json, String name, int missing) {
        return Duration.ofSeconds(json.integer(name, missing, 1, 1_000_000_000));
    }

    private static List<ClientAccount> accounts(RunnerConfigReader json) {
        List<ClientAccount> accounts = new ArrayList<>();
        for (RunnerConfigReader account : json.objects("accounts")) {
            byte[] hash = account.bytes32("secret_hash");
            if (hash == null) {
                throw account.wrong("secret_hash", "SHA-256 of the account's secret in base64");
            }
            accounts.add(new ClientAccount(
                    ProxyRunnerConfig.address(account, "address"),
                    Hash256.of(hash),
                    NanoTon.of(account.integer("balance_nanoton", 0, 0, Long.MAX_VALUE)),
                    NanoTon.of(account.integer("stake_nanoton", 0, 0, Long.MAX_VALUE)),
                    TokenCount.of(account.integer("tokens_used", 0, 0, Long.MAX_VALUE)),
                    state(account)));
        }
        return accounts;
    }

    private static ClientAccount.State state(RunnerConfigReader account) {
        String text = account.text("state", "running");
        for (ClientAccount.State state : ClientAccount.State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(text)) {
                return state;
            }
        }
        throw account.wrong("state", "running, closing or closed");
    }
}
