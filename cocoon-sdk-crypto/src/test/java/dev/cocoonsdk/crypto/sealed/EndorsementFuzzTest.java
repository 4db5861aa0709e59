package dev.cocoonsdk.crypto.sealed;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Bytes;

class EndorsementFuzzTest {

    /** Whatever is read has the form in which it would be written. */
    @FuzzTest
    void anyBytesAreRefusedOrWrittenAsTheyWereRead(byte[] bytes) {
        Endorsement read;
        try {
            read = Endorsement.parse(Bytes.copyOf(bytes));
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
