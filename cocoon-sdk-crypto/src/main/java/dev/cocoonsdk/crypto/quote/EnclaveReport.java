package dev.cocoonsdk.crypto.quote;

import dev.cocoonsdk.core.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An SGX report: the body of an SGX quote, and the quoting enclave's own report in any quote. Immutable. */
public final class EnclaveReport implements QuoteBody {

    /** Bytes of a report. */
    public static final int LENGTH = 384;

    private final Bytes bytes;
    private final ByteBuffer view;

    EnclaveReport(Bytes bytes) {
        if (bytes.length() != LENGTH) {
            throw new IllegalArgumentException("enclave report: " + bytes.length() + " bytes (expected: 384)");
        }
        this.bytes = bytes;
        this.view = bytes.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public Bytes bytes() {
        return bytes;
    }

    /** CPUSVN, 16 bytes. */
    public Bytes cpuSvn() {
        return slice(0, 16);
    }

    /** MISCSELECT, 4 bytes in the order of the report. */
    public Bytes miscSelect() {
        return slice(16, 4);
    }

    /** ATTRIBUTES, 16 bytes in the order of the report. */
    public Bytes attributes() {
        return slice(48, 16);
    }

    /** MRENCLAVE, 32 bytes. */
    public Bytes mrEnclave() {
        return slice(64, 32);
    }

    /** MRSIGNER, 32 bytes. */
    public Bytes mrSigner() {
        return slice(128, 32);
    }

    /** ISVPRODID, 0 to 65,535. */
    public int isvProdId() {
        return Short.toUnsignedInt(view.getShort(256));
    }

    /** ISVSVN, 0 to 65,535. */
    public int isvSvn() {
        return Short.toUnsignedInt(view.getShort(258));
    }

    @Override
    public Bytes reportData() {
        return slice(320, 64);
    }

    private Bytes slice(int offset, int length) {
        byte[] part = new byte[length];
        view.get(offset, part);
        return Bytes.wrap(part);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnclaveReport report && bytes.equals(report.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    @Override
    public String toString() {
        return "EnclaveReport[product " + isvProdId() + ", svn " + isvSvn() + "]";
    }
}
