package dev.cocoonsdk.ton;

import java.nio.charset.StandardCharsets;

/** Numbers by which the virtual machine knows get-methods. */
public final class GetMethodId {

    private static final int FLAG = 0x10000;

    private GetMethodId() {}

    /** The number of a method: CRC16-XMODEM of its name, with bit 16 set. */
    public static int of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return Crc16.xmodem(bytes, bytes.length) | FLAG;
    }
}
