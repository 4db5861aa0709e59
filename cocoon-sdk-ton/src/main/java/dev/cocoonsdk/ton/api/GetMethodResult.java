package dev.cocoonsdk.ton.api;

import java.util.List;

/**
 * What a get-method returned.
 *
 * @param exitCode 0 or 1 for success, {@value #UNKNOWN_METHOD} if the contract has no such method, else the contract's own
 * @param stack results, first one first
 */
public record GetMethodResult(int exitCode, List<StackValue> stack) {

    /** Exit code of a contract without such a method. */
    public static final int UNKNOWN_METHOD = 11;

    /** Copies the list. */
    public GetMethodResult {
        stack = List.copyOf(stack);
    }

    /** Whether the method ended normally. */
    public boolean isSuccess() {
        return exitCode == 0 || exitCode == 1;
    }
}
