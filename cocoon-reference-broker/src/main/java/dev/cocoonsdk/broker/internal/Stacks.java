package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.TlsPorts;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.PolicyUnavailableException;
import dev.cocoonsdk.crypto.QuoteUnavailableException;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.TdxConfig;
import dev.cocoonsdk.ton.config.ConfigException;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the native ports of a broker are secured ({@code docs/protocol/wire.md} 2, 3.3). All ports with TLS show the same identity.
 *
 * @param tls the settings
 * @param tdx what policies know
 * @param test whether the network is a test network
 * @param identity what this broker shows
 */
record Stacks(TlsPorts tls, TdxConfig tdx, boolean test, TlsIdentitySource identity) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stacks.class);

    /**
     * The stacks of a broker. Blocks while the own platform makes a first quote.
     *
     * @throws ConfigException if it makes none
     */
    static Stacks of(TlsPorts tls, TdxConfig tdx, boolean test) {
        try {
            TlsIdentitySource identity = tdx.identity(
                    test,
                    Clock.systemUTC(),
                    problem -> LOG.warn("the old certificate stays: {}", problem.getMessage()));
            return new Stacks(tls, tdx, test, identity);
        } catch (QuoteUnavailableException e) {
            throw new ConfigException("reference_broker.tdx", e.getMessage(), "a platform that gives quotes", e);
        }
    }

    /** A port on loopback, with or without a router in front. */
    static ConnectionStack plain() {
        return ConnectionStack.plainWithPeerInfo(false);
    }

    /**
     * The port for workers.
     *
     * @throws ConfigException if there is no such policy
     */
    ConnectionStack workers() {
        return secure("reference_broker.worker_policy", tls.workerPolicy(test), tdx);
    }

    /**
     * The port for clients. Listed images are those of workers, unless a policy for clients is named.
     *
     * @throws ConfigException if there is no such policy
     */
    ConnectionStack clients() {
        TdxConfig known =
                tls.clientPolicy().isEmpty() ? tdx.withPolicies(tdx.policies().withImageHashes(Set.of())) : tdx;
        return secure("reference_broker.client_policy", tls.clientPolicyOrAny(), known);
    }

    private ConnectionStack secure(String member, String policyName, TdxConfig known) {
        AttestationPolicy policy;
        try {
            policy = known.policy(policyName, test);
        } catch (PolicyUnavailableException e) {
            throw new ConfigException(member, e.getMessage(), "a policy that this network has", e);
        }
        TlsParty party = TlsParty.of(identity, policy, Clock.systemUTC());
        return ConnectionStack.secureAcceptor(party, tls.powDifficulty(), tls.handshakeLimit());
    }

    /** Renews no quotes any more. */
    @Override
    public void close() {
        identity.close();
    }
}
