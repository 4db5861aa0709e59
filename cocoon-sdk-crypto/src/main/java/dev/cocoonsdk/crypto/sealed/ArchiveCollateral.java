package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.collateral.Collateral;

/** Collateral as a member of an archive: base64 of the bytes as Intel's service delivered them. */
final class ArchiveCollateral {

    private ArchiveCollateral() {}

    static JsonObject toJson(Collateral collateral) {
        return JsonValue.object(
                "pck_crl", StrictJson.base64(collateral.pckCrl()),
                "pck_crl_issuer_chain", StrictJson.base64(collateral.pckCrlIssuerChain()),
                "qe_identity", StrictJson.base64(collateral.qeIdentity()),
                "qe_identity_issuer_chain", StrictJson.base64(collateral.qeIdentityIssuerChain()),
                "root_ca_crl", StrictJson.base64(collateral.rootCaCrl()),
                "tcb_info", StrictJson.base64(collateral.tcbInfo()),
                "tcb_info_issuer_chain", StrictJson.base64(collateral.tcbInfoIssuerChain()));
    }

    static Collateral parse(JsonObject json) {
        StrictJson in = new StrictJson("archive.collateral", json);
        return new Collateral(
                in.bytes("tcb_info"),
                in.bytes("tcb_info_issuer_chain"),
                in.bytes("qe_identity"),
                in.bytes("qe_identity_issuer_chain"),
                in.bytes("pck_crl"),
                in.bytes("pck_crl_issuer_chain"),
                in.bytes("root_ca_crl"));
    }
}
