package dev.cocoonsdk.cli;

/** The exit codes of the command, as documented in {@code docs/cli.md}. */
final class ExitCode {

    /** Everything went well. */
    static final int OK = 0;

    /** The call was accepted or tried and failed: provider, model, protocol, or a defect of ours. */
    static final int FAILED = 1;

    /** The arguments, a file or the request itself are not usable as they are. */
    static final int USAGE = 2;

    /** The broker cannot be reached, is busy, or did not answer in time. */
    static final int UNREACHABLE = 3;

    /** Refused because of money: balance, price cap, or an account that is closing. */
    static final int PAYMENT = 4;

    private ExitCode() {}
}
