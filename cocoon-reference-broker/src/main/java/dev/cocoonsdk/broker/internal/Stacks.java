package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.TlsPorts;
import dev.cocoonsdk.crypto.AttestationPolicies;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.PolicyUnavailableException;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.ton.config.ConfigException;
import java.time.Clock;

/**
 * How the native ports of a broker are secured ({@code docs/protocol/wire.md} 2, 3.3). All ports with TLS show the same identity.
 *
 * @param tls the settings
 * @param test test mode: the own certificate carries a fake quote
 * @param identity what this broker shows
 */
record Stacks(TlsPorts tls, boolean test, TlsIdentitySource identity) {

    /** The stacks of a broker. */
    static Stacks of(TlsPorts tls, boolean test) {
        TlsIdentitySource.Kind kind = test ? TlsIdentitySource.Kind.FAKE_TDX : TlsIdentitySource.Kind.NONE;
        return new Stacks(tls, test, TlsIdentitySource.renewing(kind, Clock.systemUTC()));
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
        return secure("reference_broker.worker_policy", tls.workerPolicy(test));
    }

    /**
     * The port for clients.
     *
     * @throws ConfigException if there is no such policy
     */
    ConnectionStack clients() {
        return secure("reference_broker.client_policy", tls.clientPolicyOrAny());
    }

    private ConnectionStack secure(String member, String policyName) {
        AttestationPolicy policy;
        try {
            policy = AttestationPolicies.byName(policyName);
        } catch (PolicyUnavailableException e) {
            throw new ConfigException(member, e.getMessage(), "any or fake_tdx", e);
        }
        TlsParty party = TlsParty.of(identity, policy, Clock.systemUTC());
        return ConnectionStack.secureAcceptor(party, tls.powDifficulty(), tls.handshakeLimit());
    }
}
