package dev.cocoonsdk.crypto.quote;

import dev.cocoonsdk.core.Bytes;

/** What a quote states: the report of a trust domain or of an enclave. */
public sealed interface QuoteBody permits TdReport, EnclaveReport {

    /** The whole report as it stands in the quote. */
    Bytes bytes();

    /** 64 bytes that the attested code chose. */
    Bytes reportData();
}
