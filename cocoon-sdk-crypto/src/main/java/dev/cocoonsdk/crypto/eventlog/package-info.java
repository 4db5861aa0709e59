/**
 * What the registers of a measured boot stand for: reads the event log of a confidential virtual machine, replays it and compares it with
 * a quote. Start at {@link dev.cocoonsdk.crypto.eventlog.EventLog}.
 */
@NullMarked
package dev.cocoonsdk.crypto.eventlog;

import org.jspecify.annotations.NullMarked;
