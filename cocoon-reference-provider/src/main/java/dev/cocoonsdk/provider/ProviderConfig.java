package dev.cocoonsdk.provider;

import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.PseudoRootConfig;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of a provider: the file of the official worker-runner ({@code docs/protocol/wire.md} 12) with our additions in
 * its member {@code reference_provider} ({@code docs/engines.md} 5).
 *
 * @param isTest test network flag of the Cocoon network; must equal the brokers'
 * @param isTestnet whether addresses carry TON's testnet flag
 * @param owner who is paid
 * @param rootContract the root contract
 * @param proxyConnections to how many of the root contract's brokers to connect
 * @param broker the one broker to connect to, or null to take the root contract's
 * @param engines what to serve, at least one
 * @param unknownFields full names of members that were not understood and have no effect
 * @param unusedFields members of the official runner that have no effect here yet: what belongs to the chain, to the router and
 *     to the status pages
 * @param fakeTon the root configuration without a chain, or null if it comes from the chain
 */
public record ProviderConfig(
        boolean isTest,
        boolean isTestnet,
        TonAddress owner,
        TonAddress rootContract,
        int proxyConnections,
        @Nullable InetSocketAddress broker,
        List<EngineConfig> engines,
        List<String> unknownFields,
        List<String> unusedFields,
        @Nullable RootConfig fakeTon) {

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "check_proxy_hashes",
            "connect_to_proxy_via",
            "http_access_hash",
            "http_port",
            "image_hash",
            "node_wallet_key",
            "rpc_port",
            "ton_config_filename");

    /** Copies the lists. */
    public ProviderConfig {
        engines = List.copyOf(engines);
        unknownFields = List.copyOf(unknownFields);
        unusedFields = List.copyOf(unusedFields);
    }

    /**
     * Reads a file of the official worker-runner.
     *
     * @throws ConfigException if it cannot be read or a member is unusable
     */
    public static ProviderConfig load(Path file) {
        JsonObject json = RunnerConfigReader.parseFile(file);
        try {
            return parse(json);
        } catch (ConfigException e) {
            throw e.in(file.toString());
        }
    }

    /**
     * Reads the object that such a file holds.
     *
     * @throws ConfigException if a member is unusable
     */
    public static ProviderConfig parse(JsonObject json) {
        RunnerConfigReader file = RunnerConfigReader.of(json);
        RunnerConfigReader own = file.object("reference_provider");
        List<String> unused = WITHOUT_EFFECT.stream().filter(file::has).sorted().toList();
        List<EngineConfig> engines = new ArrayList<>();
        engines.add(EngineConfig.read(own, file));
        for (RunnerConfigReader model : own.objects("models")) {
            engines.add(EngineConfig.read(model, model));
        }
        ProviderConfig config = new ProviderConfig(
                file.flag("is_test"),
                file.flag("is_testnet"),
                address(file, "owner_address"),
                address(file, "root_contract_address"),
                (int) file.integer("proxy_connections", 0, 0, 1_000),
                broker(own),
                engines,
                List.of(),
                unused,
                null);
        return config.withUnknown(file.unknown());
    }

    private ProviderConfig withUnknown(List<String> unknown) {
        return new ProviderConfig(
                isTest,
                isTestnet,
                owner,
                rootContract,
                proxyConnections,
                broker,
                engines,
                unknown,
                unusedFields,
                fakeTon);
    }

    private static TonAddress address(RunnerConfigReader json, String name) {
        return json.parsed(name, "a TON address, 48 characters", TonAddress::parse);
    }

    private static @Nullable InetSocketAddress broker(RunnerConfigReader json) {
        String text = json.text("broker", "");
        return text.isEmpty() ? null : hostAndPort(text, json);
    }

    private static InetSocketAddress hostAndPort(String text, RunnerConfigReader json) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw json.wrong("broker", "host:port");
        }
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
    }

    /** The same with another broker ({@code --broker}). */
    public ProviderConfig withBroker(InetSocketAddress address) {
        return new ProviderConfig(
                isTest,
                isTestnet,
                owner,
                rootContract,
                proxyConnections,
                address,
                engines,
                unknownFields,
                unusedFields,
                fakeTon);
    }

    /** The same without a chain. */
    public ProviderConfig withFakeTon(RootConfig root) {
        return new ProviderConfig(
                isTest,
                isTestnet,
                owner,
                rootContract,
                proxyConnections,
                broker,
                engines,
                unknownFields,
                unusedFields,
                root);
    }

    /**
     * The same without a chain, with the root configuration of a file ({@code -C}, {@code --disable-ton}).
     *
     * @throws ConfigException if it cannot be read or a member is unusable
     */
    public ProviderConfig withFakeTon(Path file) {
        JsonObject json = RunnerConfigReader.parseFile(file);
        try {
            PseudoRootConfig pseudo = RootConfig.ofPseudoJson(json, Instant.now());
            List<String> unknown = new ArrayList<>(unknownFields);
            pseudo.unknownMembers().forEach(name -> unknown.add(file.getFileName() + ": " + name));
            return withFakeTon(pseudo.config()).withUnknown(unknown);
        } catch (ConfigException e) {
            throw e.in(file.toString());
        }
    }

    /**
     * A provider of this configuration, ready to be started; its engines are made here.
     *
     * @throws ConfigException if there is no root configuration: without a chain it comes from {@link #withFakeTon(Path)}
     */
    public Provider.Builder toProvider() {
        RootConfig root = fakeTon;
        if (root == null) {
            throw new ConfigException(
                    "root configuration",
                    null,
                    "a fake-TON file, option --disable-ton; the chain is not reachable yet");
        }
        Provider.Builder builder = Provider.builder(new Provider.Network(rootContract, root, isTest, isTestnet), owner)
                .proxyConnections(proxyConnections);
        if (broker != null) {
            builder.broker(broker);
        }
        for (EngineConfig engine : engines) {
            builder.serve(engine.create(), engine.modelName(), engine.coefficient(), engine.maxActiveRequests());
        }
        return builder;
    }
}
