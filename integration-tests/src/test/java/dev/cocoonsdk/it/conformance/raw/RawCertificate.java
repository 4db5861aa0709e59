package dev.cocoonsdk.it.conformance.raw;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;

/** A self-signed certificate written byte by byte, rightly or wrongly ({@code docs/protocol/attestation.md} 2). */
public final class RawCertificate {

    public static final String QUOTE = "1.3.6.1.4.1.12345.1";
    public static final String CLAIMS = "1.3.6.1.4.1.12345.2";
    public static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    public static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final KeyPair keys;
    private final String signature;
    private final byte[] algorithm;
    private Instant from = Instant.now().minusSeconds(60);
    private Instant to = Instant.now().plusSeconds(3600);
    private byte[] extensions = {};

    private RawCertificate(KeyPair keys, String signature, byte[] algorithm) {
        this.keys = keys;
        this.signature = signature;
        this.algorithm = algorithm;
    }

    /** With a fresh Ed25519 key, as the network wants it. */
    public static RawCertificate ed25519() {
        return new RawCertificate(keys("Ed25519", 255), "Ed25519", der(0x30, oid("1.3.101.112")));
    }

    public static RawCertificate rsa() {
        byte[] algorithm = der(0x30, oid("1.2.840.113549.1.1.11"), new byte[] {5, 0});
        return new RawCertificate(keys("RSA", 2048), "SHA256withRSA", algorithm);
    }

    public static RawCertificate ec() {
        return new RawCertificate(keys("EC", 256), "SHA256withECDSA", der(0x30, oid("1.2.840.10045.4.3.2")));
    }

    private static KeyPair keys(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public RawCertificate valid(Instant begin, Instant end) {
        from = begin;
        to = end;
        return this;
    }

    /** The usages that the network wants, the names that a server needs. */
    public RawCertificate usual() {
        return usage(0x80).purposes(SERVER_AUTH, CLIENT_AUTH).names("localhost", "127.0.0.1");
    }

    public RawCertificate usage(int bits) {
        return extension("2.5.29.15", true, der(3, new byte[] {7, (byte) bits}));
    }

    public RawCertificate purposes(String... oids) {
        byte[] list = {};
        for (String oid : oids) {
            list = concat(list, oid(oid));
        }
        return extension("2.5.29.37", false, der(0x30, list));
    }

    public RawCertificate names(String... dns) {
        byte[] list = {};
        for (String name : dns) {
            list = concat(list, der(0x82, name.getBytes(StandardCharsets.US_ASCII)));
        }
        return extension("2.5.29.17", false, der(0x30, list));
    }

    /** The quote of {@code fake_tdx}: 64 bytes that belong to this key, and the claims. */
    public RawCertificate fakeQuote() {
        return quote(sha512(rawKey())).extension(CLAIMS, true, rawKey());
    }

    public RawCertificate quote(byte[] quote) {
        return extension(QUOTE, true, quote);
    }

    public RawCertificate extension(String oid, boolean critical, byte[] value) {
        byte[] flag = critical ? new byte[] {1, 1, (byte) 0xff} : new byte[] {};
        extensions = concat(extensions, der(0x30, oid(oid), flag, der(4, value)));
        return this;
    }

    public KeyPair keys() {
        return keys;
    }

    /** The last 32 bytes of an Ed25519 public key's encoding. */
    private byte[] rawKey() {
        byte[] encoded = keys.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    public X509Certificate build() {
        byte[] name = der(
                0x30, der(0x31, der(0x30, oid("2.5.4.3"), der(12, "localhost".getBytes(StandardCharsets.US_ASCII)))));
        byte[] body = der(
                0x30,
                der(0xa0, new byte[] {2, 1, 2}),
                new byte[] {2, 1, 77},
                algorithm,
                name,
                der(0x30, time(from), time(to)),
                name,
                keys.getPublic().getEncoded(),
                der(0xa3, der(0x30, extensions)));
        try {
            Signature signer = Signature.getInstance(signature);
            signer.initSign(keys.getPrivate());
            signer.update(body);
            byte[] all = der(0x30, body, algorithm, der(3, concat(new byte[] {0}, signer.sign())));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(all));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] sha512(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] time(Instant time) {
        return der(0x17, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] oid(String dotted) {
        int[] arcs = Arrays.stream(dotted.split("\\.", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        StringBuilder hex = new StringBuilder(String.format("%02x", arcs[0] * 40 + arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            StringBuilder arc = new StringBuilder(String.format("%02x", arcs[i] & 0x7f));
            for (int rest = arcs[i] >> 7; rest > 0; rest >>= 7) {
                arc.insert(0, String.format("%02x", rest & 0x7f | 0x80));
            }
            hex.append(arc);
        }
        return der(6, HexFormat.of().parseHex(hex));
    }

    private static byte[] der(int tag, byte[]... parts) {
        byte[] content = concat(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else if (content.length < 256) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
