package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.nio.charset.StandardCharsets;

/** The labels that keep hashes and signatures of identities apart: ASCII and a zero byte ({@code docs/sealed-envelope.md} 4, 11, 12). */
enum SealLabel {
    ENDORSEMENT("cocoon-sealed/1 endorsement"),
    EVIDENCE("cocoon-sealed/1 evidence"),
    RECEIPT("cocoon-sealed/1 receipt"),
    ARCHIVE("cocoon-sealed/1 archive");

    private final String text;

    SealLabel(String text) {
        this.text = text;
    }

    private byte[] bytes() {
        return (text + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    /** The label before a message. */
    Bytes before(Bytes message) {
        byte[] value = bytes();
        byte[] body = message.toByteArray();
        byte[] joined = new byte[value.length + body.length];
        System.arraycopy(value, 0, joined, 0, value.length);
        System.arraycopy(body, 0, joined, value.length, body.length);
        return Bytes.wrap(joined);
    }

    /** SHA-256 of the label and what follows. */
    Hash256 hash(byte[]... parts) {
        byte[][] all = new byte[parts.length + 1][];
        all[0] = bytes();
        System.arraycopy(parts, 0, all, 1, parts.length);
        return Hash256.sha256(all);
    }
}
