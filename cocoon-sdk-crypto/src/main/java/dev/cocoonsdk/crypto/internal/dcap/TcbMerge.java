package dev.cocoonsdk.crypto.internal.dcap;

import static dev.cocoonsdk.crypto.TcbStatus.CONFIGURATION_AND_SW_HARDENING_NEEDED;
import static dev.cocoonsdk.crypto.TcbStatus.CONFIGURATION_NEEDED;
import static dev.cocoonsdk.crypto.TcbStatus.OUT_OF_DATE;
import static dev.cocoonsdk.crypto.TcbStatus.OUT_OF_DATE_CONFIGURATION_NEEDED;
import static dev.cocoonsdk.crypto.TcbStatus.REVOKED;
import static dev.cocoonsdk.crypto.TcbStatus.SW_HARDENING_NEEDED;
import static dev.cocoonsdk.crypto.TcbStatus.TD_RELAUNCH_ADVISED;
import static dev.cocoonsdk.crypto.TcbStatus.TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED;
import static dev.cocoonsdk.crypto.TcbStatus.UP_TO_DATE;

import dev.cocoonsdk.crypto.TcbStatus;

/** Makes one status of several, as Intel's library does: never better than the worst of them. */
final class TcbMerge {

    private TcbMerge() {}

    /**
     * The platform's status together with that of the TDX module or the quoting enclave.
     *
     * @param part what is published for these: UpToDate, OutOfDate or Revoked; anything else counts as OutOfDate
     */
    static TcbStatus with(TcbStatus platform, TcbStatus part) {
        if (platform == REVOKED || part == REVOKED) {
            return REVOKED;
        } else if (part == UP_TO_DATE) {
            return platform;
        }
        return switch (platform) {
            case UP_TO_DATE, SW_HARDENING_NEEDED, TD_RELAUNCH_ADVISED -> OUT_OF_DATE;
            case CONFIGURATION_NEEDED,
                    CONFIGURATION_AND_SW_HARDENING_NEEDED,
                    TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED -> OUT_OF_DATE_CONFIGURATION_NEEDED;
            default -> platform;
        };
    }

    /** The relaunch status for a domain that needs no more than to be launched again. */
    static TcbStatus relaunch(TcbStatus platform, TcbStatus merged) {
        return platform.needsConfiguration() || merged.needsConfiguration()
                ? TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED
                : TD_RELAUNCH_ADVISED;
    }

    /** Whether a status says that security updates are missing. */
    static boolean outOfDate(TcbStatus status) {
        return status == OUT_OF_DATE || status == OUT_OF_DATE_CONFIGURATION_NEEDED;
    }

    /** Whether a platform's hardware and firmware are at a current level. */
    static boolean current(TcbStatus status) {
        return status == UP_TO_DATE
                || status == SW_HARDENING_NEEDED
                || status == CONFIGURATION_NEEDED
                || status == CONFIGURATION_AND_SW_HARDENING_NEEDED;
    }
}
