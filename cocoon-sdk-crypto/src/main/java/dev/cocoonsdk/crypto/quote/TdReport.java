package dev.cocoonsdk.crypto.quote;

import dev.cocoonsdk.core.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a TDX quote ({@code docs/protocol/attestation.md} 9.1). Immutable; nothing in it is believed yet. */
public final class TdReport implements QuoteBody {

    /** Bytes of a TDX 1.0 body. */
    public static final int LENGTH_1_0 = 584;

    /** Bytes of a TDX 1.5 body. */
    public static final int LENGTH_1_5 = 648;

    private static final int SVN = 16;
    private static final int MEASUREMENTS = 384;

    private final Bytes bytes;
    private final ByteBuffer view;

    TdReport(Bytes bytes) {
        if (bytes.length() != LENGTH_1_0 && bytes.length() != LENGTH_1_5) {
            throw new IllegalArgumentException("TD report: " + bytes.length() + " bytes (expected: 584 or 648)");
        }
        this.bytes = bytes;
        this.view = bytes.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public Bytes bytes() {
        return bytes;
    }

    /** Whether this is a TDX 1.5 body, which has {@link #teeTcbSvn2()} and {@link #mrServiceTd()}. */
    public boolean isTdx15() {
        return bytes.length() == LENGTH_1_5;
    }

    /** TEE_TCB_SVN, 16 bytes: security versions of the TDX module and its loader when the trust domain was launched. */
    public Bytes teeTcbSvn() {
        return slice(0, SVN);
    }

    /** MRSEAM: the TDX module. */
    public Measurement mrSeam() {
        return measurement(16);
    }

    /** MRSIGNERSEAM: who signed the TDX module; zero for Intel. */
    public Measurement mrSignerSeam() {
        return measurement(64);
    }

    /** SEAMATTRIBUTES, little-endian. */
    public long seamAttributes() {
        return view.getLong(112);
    }

    /** TDATTRIBUTES, little-endian: bit 0 is DEBUG. */
    public long tdAttributes() {
        return view.getLong(120);
    }

    /** XFAM, little-endian: the CPU state that the trust domain may use. */
    public long xfam() {
        return view.getLong(128);
    }

    /** MRTD: the initial memory, that is the virtual firmware. */
    public Measurement mrTd() {
        return measurement(136);
    }

    /** MRCONFIGID. */
    public Measurement mrConfigId() {
        return measurement(184);
    }

    /** MROWNER. */
    public Measurement mrOwner() {
        return measurement(232);
    }

    /** MROWNERCONFIG. */
    public Measurement mrOwnerConfig() {
        return measurement(280);
    }

    /** RTMR0 to RTMR3. */
    public List<Measurement> rtmrs() {
        return List.of(measurement(328), measurement(376), measurement(424), measurement(472));
    }

    /** The 384 bytes from MRTD to RTMR3 that the image hash covers ({@code docs/protocol/attestation.md} 6). */
    public Bytes measurements() {
        return slice(136, MEASUREMENTS);
    }

    @Override
    public Bytes reportData() {
        return slice(520, 64);
    }

    /** TEE_TCB_SVN_2, 16 bytes: security versions now loaded; null in a TDX 1.0 body. */
    public @Nullable Bytes teeTcbSvn2() {
        return isTdx15() ? slice(584, SVN) : null;
    }

    /** MRSERVICETD: the service trust domains bound to this one, zero if none; null in a TDX 1.0 body. */
    public @Nullable Measurement mrServiceTd() {
        return isTdx15() ? measurement(600) : null;
    }

    private Measurement measurement(int offset) {
        return new Measurement(slice(offset, Measurement.LENGTH));
    }

    private Bytes slice(int offset, int length) {
        byte[] part = new byte[length];
        view.get(offset, part);
        return Bytes.wrap(part);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TdReport report && bytes.equals(report.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    @Override
    public String toString() {
        return "TdReport[" + (isTdx15() ? "1.5" : "1.0") + ", mrtd " + mrTd() + "]";
    }
}
