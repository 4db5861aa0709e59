package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.security.cert.CertificateParsingException;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** The TLS engine of one connection, and what its handshake found out about the peer. */
public final class TlsEngine {

    private static final int LONGEST_CAUSE_CHAIN = 10;

    private final SSLEngine engine;
    private final String peer;
    private final PeerCheck check;
    private final TlsTrustManager trust;

    TlsEngine(SSLEngine engine, String peer, PeerCheck check, TlsTrustManager trust) {
        this.engine = engine;
        this.peer = peer;
        this.check = check;
        this.trust = trust;
    }

    /** The engine, configured for its role. Its delegated tasks judge the peer. */
    public SSLEngine engine() {
        return engine;
    }

    /** No handshake is to come any more: it succeeded, failed or was given up. Idempotent. */
    public void handshakeOver() {
        trust.forget(engine);
    }

    /**
     * What the policy says about the peer.
     *
     * @throws IllegalStateException if the handshake has not come that far
     */
    public Verdict verdict() {
        return known(check.verdict());
    }

    /**
     * The peer's Ed25519 public key, 32 bytes.
     *
     * @throws IllegalStateException if the peer was not accepted
     */
    public Hash256 peerKey() {
        return known(check.key());
    }

    /**
     * The hash of what the peer runs; {@link Hash256#ZERO} without attestation.
     *
     * @throws IllegalStateException if the handshake has not come that far
     */
    public Hash256 imageHash() {
        return verdict() instanceof Verdict.Trusted trusted ? trusted.imageHash() : Hash256.ZERO;
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the peer is not known yet");
        }
        return value;
    }

    /**
     * Why this side refused the peer's certificate.
     *
     * @param failure what the engine threw
     * @return null if the certificate was not what failed
     */
    public Verdict.@Nullable Rejected refusal(Throwable failure) {
        if (check.verdict() instanceof Verdict.Rejected rejected) {
            return rejected;
        }
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < LONGEST_CAUSE_CHAIN; depth++) {
            if (cause instanceof CertificateParsingException) {
                return unreadable(String.valueOf(cause.getMessage()));
            }
            if (String.valueOf(cause.getMessage()).contains("exceeds the maximum allowed size")) {
                return tooLarge(String.valueOf(cause.getMessage()));
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** A quote may have 32,768 bytes, but a handshake message of the JDK only as many as this setting says, 32,768 unless set. */
    private Verdict.Rejected tooLarge(String message) {
        return new Verdict.Rejected(
                peer,
                VerificationStep.CERTIFICATE,
                "handshake message",
                "within the limit; for quotes of more than about 31 KB start Java with"
                        + " -Djdk.tls.maxHandshakeMessageSize=65536",
                message,
                FailureClass.POLICY,
                false);
    }

    /** Peers built on OpenSSL before 3.2 show X.509 v1 certificates with extensions, which this platform does not read. */
    private Verdict.Rejected unreadable(String reason) {
        boolean old = reason.contains("version 1");
        String remedy = "build the peer with OpenSSL 3.2 or newer, or give its router a v3 certificate";
        return new Verdict.Rejected(
                peer,
                VerificationStep.CERTIFICATE,
                "certificate",
                old ? "X.509 v3: " + remedy : "readable; if it is X.509 v1, " + remedy,
                old ? "X.509 v1 with extensions" : reason,
                FailureClass.MALFORMED,
                false);
    }

    /** Whether the peer ended the connection with an alert, for instance because it refuses our certificate. */
    public static boolean isAlertOfPeer(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("Received fatal alert");
    }

    @Override
    public String toString() {
        return "TlsEngine[" + peer + "]";
    }
}
