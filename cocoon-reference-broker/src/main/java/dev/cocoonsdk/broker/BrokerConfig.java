package dev.cocoonsdk.broker;

import dev.cocoonsdk.broker.ledger.LedgerConfig;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.network.TdxConfig;
import dev.cocoonsdk.network.client.RootConfigSource;
import dev.cocoonsdk.ton.PseudoRootConfig;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of a broker: the official proxy-runner's file with our additions, and the root configuration that replaces the
 * chain in fake-TON mode ({@code docs/protocol/wire.md} 12, {@code payments.md} 12).
 *
 * @param runner the official members
 * @param settings our additions
 * @param tdx what policies know and what the own certificate shows, {@code reference_broker.tdx}
 * @param unknownFields full names of members that were not understood and have no effect
 * @param fakeTon the root configuration without a chain, or null to use the chain
 * @param rootSource asked for newer ones every 30 to 60 s, or null if there is no {@code fakeTon}
 */
public record BrokerConfig(
        ProxyRunnerConfig runner,
        BrokerSettings settings,
        TdxConfig tdx,
        List<String> unknownFields,
        @Nullable RootConfig fakeTon,
        @Nullable RootConfigSource rootSource) {

    /** Copies the list. */
    public BrokerConfig {
        unknownFields = List.copyOf(unknownFields);
    }

    /**
     * Reads a file of the official proxy-runner.
     *
     * @throws ConfigException if it cannot be read or a member is unusable
     */
    public static BrokerConfig load(Path file) {
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
    public static BrokerConfig parse(JsonObject json) {
        RunnerConfigReader root = RunnerConfigReader.of(json);
        ProxyRunnerConfig runner = ProxyRunnerConfig.read(root);
        RunnerConfigReader own = root.object("reference_broker");
        BrokerSettings settings = BrokerSettings.read(own, runner.httpPort(), runner.dbPath());
        TdxConfig tdx = TdxConfig.read(own.object("tdx"));
        return new BrokerConfig(runner, settings, tdx, root.unknown(), null, null);
    }

    /** What is set in the configuration and changes nothing, as sentences for the operator. */
    List<String> withoutEffect() {
        List<String> lines = new ArrayList<>();
        if (!runner.dbPath().isEmpty() && !(settings.ledger() instanceof LedgerConfig.Sqlite)) {
            lines.add("db_path has no effect with reference_broker.ledger");
        }
        if (fakeTon != null && !runner.tonConfigFile().isEmpty()) {
            lines.add("ton_config_filename has no effect without a chain");
        } else if (!runner.tonConfigFile().isEmpty()) {
            lines.add("ton_config_filename has no effect: the chain is reached by reference_broker.ton.endpoints");
        }
        settings.tls()
                .unusedPolicies()
                .forEach(name -> lines.add("reference_broker." + name + " has no effect: it has no port with TLS"));
        return lines;
    }

    /** The same with other settings of policies and of the own certificate. */
    public BrokerConfig withTdx(TdxConfig changed) {
        return new BrokerConfig(runner, settings, changed, unknownFields, fakeTon, rootSource);
    }

    /** The same without a chain. */
    public BrokerConfig withFakeTon(RootConfig rootConfig) {
        return new BrokerConfig(runner, settings, tdx, unknownFields, rootConfig, RootConfigSource.fixed(rootConfig));
    }

    /**
     * The same without a chain, with the root configuration of a file ({@code -C}, {@code --disable-ton}), which is read again
     * and again: a greater version in it takes effect.
     *
     * @throws ConfigException if it cannot be read or a member is unusable
     */
    public BrokerConfig withFakeTon(Path file) {
        JsonObject json = RunnerConfigReader.parseFile(file);
        try {
            PseudoRootConfig pseudo = RootConfig.ofPseudoJson(json, Instant.now());
            List<String> unknown = new ArrayList<>(unknownFields);
            pseudo.unknownMembers().forEach(name -> unknown.add(file.getFileName() + ": " + name));
            return new BrokerConfig(
                    runner, settings, tdx, unknown, pseudo.config(), RootConfigSource.fakeTon(file, Clock.systemUTC()));
        } catch (ConfigException e) {
            throw e.in(file.toString());
        }
    }
}
