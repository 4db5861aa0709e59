package dev.cocoonsdk.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Stack;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option {@code -v [LEVEL]} with the levels of the official runners. */
final class Verbosity {

    /** What is shown without the option: warnings. */
    static final int DEFAULT = 2;

    /** What {@code -v} without a number means: information. */
    static final int PLAIN = 3;

    @Option(
            names = {"-v", "--verbosity"},
            arity = "0..1",
            paramLabel = "LEVEL",
            preprocessor = NumberOrNothing.class,
            description = {
                "How much to log on stderr: 1 errors, 2 warnings (default), 3 progress, 4 and more details.",
                "Without a number: 3. From 3 on, errors come with their stack trace."
            })
    int level = DEFAULT;

    /** Whether a failure should be shown with everything that is known about it. */
    boolean detailed() {
        return level >= PLAIN;
    }

    void apply() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(logbackLevel(level));
    }

    private static Level logbackLevel(int level) {
        return switch (Math.max(0, Math.min(level, 5))) {
            case 0, 1 -> Level.ERROR;
            case 2 -> Level.WARN;
            case 3 -> Level.INFO;
            case 4 -> Level.DEBUG;
            default -> Level.TRACE;
        };
    }

    /** Lets {@code -v FILE} mean "-v" and a file, although {@code -v 4} takes the number. */
    static final class NumberOrNothing implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> args, CommandSpec command, ArgSpec option, java.util.Map<String, Object> info) {
            if (args.isEmpty() || !args.peek().matches("[0-9]{1,2}")) {
                args.push(Integer.toString(PLAIN));
            }
            return false;
        }
    }
}
