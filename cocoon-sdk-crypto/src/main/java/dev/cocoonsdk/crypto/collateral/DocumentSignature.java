package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HexFormat;

/**
 * The value and the signature of TCB info or QE identity as Intel delivers them, to find who signed. Both are empty for another form;
 * only the judgement of a quote believes anything.
 */
record DocumentSignature(Bytes value, Bytes signature) {

    private static final String MIDDLE = ",\"signature\":\"";
    private static final DocumentSignature NONE = new DocumentSignature(Bytes.EMPTY, Bytes.EMPTY);

    static DocumentSignature of(Bytes document) {
        String text = new String(document.toByteArray(), StandardCharsets.ISO_8859_1).stripTrailing();
        int begin = text.indexOf(':') + 1;
        int middle = text.lastIndexOf(MIDDLE);
        if (middle < begin || !text.endsWith("\"}")) {
            return NONE;
        }
        String value = text.substring(begin, middle);
        String hex = text.substring(middle + MIDDLE.length(), text.length() - 2);
        try {
            return new DocumentSignature(
                    Bytes.wrap(value.getBytes(StandardCharsets.ISO_8859_1)),
                    Bytes.wrap(HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    boolean isBy(PublicKey key) {
        try {
            Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
            check.initVerify(key);
            check.update(value.asByteBuffer());
            return check.verify(signature.toByteArray());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
