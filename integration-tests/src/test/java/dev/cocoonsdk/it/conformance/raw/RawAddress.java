package dev.cocoonsdk.it.conformance.raw;

import java.util.Base64;
import java.util.HexFormat;

/** A TON address in its parts. */
public record RawAddress(int flags, int workchain, String hash) {

    /** Non-bounceable on the main network, the only form that a proxy may send there ({@code docs/protocol/wire.md} 4). */
    public static final int NON_BOUNCEABLE = 0x51;

    /** Reads the form of 48 characters and checks its sum. */
    public static RawAddress parse(String text) {
        byte[] all = Base64.getUrlDecoder().decode(text);
        if (text.length() != 48 || crc16(all, 34) != ((all[34] & 0xff) << 8 | all[35] & 0xff)) {
            throw new AssertionError("address " + text);
        }
        return new RawAddress(all[0], all[1], HexFormat.of().formatHex(all, 2, 34));
    }

    /** The form of 48 characters with other flags, for example 0x11 for bounceable. */
    public String text(int otherFlags) {
        byte[] all = new byte[36];
        all[0] = (byte) otherFlags;
        all[1] = (byte) workchain;
        System.arraycopy(HexFormat.of().parseHex(hash), 0, all, 2, 32);
        int crc = crc16(all, 34);
        all[34] = (byte) (crc >> 8);
        all[35] = (byte) crc;
        return Base64.getUrlEncoder().encodeToString(all);
    }

    /** The form {@code workchain:hash}. */
    public String raw() {
        return workchain + ":" + hash;
    }

    private static int crc16(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= (bytes[i] & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
            crc &= 0xffff;
        }
        return crc;
    }
}
