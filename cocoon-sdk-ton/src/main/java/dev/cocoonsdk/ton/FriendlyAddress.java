package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.Hash256;
import java.util.Arrays;
import java.util.Base64;

/**
 * A user-friendly address: an account and the flags of its spelling. 48 characters, base64 of tag byte, workchain byte, 32 bytes and
 * a CRC16 ({@code docs/protocol/contracts.md} 2).
 *
 * @param address the account
 * @param form the flags
 */
public record FriendlyAddress(TonAddress address, AddressForm form) {

    /** Characters. */
    public static final int LENGTH = 48;

    private static final int BYTES = 36;
    private static final int CRC_AT = 34;

    /**
     * Parses any of the four forms in either base64 alphabet.
     *
     * @throws AddressFormatException if the text has another length, alphabet, tag or checksum
     */
    public static FriendlyAddress parse(String text) {
        byte[] bytes = decode(text);
        int crc = ((bytes[CRC_AT] & 0xff) << 8) | (bytes[CRC_AT + 1] & 0xff);
        if (crc != Crc16.xmodem(bytes, CRC_AT)) {
            throw new AddressFormatException("wrong checksum (expected: CRC16 of the first 34 bytes)");
        }
        Hash256 account = Hash256.of(Arrays.copyOfRange(bytes, 2, CRC_AT));
        return new FriendlyAddress(new TonAddress(bytes[1], account), formOf(bytes[0] & 0xff));
    }

    private static byte[] decode(String text) {
        if (text.length() != LENGTH) {
            throw new AddressFormatException(text.length() + " characters (expected: 48, or workchain:hex)");
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
            if (bytes.length == BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new AddressFormatException("characters outside base64");
        }
        throw new AddressFormatException("padded base64 (expected: 48 characters of content)");
    }

    private static AddressForm formOf(int tag) {
        for (AddressForm form : AddressForm.values()) {
            if (form.tag() == tag) {
                return form;
            }
        }
        throw new AddressFormatException("tag " + Integer.toHexString(tag) + " (expected: 11, 51, 91 or d1)");
    }

    /** The 48 characters, base64url. */
    @Override
    public String toString() {
        byte[] bytes = new byte[BYTES];
        bytes[0] = (byte) form.tag();
        bytes[1] = (byte) address.workchain();
        System.arraycopy(address.account().toBytes(), 0, bytes, 2, Hash256.LENGTH);
        int crc = Crc16.xmodem(bytes, CRC_AT);
        bytes[CRC_AT] = (byte) (crc >> 8);
        bytes[CRC_AT + 1] = (byte) crc;
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
