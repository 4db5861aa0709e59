package dev.cocoonsdk.tee;

import dev.cocoonsdk.core.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Makes one quote in the layout of {@code docs/protocol/attestation.md} 9.1, signed by the simulated platform whatever its content. Start
 * at {@link SimulatedPlatform#quote(SimulatedImage)}. Offsets are those of the tables there. Not thread-safe.
 */
public final class QuoteMaker {

    /** Bytes of an SGX report. */
    static final int REPORT = 384;

    private static final int HEADER = 48;
    private static final int TD_1_0 = 584;
    private static final int TD_1_5 = 648;
    private static final int MEASUREMENTS = 136;
    private static final int TD_ATTRIBUTES = 120;
    private static final int TD_REPORT_DATA = 520;
    private static final int REPORT_DATA = 320;
    private static final int TEE_TDX = 0x81;
    private static final byte[] INTEL = HexFormat.of().parseHex("939a7233f79c4ca9940a0db3957f0607");

    private final X509Maker keys;
    private final byte[] header = new byte[HEADER];
    private byte[] body;
    private final byte[] qeReport;
    private byte[] authenticationData = sequence(32);
    private byte[] certification;
    private int certificationType = 5;
    private String attestationKey = "attestation";
    private String quoteSigner = "attestation";
    private String qeSigner = CertificateRole.PCK.keyLabel();
    private boolean boundKey = true;
    private byte[] trailing = new byte[0];

    QuoteMaker(X509Maker keys, SimulatedImage image, byte[] teeTcbSvn, byte[] qeReport, String pem) {
        this.keys = keys;
        this.qeReport = qeReport;
        this.certification = (pem + "\0").getBytes(StandardCharsets.US_ASCII);
        this.body = new byte[TD_1_0];
        body(0, teeTcbSvn)
                .body(16, P256Key.digest("SHA-384", "simulated TDX module".getBytes(StandardCharsets.US_ASCII)));
        body(TD_ATTRIBUTES, image.attributes()).body(MEASUREMENTS, image.measurements());
        header(2, (byte) 2)
                .header(12, INTEL)
                .header(28, Arrays.copyOf(keys.key("pck").identifier(), 16));
        header(4, (byte) TEE_TDX);
        version(4);
    }

    private static byte[] sequence(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** Version of the layout: 4 (the default) or 5 for TDX, 3 too for SGX. */
    public QuoteMaker version(int version) {
        return header(0, (byte) version, (byte) 0);
    }

    /** A TDX 1.5 body, which needs version 5: TEE_TCB_SVN_2 as TEE_TCB_SVN, MRSERVICETD zero. */
    public QuoteMaker tdx15() {
        byte[] svn = Arrays.copyOf(body, 16);
        body = Arrays.copyOf(body, TD_1_5);
        return version(5).body(TD_1_0, svn);
    }

    /** The body of an SGX enclave instead of a trust domain. Sets the TEE type; keeps the version. */
    public QuoteMaker sgx(Bytes mrEnclave, Bytes mrSigner) {
        body = new byte[REPORT];
        header(4, (byte) 0);
        return body(64, mrEnclave.toByteArray()).body(128, mrSigner.toByteArray());
    }

    /** The 64 bytes that the quote is for. */
    public QuoteMaker reportData(Bytes data) {
        return body(body.length == REPORT ? REPORT_DATA : TD_REPORT_DATA, data.toByteArray());
    }

    /** Sets bytes of the header before signing. */
    public QuoteMaker header(int offset, byte... bytes) {
        System.arraycopy(bytes, 0, header, offset, bytes.length);
        return this;
    }

    /** Sets bytes of the body before signing. */
    public QuoteMaker body(int offset, byte... bytes) {
        System.arraycopy(bytes, 0, body, offset, bytes.length);
        return this;
    }

    /** Sets bytes of the quoting enclave's report before signing. */
    public QuoteMaker qeReport(int offset, byte... bytes) {
        System.arraycopy(bytes, 0, qeReport, offset, bytes.length);
        return this;
    }

    /** QE authentication data, which the QE report covers. */
    public QuoteMaker authenticationData(Bytes data) {
        authenticationData = data.toByteArray();
        return this;
    }

    /** The QE report keeps the report data set by {@link #qeReport}, whatever the attestation key. */
    public QuoteMaker unboundAttestationKey() {
        boundKey = false;
        return this;
    }

    /** Label of the attestation key that the quote shows. */
    public QuoteMaker attestationKey(String label) {
        attestationKey = label;
        return this;
    }

    /** Label of the key that signs the quote. */
    public QuoteMaker quoteSigner(String label) {
        quoteSigner = label;
        return this;
    }

    /** Label of the key that signs the QE report. */
    public QuoteMaker qeSigner(String label) {
        qeSigner = label;
        return this;
    }

    /** Inner certification data, 5 being a chain in PEM. */
    public QuoteMaker certification(int type, Bytes data) {
        certificationType = type;
        certification = data.toByteArray();
        return this;
    }

    /** Bytes behind the signature data. */
    public QuoteMaker trailing(Bytes bytes) {
        trailing = bytes.toByteArray();
        return this;
    }

    /** The signed quote. */
    public Bytes make() {
        byte[] signed = signed();
        byte[] signatureData = signatureData(keys.key(quoteSigner).signPlain(signed));
        return Bytes.wrap(concat(signed, u32(signatureData.length), signatureData, trailing));
    }

    private byte[] signed() {
        if (header[0] != 5) {
            return concat(header, body);
        }
        int type = body.length == REPORT ? 1 : body.length == TD_1_0 ? 2 : 3;
        return concat(header, u16(type), u32(body.length), body);
    }

    private byte[] signatureData(byte[] signature) {
        byte[] key = keys.key(attestationKey).xy();
        if (boundKey) {
            qeReport(REPORT_DATA, P256Key.digest("SHA-256", key, authenticationData));
        }
        byte[] qe = concat(
                qeReport,
                keys.key(qeSigner).signPlain(qeReport),
                u16(authenticationData.length),
                authenticationData,
                u16(certificationType),
                u32(certification.length),
                certification);
        byte[] frame = header[0] == 3 ? new byte[0] : concat(u16(6), u32(qe.length));
        return concat(signature, key, frame, qe);
    }

    private static byte[] u16(int value) {
        return ByteBuffer.allocate(2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) value)
                .array();
    }

    private static byte[] u32(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer out = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            out.put(part);
        }
        return out.array();
    }
}
