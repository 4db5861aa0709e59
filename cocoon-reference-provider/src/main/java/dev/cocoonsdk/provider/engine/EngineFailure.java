package dev.cocoonsdk.provider.engine;

/**
 * Why a request got no (complete) answer.
 *
 * @param kind what kind of failure
 * @param message what happened and what to do, without any part of prompt or answer
 */
public record EngineFailure(Kind kind, String message) {

    /** Kinds of failure with their codes in {@code docs/protocol/wire.md} 14. */
    public enum Kind {
        /** The request is wrong; code 621. */
        INVALID_REQUEST(621),
        /** The engine or its upstream failed; code 602. */
        FAILED(602),
        /** The engine cannot serve at present; code 651. */
        NOT_READY(651),
        /** The time allowed has passed; code 652. */
        TIMEOUT(652),
        /** Cancelled; code 653. */
        CANCELLED(653);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The code on the wire. */
        public int code() {
            return code;
        }
    }
}
