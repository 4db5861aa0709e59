package dev.cocoonsdk.ton;

/** CRC16-XMODEM: polynomial 0x1021, initial value 0, not reflected. */
final class Crc16 {

    private static final int POLYNOMIAL = 0x1021;

    private Crc16() {}

    /** The checksum of the first {@code length} bytes, 0 to 0xffff. */
    static int xmodem(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= (bytes[i] & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
            }
        }
        return crc & 0xffff;
    }
}
