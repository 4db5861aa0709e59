package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.VerificationStep;
import dev.cocoonsdk.crypto.collateral.Collateral;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Collateral whose signatures hold under the root key ({@code docs/protocol/attestation.md} 9.5 steps 3 and 4). Nothing here depends on
 * the platform, except for its CA, or on the time.
 *
 * @param qeIdentity the signed bytes, which are read when their step comes
 * @param validities of all but the QE identity
 */
record VerifiedCollateral(
        RevocationList rootList, RevocationList pckList, TcbInfo tcbInfo, Bytes qeIdentity, List<Validity> validities) {

    private static final Place CHAIN = Place.collateral(VerificationStep.COLLATERAL_CHAIN);
    private static final Place LISTS = Place.collateral(VerificationStep.REVOCATION);

    static VerifiedCollateral verify(Collateral collateral, PckChain platform, Trust trust) throws Refusal {
        List<Validity> dates = new ArrayList<>();
        RevocationList rootList = RevocationList.verify("root CA CRL", collateral.rootCaCrl(), platform.root());
        rootList.refuse("intermediate certificate", platform.intermediate());
        RevocationList pckList = pckList(collateral, platform, trust, rootList, dates);
        refuse(pckList, platform);
        SignedJson info = signed("tcbInfo", collateral.tcbInfo());
        SignedJson identity = signed("enclaveIdentity", collateral.qeIdentity());
        check("TCB info", info, signer("TCB info", collateral.tcbInfoIssuerChain(), trust, rootList, dates));
        check(
                "QE identity",
                identity,
                signer("QE identity", collateral.qeIdentityIssuerChain(), trust, rootList, dates));
        TcbInfo tcbInfo = TcbInfo.parse(info.value());
        dates.addAll(List.of(rootList.validity(), pckList.validity(), tcbInfo.validity()));
        return new VerifiedCollateral(rootList, pckList, tcbInfo, identity.value(), List.copyOf(dates));
    }

    /** Refuses a platform that is revoked, also if the collateral was verified for another one. */
    void refuse(PckChain platform) throws Refusal {
        refuse(pckList, platform);
    }

    private static void refuse(RevocationList pckList, PckChain platform) throws Refusal {
        pckList.refuse("PCK certificate", platform.pck());
    }

    private static RevocationList pckList(
            Collateral collateral, PckChain platform, Trust trust, RevocationList rootList, List<Validity> dates)
            throws Refusal {
        RevocationList list = RevocationList.verify("PCK CRL", collateral.pckCrl(), platform.intermediate());
        List<X509Certificate> chain = PemChain.parse(LISTS, "PCK CRL issuer chain", collateral.pckCrlIssuerChain(), 2);
        trust.root(LISTS, chain.get(1));
        trust.issued(LISTS, "PCK CRL issuer", chain.get(0), chain.get(1));
        rootList.refuse("PCK CRL issuer", chain.get(0));
        if (!chain.get(0).getPublicKey().equals(platform.intermediate().getPublicKey())) {
            throw LISTS.forged("PCK CRL issuer", "the platform's CA", "another CA");
        }
        dates.add(Validity.of("PCK CRL issuer certificate", chain.get(0), true));
        dates.add(Validity.of("PCK CRL root certificate", chain.get(1), true));
        return list;
    }

    private static X509Certificate signer(
            String name, Bytes pem, Trust trust, RevocationList rootList, List<Validity> dates) throws Refusal {
        List<X509Certificate> chain = PemChain.parse(CHAIN, name + " issuer chain", pem, 2);
        X509Certificate signer = chain.get(0);
        trust.root(CHAIN, chain.get(1));
        Trust.name(CHAIN, name + " signing certificate", signer, "SGX TCB Signing");
        trust.issued(CHAIN, name + " signing certificate", signer, chain.get(1));
        rootList.refuse(name + " signing certificate", signer);
        dates.add(Validity.of(name + " signing certificate", signer, true));
        dates.add(Validity.of(name + " root certificate", chain.get(1), true));
        return signer;
    }

    private static SignedJson signed(String name, Bytes document) throws Refusal {
        return SignedJson.parse(CHAIN, name, document);
    }

    private static void check(String name, SignedJson document, X509Certificate signer) throws Refusal {
        if (!P256.verifies(signer.getPublicKey(), document.value(), document.signature())) {
            throw CHAIN.forged(name + " signature", "valid", "invalid");
        }
    }
}
