package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells by the content what a piece of collateral is. Total: what is nothing known is null. */
final class CollateralReader {

    private static final int CHAIN_LENGTH = 2;

    private CollateralReader() {}

    static @Nullable CollateralItem read(Bytes content) {
        byte[] bytes = content.toByteArray();
        JsonObject json = json(bytes);
        if (json != null) {
            return json(content, json);
        }
        List<X509Certificate> chain = X509Files.chain(bytes);
        return chain.isEmpty() ? crl(bytes) : chain(content, chain);
    }

    static @Nullable JsonObject json(byte[] bytes) {
        try {
            return JsonValue.parse(bytes) instanceof JsonObject object ? object : null;
        } catch (JsonFormatException e) {
            return null;
        }
    }

    private static @Nullable CollateralItem json(Bytes content, JsonObject file) {
        JsonObject tcbInfo = file.object("tcbInfo");
        if (tcbInfo != null) {
            return new CollateralItem.TcbInfo(
                    content,
                    "TDX".equals(tcbInfo.string("id")),
                    fmspc(tcbInfo.string("fmspc")),
                    date(tcbInfo, "issueDate"),
                    date(tcbInfo, "nextUpdate"));
        }
        JsonObject identity = file.object("enclaveIdentity");
        return identity == null
                ? null
                : new CollateralItem.QeIdentity(
                        content,
                        "TD_QE".equals(identity.string("id")),
                        date(identity, "issueDate"),
                        date(identity, "nextUpdate"));
    }

    static @Nullable Bytes fmspc(@Nullable String hex) {
        if (hex == null || hex.length() != 2 * PlatformId.FMSPC_LENGTH) {
            return null;
        }
        try {
            return Bytes.wrap(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A date that cannot be read counts as long past, so that nothing is kept because of it. */
    private static Instant date(JsonObject object, String name) {
        String text = object.string(name);
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private static @Nullable CollateralItem chain(Bytes content, List<X509Certificate> certificates) {
        CollateralItem.Issuer issuer = CollateralItem.Issuer.ofName(
                certificates.get(0).getSubjectX500Principal().getName());
        return issuer == null || certificates.size() != CHAIN_LENGTH
                ? null
                : new CollateralItem.Chain(content, issuer, certificates);
    }

    private static CollateralItem.@Nullable Crl crl(byte[] bytes) {
        X509CRL list = X509Files.crl(bytes);
        if (list == null) {
            return null;
        }
        CollateralItem.Issuer issuer =
                CollateralItem.Issuer.ofName(list.getIssuerX500Principal().getName());
        try {
            return issuer == null ? null : new CollateralItem.Crl(Bytes.wrap(list.getEncoded()), issuer, list);
        } catch (CRLException e) {
            return null;
        }
    }
}
