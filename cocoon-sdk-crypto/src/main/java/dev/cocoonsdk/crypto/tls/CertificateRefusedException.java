package dev.cocoonsdk.crypto.tls;

import dev.cocoonsdk.crypto.Verdict;
import java.security.cert.CertificateException;

/** Carries a refusal through the TLS engine. */
final class CertificateRefusedException extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final transient Verdict.Rejected verdict;

    CertificateRefusedException(Verdict.Rejected verdict) {
        super(verdict.message());
        this.verdict = verdict;
    }

    Verdict.Rejected verdict() {
        return verdict;
    }
}
