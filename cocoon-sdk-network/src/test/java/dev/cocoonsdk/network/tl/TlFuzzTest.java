package dev.cocoonsdk.network.tl;

import com.code_intelligence.jazzer.junit.FuzzTest;

class TlFuzzTest {

    /** Bytes that read as an object must write and read as the same object again. */
    @FuzzTest
    void anyBytesGiveAnObjectOrAFormatError(byte[] bytes) {
        TlObject object;
        try {
            object = TlReader.parse(TlBytes.copyOf(bytes), TlObjects::read);
        } catch (TlFormatException e) {
            if (e.offset() < 0 || e.offset() > bytes.length) {
                throw new AssertionError("offset " + e.offset());
            }
            return;
        }
        if (!TlReader.parse(object.toBoxedBytes(), TlObjects::read).equals(object)) {
            throw new AssertionError("not the same again: " + object);
        }
    }
}
