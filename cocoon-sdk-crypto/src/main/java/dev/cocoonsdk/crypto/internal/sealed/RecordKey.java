package dev.cocoonsdk.crypto.internal.sealed;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM over the records of one message, in one direction ({@code docs/sealed-envelope.md} 6). Not thread-safe.
 */
public final class RecordKey {

    private static final int NONCE = 12;

    private final SecretKeySpec key;
    private final byte[] aad;
    private final Cipher cipher;
    private final byte[] nonce = new byte[NONCE];

    /**
     * A key.
     *
     * @param key 32 bytes; wiped here
     * @param aad what every record is bound to
     */
    public RecordKey(byte[] key, byte[] aad) {
        this.key = new SecretKeySpec(key, "AES");
        Arrays.fill(key, (byte) 0);
        this.aad = aad;
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM", e);
        }
    }

    /** Encrypts {@code length} bytes where they are; {@value Format#TAG} more bytes behind them are overwritten. */
    public void encrypt(long sequence, byte[] bytes, int at, int length) {
        try {
            init(Cipher.ENCRYPT_MODE, sequence);
            cipher.doFinal(bytes, at, length, bytes, at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to encrypt", e);
        }
    }

    /**
     * Decrypts into another array.
     *
     * @return the number of bytes, or -1 if the tag does not fit
     */
    public int decrypt(long sequence, byte[] in, int at, int length, byte[] out, int outAt) {
        try {
            init(Cipher.DECRYPT_MODE, sequence);
            return cipher.doFinal(in, at, length, out, outAt);
        } catch (AEADBadTagException e) {
            return -1;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to decrypt", e);
        }
    }

    private void init(int mode, long sequence) throws GeneralSecurityException {
        ByteBuffer.wrap(nonce).putLong(NONCE - Long.BYTES, sequence);
        cipher.init(mode, key, new GCMParameterSpec(8 * Format.TAG, nonce));
        cipher.updateAAD(aad);
    }
}
