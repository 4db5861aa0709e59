package dev.cocoonsdk.crypto.sealed;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Bytes;

class ProviderEvidenceFuzzTest {

    /** Whatever is read has the form in which it would be written. */
    @FuzzTest
    void anyBytesAreRefusedOrWrittenAsTheyWereRead(byte[] bytes) {
        ProviderEvidence read;
        try {
            read = ProviderEvidence.parse(Bytes.copyOf(bytes));
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
