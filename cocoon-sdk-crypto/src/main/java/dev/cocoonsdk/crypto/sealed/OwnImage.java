package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.ImageHash;
import dev.cocoonsdk.crypto.QuoteUnavailableException;
import dev.cocoonsdk.crypto.ReportData;
import dev.cocoonsdk.crypto.quote.Quote;
import dev.cocoonsdk.crypto.quote.QuoteFormatException;
import dev.cocoonsdk.crypto.quote.TdReport;

/** What the own quote says that runs here. */
final class OwnImage {

    private OwnImage() {}

    /** The image hash of a real or a fake quote. */
    static Hash256 hash(Bytes quote) {
        if (quote.length() == ReportData.LENGTH) {
            return ImageHash.FAKE_TDX;
        }
        try {
            if (Quote.parse(quote).body() instanceof TdReport report) {
                return ImageHash.tdx(report.measurements());
            }
        } catch (QuoteFormatException e) {
            throw new QuoteUnavailableException("own platform", String.valueOf(e.getMessage()), e);
        }
        throw new QuoteUnavailableException("own platform", "a quote of an SGX enclave (expected: TDX)", null);
    }
}
