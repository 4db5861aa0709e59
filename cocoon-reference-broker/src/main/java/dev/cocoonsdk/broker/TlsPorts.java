package dev.cocoonsdk.broker;

import dev.cocoonsdk.crypto.PolicyConfig;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports with proof of work and TLS that this broker opens itself, without a router in front ({@code docs/protocol/wire.md} 2). They may
 * listen on any address.
 *
 * @param workerPort {@code tls_worker_port}: 0 means any free port, −1 none; −1
 * @param clientPort {@code tls_client_port}: the same for clients
 * @param workerPolicy {@code worker_policy}: what a worker must show, one of {@link PolicyConfig#NAMES}; empty means {@code any} in test
 *     mode and {@code tdx} otherwise
 * @param clientPolicy {@code client_policy}: what a client must show; empty means {@code any}
 * @param powDifficulty {@code pow_difficulty}: zero bits demanded as proof of work, 0 to 28, which is what peers do at most; 20
 * @param handshakeLimit {@code handshake_timeout_seconds}: for proof of work and TLS together, 30
 */
public record TlsPorts(
        int workerPort,
        int clientPort,
        String workerPolicy,
        String clientPolicy,
        int powDifficulty,
        Duration handshakeLimit) {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_DIFFICULTY = 28;

    static TlsPorts read(RunnerConfigReader json) {
        return new TlsPorts(
                port(json, "tls_worker_port"),
                port(json, "tls_client_port"),
                policy(json, "worker_policy"),
                policy(json, "client_policy"),
                (int) json.integer("pow_difficulty", 20, 0, MAX_DIFFICULTY),
                Duration.ofSeconds(json.integer("handshake_timeout_seconds", 30, 1, 3600)));
    }

    /** A policy that is named is checked even if no port needs it. */
    private static String policy(RunnerConfigReader json, String name) {
        String policy = json.text(name, "");
        if (!policy.isEmpty() && !PolicyConfig.NAMES.contains(policy)) {
            throw json.wrong(name, String.join(", ", PolicyConfig.NAMES));
        }
        return policy;
    }

    private static int port(RunnerConfigReader json, String name) {
        return (int) json.integer(name, BrokerSettings.NO_PORT, BrokerSettings.NO_PORT, MAX_PORT);
    }

    /** Whether there is one. */
    public boolean any() {
        return workerPort != BrokerSettings.NO_PORT || clientPort != BrokerSettings.NO_PORT;
    }

    /** Policies that were set although nothing needs them, each as its member's name. */
    List<String> unusedPolicies() {
        List<String> unused = new ArrayList<>();
        if (!workerPolicy.isEmpty() && workerPort == BrokerSettings.NO_PORT) {
            unused.add("worker_policy");
        }
        if (!clientPolicy.isEmpty() && clientPort == BrokerSettings.NO_PORT) {
            unused.add("client_policy");
        }
        return unused;
    }

    /** The name of the policy for workers. */
    public String workerPolicy(boolean test) {
        return workerPolicy.isEmpty() ? (test ? "any" : "tdx") : workerPolicy;
    }

    /** The name of the policy for clients, which need no enclave. */
    public String clientPolicyOrAny() {
        return clientPolicy.isEmpty() ? "any" : clientPolicy;
    }
}
