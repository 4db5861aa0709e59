package dev.cocoonsdk.broker;

import dev.cocoonsdk.broker.internal.config.TlJsonObject;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.PseudoRootConfig;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.RootConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * @param unknownFields full names of members that were not understood and have no effect
 * @param fakeTon the root configuration without a chain, or null to use the chain
 */
public record BrokerConfig(
        ProxyRunnerConfig runner,
        BrokerSettings settings,
        List<String> unknownFields,
        @Nullable RootConfig fakeTon) {

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
        return parse(readJson(file));
    }

    /**
     * Reads the object that such a file holds.
     *
     * @throws ConfigException if a member is unusable
     */
    public static BrokerConfig parse(JsonObject json) {
        TlJsonObject root = new TlJsonObject("", json);
        List<String> unknown = new ArrayList<>();
        ProxyRunnerConfig runner = ProxyRunnerConfig.read(root);
        BrokerSettings settings = BrokerSettings.read(root.object("reference_broker"), runner.httpPort(), unknown);
        unknown.addAll(0, root.unknown());
        return new BrokerConfig(runner, settings, unknown, null);
    }

    /** The same without a chain. */
    public BrokerConfig withFakeTon(RootConfig rootConfig) {
        return new BrokerConfig(runner, settings, unknownFields, rootConfig);
    }

    /**
     * The same without a chain, with the root configuration of a file ({@code -C}, {@code --disable-ton}).
     *
     * @throws ConfigException if it cannot be read or a member is unusable
     */
    public BrokerConfig withFakeTon(Path file) {
        JsonObject json = readJson(file);
        try {
            PseudoRootConfig pseudo = RootConfig.ofPseudoJson(json, Instant.now());
            List<String> unknown = new ArrayList<>(unknownFields);
            pseudo.unknownMembers().forEach(name -> unknown.add(file.getFileName() + ": " + name));
            return new BrokerConfig(runner, settings, unknown, pseudo.config());
        } catch (RootConfigException e) {
            throw new ConfigException(file + ": " + e.getMessage(), e);
        }
    }

    private static JsonObject readJson(Path file) {
        try {
            if (JsonValue.parse(Files.readAllBytes(file)) instanceof JsonObject object) {
                return object;
            }
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read (expected: a readable JSON file)", e);
        } catch (JsonFormatException e) {
            throw new ConfigException(file + ": " + e.getMessage(), e);
        }
        throw new ConfigException(file + ": no JSON object (expected: the configuration of a proxy-runner)");
    }
}
