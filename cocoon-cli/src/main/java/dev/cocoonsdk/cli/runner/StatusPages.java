package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.CocoonFunds;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.network.client.NetworkStatus;
import dev.cocoonsdk.network.stats.RootConfigJson;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.FakeTonApi;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the runner says of itself ({@code docs/protocol/http-api.md} 5.1, 2.7), as JSON and for people. Thread-safe. */
final class StatusPages {

    private static final List<String> ON_PAGE =
            List.of("status", "stats", "proxy_connections", "proxies", "wallet", "localconf", "root_contract_config");

    private final CocoonNetwork network;
    private final ClientRunnerConfig config;
    private final RunnerCounters counters;
    private final InstantSource clock;
    private final String version;
    private final @Nullable CocoonFunds funds;

    /** @param funds null in fake-TON mode */
    StatusPages(
            CocoonNetwork network,
            ClientRunnerConfig config,
            RunnerCounters counters,
            InstantSource clock,
            String version,
            @Nullable CocoonFunds funds) {
        this.network = network;
        this.config = config;
        this.counters = counters;
        this.clock = clock;
        this.version = version;
        this.funds = funds;
    }

    private long walletBalance() {
        return funds == null
                ? FakeTonApi.ACCOUNT_BALANCE.value()
                : funds.balance().value();
    }

    /** The document of {@code /jsonstats}. */
    JsonObject json() {
        NetworkStatus now = network.status();
        JsonObject json = JsonValue.object(
                "status", status(), "stats", counters.toJson(), "wallet", wallet(now), "localconf", localConfig());
        if (now.root() != null) {
            json = json.with("root_contract_config", RootConfigJson.of(now.root(), config.isTestnet()));
        }
        json = json.with("proxy_connections", connections(now)).with("proxies", accounts(now));
        return funds == null ? json : json.with("reference_client", money(funds));
    }

    private static JsonObject money(CocoonFunds funds) {
        return JsonValue.object(
                "money",
                JsonValue.array(funds.explain().stream().map(JsonValue::of).toList()));
    }

    private JsonValue connections(NetworkStatus now) {
        return JsonValue.array(now.proxies().stream().map(this::connection).toList());
    }

    private JsonValue accounts(NetworkStatus now) {
        long paid = now.root() == null ? 0 : now.root().pricing().tokensFor(FakeTonApi.CLIENT_DEPOSIT);
        return JsonValue.array(
                now.accounts().stream().map(account -> account(account, paid)).toList());
    }

    private JsonObject status() {
        return JsonValue.object(
                "wallet_balance",
                walletBalance(),
                "ton_last_synced_at",
                clock.instant().getEpochSecond(),
                "enabled",
                true,
                "git_commit",
                version,
                "git_commit_data",
                "");
    }

    private JsonObject wallet(NetworkStatus now) {
        return JsonValue.object(
                "address",
                text(now.wallet()),
                "balance",
                walletBalance(),
                "seqno",
                FakeTonApi.WALLET_SEQNO,
                "pending_transactions_cnt",
                0,
                "active_transactions_cnt",
                0);
    }

    private JsonObject localConfig() {
        return JsonValue.object(
                "root_address", text(config.rootContract()),
                "owner_address", text(config.owner()),
                "check_proxy_hash", config.checkProxyHashes() || !config.isTest());
    }

    private JsonObject connection(NetworkStatus.ProxyConnection connection) {
        JsonObject json = JsonValue.object(
                "address", RootConfigJson.address(connection.address()), "is_ready", connection.ready());
        TonAddress contract = connection.proxyContract();
        if (contract != null) {
            json = json.with("proxy_sc_address", JsonValue.of(text(contract)));
        }
        String problem = connection.problem();
        return problem == null ? json : json.with("problem", JsonValue.of(problem));
    }

    private JsonObject account(NetworkStatus.Account account, long paid) {
        return JsonValue.object(
                "proxy_sc_address",
                text(account.proxyContract()),
                "proxy_public_key",
                RootConfigJson.hex(account.proxyKey().value()),
                "sc_address",
                text(account.clientContract()),
                "state",
                0,
                "tokens_used_proxy_committed_to_blockchain",
                account.signed().value(),
                "tokens_used_proxy_committed_to_db",
                account.database().value(),
                "tokens_used_proxy_max",
                account.memory().value(),
                "tokens_charged",
                0,
                "tokens_payed",
                paid);
    }

    private String text(TonAddress address) {
        return address.toWire(config.isTestnet());
    }

    /** The page of {@code /stats}. */
    String html() {
        JsonObject json = json();
        StatsHtml html = new StatsHtml();
        html.heading("Cocoon client");
        for (String name : ON_PAGE) {
            JsonObject object = json.object(name);
            if (name.equals("stats") && object != null) {
                html.rates(name, object);
            } else if (object != null) {
                html.members(name, object);
            } else {
                html.rows(name, json.array(name));
            }
        }
        return html.toString();
    }

    /** The page that answers a command. */
    static String message(String text) {
        return new StatsHtml().paragraph(text).link("/stats", "back").toString();
    }

    /** The page of {@code /perf}. */
    String perf() {
        Runtime runtime = Runtime.getRuntime();
        return "uptime_seconds " + ManagementFactory.getRuntimeMXBean().getUptime() / 1000
                + "\nthreads " + ManagementFactory.getThreadMXBean().getThreadCount()
                + "\nheap_used_bytes " + (runtime.totalMemory() - runtime.freeMemory())
                + "\nheap_max_bytes " + runtime.maxMemory()
                + "\nprocessors " + runtime.availableProcessors() + "\n";
    }
}
