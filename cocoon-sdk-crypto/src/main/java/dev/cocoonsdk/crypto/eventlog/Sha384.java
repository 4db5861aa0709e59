package dev.cocoonsdk.crypto.eventlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of the registers. */
final class Sha384 {

    private Sha384() {}

    static byte[] of(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-384");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this platform has no SHA-384", e);
        }
    }
}
