package dev.cocoonsdk.tee;

import dev.cocoonsdk.core.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** A key on P-256 that follows from a seed and a label; its ECDSA signatures are deterministic (RFC 6979). Immutable. */
final class P256Key {

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

    private final BigInteger secret;
    private final byte[] point;

    private P256Key(BigInteger secret) {
        this.secret = secret;
        this.point = DOMAIN.getG().multiply(secret).normalize().getEncoded(false);
    }

    static P256Key derive(Bytes seed, String label) {
        BigInteger wide = new BigInteger(1, hmac(seed, "P-256 key: " + label));
        return new P256Key(wide.mod(DOMAIN.getN().subtract(BigInteger.ONE)).add(BigInteger.ONE));
    }

    /** 64 bytes that follow from the seed and a label. */
    static byte[] hmac(Bytes seed, String label) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(seed.toByteArray(), "HmacSHA512"));
            return mac.doFinal(Bytes.utf8(label).toByteArray());
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA512", e);
        }
    }

    /** 65 bytes: 0x04, X, Y. */
    byte[] point() {
        return point.clone();
    }

    /** 64 bytes: X, Y. */
    byte[] xy() {
        return Arrays.copyOfRange(point, 1, point.length);
    }

    SubjectPublicKeyInfo info() {
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1), point);
    }

    /** Intel names keys by the SHA-1 of their point. */
    byte[] identifier() {
        return digest("SHA-1", point);
    }

    /** 64 bytes r, s over SHA-256. */
    byte[] signPlain(byte[] message) {
        return sign(message, PlainDSAEncoding.INSTANCE);
    }

    /** A DER SEQUENCE of r and s over SHA-256. */
    byte[] signDer(byte[] message) {
        return sign(message, StandardDSAEncoding.INSTANCE);
    }

    private byte[] sign(byte[] message, DSAEncoding encoding) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
        BigInteger[] pair = signer.generateSignature(digest("SHA-256", message));
        try {
            return encoding.encode(DOMAIN.getN(), pair[0], pair[1]);
        } catch (IOException e) {
            throw new IllegalStateException("own signature cannot be encoded", e);
        }
    }

    static byte[] digest(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /** Tells nothing of the secret. */
    @Override
    public String toString() {
        return "P256Key[" + new BigInteger(1, identifier()).toString(16) + "]";
    }
}
