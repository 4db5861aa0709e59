package dev.cocoonsdk.crypto.sealed;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Bytes;

class ReceiptArchiveFuzzTest {

    /** Whatever is read has the form in which it would be written. */
    @FuzzTest
    void anyBytesAreRefusedOrWrittenAsTheyWereRead(byte[] bytes) {
        ReceiptArchive read;
        try {
            read = ReceiptArchive.parse(Bytes.copyOf(bytes));
        } catch (EvidenceFormatException e) {
            if (e.field().isEmpty()) {
                throw new AssertionError("refused without a field", e);
            }
            return;
        }
        if (!read.encoded().equals(Bytes.copyOf(bytes))) {
            throw new AssertionError("another form");
        }
    }
}
