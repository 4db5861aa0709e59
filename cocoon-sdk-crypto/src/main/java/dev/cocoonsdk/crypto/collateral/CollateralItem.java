package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.core.Bytes;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One piece of collateral, recognised by its content ({@code docs/protocol/attestation.md} 9.3). Not yet believed. */
sealed interface CollateralItem {

    /** The bytes as a {@link Collateral} holds them. */
    Bytes raw();

    /** When it was made; of several of one kind the latest is used. */
    Instant made();

    /** Who issued a CRL, or what the first certificate of a chain is for. */
    enum Issuer {
        ROOT,
        PLATFORM,
        PROCESSOR,
        TCB_SIGNING;

        static @Nullable Issuer ofName(String name) {
            if (name.contains("SGX Root CA")) {
                return ROOT;
            } else if (name.contains("PCK Platform CA")) {
                return PLATFORM;
            } else if (name.contains("PCK Processor CA")) {
                return PROCESSOR;
            }
            return name.contains("TCB Signing") ? TCB_SIGNING : null;
        }

        static Issuer of(PlatformId.Ca ca) {
            return ca == PlatformId.Ca.PLATFORM ? PLATFORM : PROCESSOR;
        }
    }

    /** TCB info; {@code fmspc} is null if it names none. */
    record TcbInfo(Bytes raw, boolean forTdx, @Nullable Bytes fmspc, Instant made, Instant nextUpdate)
            implements CollateralItem {}

    /** Identity of a quoting enclave. */
    record QeIdentity(Bytes raw, boolean forTdx, Instant made, Instant nextUpdate) implements CollateralItem {}

    /** A list of revoked certificates, DER. */
    record Crl(Bytes raw, Issuer issuer, X509CRL list) implements CollateralItem {

        @Override
        public Instant made() {
            return list.getThisUpdate().toInstant();
        }

        Instant nextUpdate() {
            return list.getNextUpdate() == null
                    ? Instant.EPOCH
                    : list.getNextUpdate().toInstant();
        }

        boolean isSignedBy(PublicKey key) {
            return X509Files.isSigned(list, key);
        }
    }

    /** A chain of certificates, PEM. */
    record Chain(Bytes raw, Issuer issuer, List<X509Certificate> certificates) implements CollateralItem {

        @Override
        public Instant made() {
            return certificates.get(0).getNotBefore().toInstant();
        }

        PublicKey leafKey() {
            return certificates.get(0).getPublicKey();
        }

        PublicKey rootKey() {
            return certificates.get(certificates.size() - 1).getPublicKey();
        }
    }
}
