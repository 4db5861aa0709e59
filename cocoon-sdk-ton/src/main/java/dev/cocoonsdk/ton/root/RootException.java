package dev.cocoonsdk.ton.root;

import dev.cocoonsdk.core.Hash256;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A root configuration could not be read or must not be used. The one that was read before stays valid. */
public abstract sealed class RootException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private RootException(String problem, @Nullable Throwable cause) {
        super("root: " + problem, cause);
    }

    /** Whether the same question may be answered better later; otherwise the configuration of this node has to change. */
    public abstract boolean retryMayHelp();

    /** The endpoint did not answer. */
    public static final class Unreachable extends RootException {
        private static final long serialVersionUID = 1L;

        Unreachable(String endpoint, Throwable cause) {
            super("no answer from " + endpoint, cause);
        }

        @Override
        public boolean retryMayHelp() {
            return true;
        }
    }

    /** There is no contract at the address, or it cannot be parsed. */
    public static final class Malformed extends RootException {
        private static final long serialVersionUID = 1L;

        Malformed(String problem, @Nullable Throwable cause) {
            super(problem, cause);
        }

        @Override
        public boolean retryMayHelp() {
            return true;
        }
    }

    /** The root belongs to the other kind of network. */
    public static final class WrongNetwork extends RootException {
        private static final long serialVersionUID = 1L;

        WrongNetwork(boolean isTest) {
            super("is_test " + isTest + " (expected: " + !isTest + ")", null);
        }

        @Override
        public boolean retryMayHelp() {
            return false;
        }
    }

    /** The policy does not take a configuration of this provenance. */
    public static final class Refused extends RootException {
        private static final long serialVersionUID = 1L;
        private final transient RootProvenance provenance;

        Refused(RootPolicy policy, RootProvenance provenance) {
            super(
                    "provenance " + provenance.getClass().getSimpleName() + " under policy " + policy
                            + " (expected: Pinned or Quorum; whoever answers alone would choose the trusted enclaves)",
                    null);
            this.provenance = provenance;
        }

        /** What was refused. */
        public RootProvenance provenance() {
            return provenance;
        }

        @Override
        public boolean retryMayHelp() {
            return false;
        }
    }

    /** Too few endpoints gave the same root. */
    public static final class NoQuorum extends RootException {
        private static final long serialVersionUID = 1L;
        private final transient Map<String, Hash256> answers;
        private final int required;

        NoQuorum(int required, int asked, Map<String, Hash256> answers) {
            super(
                    "no " + required + " of " + asked + " endpoints agree: "
                            + answers.entrySet().stream()
                                    .map(each -> each.getKey() + " gives "
                                            + each.getValue().toHex())
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                    null);
            this.required = required;
            this.answers = Map.copyOf(answers);
        }

        /** How many had to agree. */
        public int required() {
            return required;
        }

        /** Cell hash of the storage that each endpoint gave, by its name; without those who gave none. */
        public Map<String, Hash256> answers() {
            return answers;
        }

        @Override
        public boolean retryMayHelp() {
            return true;
        }
    }

    /** A contract code is not pinned. */
    public static final class NotPinned extends RootException {
        private static final long serialVersionUID = 1L;
        private final transient Hash256 hash;

        NotPinned(String what, Hash256 hash) {
            super(what + " contract code " + hash.toHex() + " (expected: a pinned one)", null);
            this.hash = hash;
        }

        /** Cell hash of the code. */
        public Hash256 hash() {
            return hash;
        }

        @Override
        public boolean retryMayHelp() {
            return false;
        }
    }
}
