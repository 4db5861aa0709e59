package dev.cocoonsdk.crypto.quote;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.quote.Quote.Header;
import dev.cocoonsdk.crypto.quote.Quote.SignatureData;
import java.util.HexFormat;

/** The layouts of {@code docs/protocol/attestation.md} 9.1. */
final class QuoteParser {

    private static final int ECDSA_P256 = 2;
    private static final long TEE_SGX = 0;
    private static final long TEE_TDX = 0x81;
    private static final Bytes INTEL = Bytes.wrap(HexFormat.of().parseHex("939a7233f79c4ca9940a0db3957f0607"));
    private static final int SIGNATURE = 64;
    private static final int KEY = 64;

    private final Bytes quote;
    private final QuoteReader in;

    QuoteParser(Bytes quote) {
        this.quote = quote;
        this.in = new QuoteReader(quote);
    }

    Quote parse() throws QuoteFormatException {
        int version = in.u16("version");
        if (version < 3 || version > 5) {
            throw new QuoteFormatException("version", 0, "3, 4 or 5", String.valueOf(version));
        }
        long tee = teeType();
        Bytes reserved = in.bytes("reserved", 4);
        in.expect("QE vendor id", INTEL);
        Header header = new Header(version, reserved, in.bytes("user data", 20));
        QuoteBody body = version == 5 ? describedBody(tee) : body(version, tee);
        int end = in.position();
        return new Quote(header, body, head(end), signatureData(version), in.bytes("trailing bytes", in.remaining()));
    }

    private long teeType() throws QuoteFormatException {
        int keyType = in.u16("attestation key type");
        if (keyType != ECDSA_P256) {
            throw new QuoteFormatException("attestation key type", 2, "2 (ECDSA P-256)", String.valueOf(keyType));
        }
        long tee = in.u32("TEE type");
        if (tee != TEE_SGX && tee != TEE_TDX) {
            throw new QuoteFormatException("TEE type", 4, "0x81 (TDX) or 0 (SGX)", "0x" + Long.toHexString(tee));
        }
        return tee;
    }

    private QuoteBody body(int version, long tee) throws QuoteFormatException {
        if (tee == TEE_SGX) {
            return new EnclaveReport(in.bytes("body", EnclaveReport.LENGTH));
        } else if (version == 3) {
            throw new QuoteFormatException("TEE type", 4, "0 (SGX) in version 3", "0x81");
        }
        return new TdReport(in.bytes("body", TdReport.LENGTH_1_0));
    }

    /** Version 5 says type and size of its body: 1 SGX, 2 TDX 1.0, 3 TDX 1.5. */
    private QuoteBody describedBody(long tee) throws QuoteFormatException {
        int at = in.position();
        int type = in.u16("body type");
        int expected = switch (type) {
            case 1 -> EnclaveReport.LENGTH;
            case 2 -> TdReport.LENGTH_1_0;
            case 3 -> TdReport.LENGTH_1_5;
            default -> throw new QuoteFormatException("body type", at, "1, 2 or 3", String.valueOf(type));
        };
        if ((type == 1) != (tee == TEE_SGX)) {
            throw new QuoteFormatException("body type", at, "one of the TEE type", String.valueOf(type));
        }
        long size = in.u32("body size");
        if (size != expected) {
            throw new QuoteFormatException("body size", at + 2, String.valueOf(expected), String.valueOf(size));
        }
        Bytes body = in.bytes("body", expected);
        return type == 1 ? new EnclaveReport(body) : new TdReport(body);
    }

    private SignatureData signatureData(int version) throws QuoteFormatException {
        int end = block("signature data length");
        Bytes signature = in.bytes("quote signature", SIGNATURE);
        Bytes key = in.bytes("attestation key", KEY);
        if (version > 3) {
            int at = in.position();
            int type = in.u16("certification data type");
            if (type != CertificationData.QE_REPORT) {
                throw new QuoteFormatException("certification data type", at, "6", String.valueOf(type));
            }
            nests("certification data size", block("certification data size"), end);
        }
        EnclaveReport qeReport = new EnclaveReport(in.bytes("QE report", EnclaveReport.LENGTH));
        Bytes qeSignature = in.bytes("QE report signature", SIGNATURE);
        Bytes authentication = in.bytes("QE authentication data", in.u16("QE authentication data length"));
        int type = in.u16("PCK certification data type");
        int dataEnd = block("PCK certification data size");
        nests("PCK certification data size", dataEnd, end);
        Bytes data = in.bytes("PCK certification data", dataEnd - in.position());
        return new SignatureData(
                signature, key, qeReport, qeSignature, authentication, new CertificationData(type, data));
    }

    /** Reads a length and says where what it measures ends. */
    private int block(String field) throws QuoteFormatException {
        int at = in.position();
        long length = in.u32(field);
        if (length > in.remaining()) {
            throw new QuoteFormatException(field, at, "<= " + in.remaining(), String.valueOf(length));
        }
        return in.position() + (int) length;
    }

    private void nests(String field, int end, int outer) throws QuoteFormatException {
        if (end != outer) {
            throw new QuoteFormatException(
                    field, in.position() - 4, "an end at byte " + outer, "an end at byte " + end);
        }
    }

    private Bytes head(int end) {
        byte[] signed = new byte[end];
        quote.asByteBuffer().get(signed);
        return Bytes.wrap(signed);
    }
}
