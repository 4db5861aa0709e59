package dev.cocoonsdk.crypto.internal.dcap;

import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.VerificationStep;

/**
 * Where something that is checked came from.
 *
 * @param step the step that checks it
 * @param collateral whether it is collateral, so that other collateral may do
 */
record Place(VerificationStep step, boolean collateral) {

    static Place peer(VerificationStep step) {
        return new Place(step, false);
    }

    static Place collateral(VerificationStep step) {
        return new Place(step, true);
    }

    Refusal malformed(String field, String expected, String actual) {
        return refusal(field, expected, actual, FailureClass.MALFORMED);
    }

    Refusal forged(String field, String expected, String actual) {
        return refusal(field, expected, actual, FailureClass.FORGED);
    }

    Refusal refusal(String field, String expected, String actual, FailureClass failure) {
        return new Refusal(step, field, expected, actual, failure, collateral);
    }
}
