package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.core.Bytes;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.jspecify.annotations.Nullable;

/** Keys and raw signatures on P-256. */
final class P256 {

    private static final int COORDINATE = 32;
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
    private static final ECParameterSpec SPEC = spec();

    private P256() {}

    private static ECParameterSpec spec() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this platform has no P-256", e);
        }
    }

    /**
     * A public key.
     *
     * @param coordinates X and Y, 32 bytes each
     * @return null if they are no point of the curve
     */
    static @Nullable PublicKey publicKey(Bytes coordinates) {
        byte[] point = new byte[1 + 2 * COORDINATE];
        point[0] = 4;
        coordinates.asByteBuffer().get(point, 1, 2 * COORDINATE);
        try {
            CURVE.getCurve().decodePoint(point);
            ECPoint affine = new ECPoint(
                    new BigInteger(1, point, 1, COORDINATE), new BigInteger(1, point, 1 + COORDINATE, COORDINATE));
            return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(affine, SPEC));
        } catch (IllegalArgumentException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this platform has no P-256", e);
        }
    }

    /** The 65 bytes of an uncompressed point, or null if the key is of another kind. */
    static @Nullable Bytes point(PublicKey key) {
        if (!(key instanceof ECPublicKey ec) || !isP256(ec.getParams())) {
            return null;
        }
        ByteBuffer point = ByteBuffer.allocate(1 + 2 * COORDINATE).put((byte) 4);
        point.put(fixed(ec.getW().getAffineX())).put(fixed(ec.getW().getAffineY()));
        return Bytes.wrap(point.array());
    }

    private static boolean isP256(ECParameterSpec parameters) {
        EllipticCurve curve = parameters.getCurve();
        return curve.equals(SPEC.getCurve())
                && parameters.getGenerator().equals(SPEC.getGenerator())
                && parameters.getOrder().equals(SPEC.getOrder());
    }

    private static byte[] fixed(BigInteger coordinate) {
        byte[] value = coordinate.toByteArray();
        byte[] padded = new byte[COORDINATE];
        int length = Math.min(value.length, COORDINATE);
        System.arraycopy(value, value.length - length, padded, COORDINATE - length, length);
        return padded;
    }

    /** Whether r and s, 32 bytes each, are a signature over SHA-256 of the data. */
    static boolean verifies(PublicKey key, Bytes data, Bytes signature) {
        try {
            Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
            check.initVerify(key);
            check.update(data.asByteBuffer());
            return check.verify(signature.toByteArray());
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this platform has no ECDSA", e);
        }
    }
}
