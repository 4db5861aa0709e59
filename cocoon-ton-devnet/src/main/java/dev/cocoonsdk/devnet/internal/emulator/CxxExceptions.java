package dev.cocoonsdk.devnet.internal.emulator;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Exceptions of C++ across WebAssembly, which has none: the module leaves throwing and catching to its surroundings, as compiled by
 * Emscripten. An exception object is preceded by its header.
 */
final class CxxExceptions {

    private static final int TYPE = -20;
    private static final int DESTRUCTOR = -16;
    private static final int CAUGHT = -12;
    private static final int RETHROWN = -11;
    private static final int ADJUSTED = -8;

    private static final long[] NOTHING = {};
    private static final long[] ZERO = {0};

    private final Memory memory;
    private final Machine machine;
    private final TableInstance table;
    private final ExportFunction setThrew;
    private final ExportFunction setTemporary;
    private final ExportFunction restoreStack;
    private final ExportFunction saveStack;
    private final ExportFunction release;
    private final ExportFunction retain;
    private final ExportFunction canCatch;
    private final ExportFunction objectOf;
    private final Deque<Integer> caught = new ArrayDeque<>();
    private int last;
    private int uncaught;

    CxxExceptions(Instance instance) {
        memory = instance.memory();
        machine = instance.getMachine();
        table = instance.table(0);
        setThrew = instance.export("Pa");
        setTemporary = instance.export("Qa");
        restoreStack = instance.export("Ra");
        saveStack = instance.export("Ta");
        release = instance.export("Ua");
        retain = instance.export("Va");
        canCatch = instance.export("Wa");
        objectOf = instance.export("Xa");
    }

    /** An exception of C++ on its way through Java. */
    private static final class Thrown extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Thrown() {
            super(null, null, false, false);
        }
    }

    /** {@code invoke_*}: calls a function of the table and notes if it throws. */
    long[] invoke(boolean returns, long[] arguments) {
        long stack = saveStack.apply()[0];
        try {
            return machine.call(
                    table.requiredRef((int) arguments[0]), Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (Thrown e) {
            restoreStack.apply(stack);
            setThrew.apply(1, 0);
            return returns ? ZERO : NOTHING;
        }
    }

    /** {@code __cxa_throw}. */
    long[] raise(long[] arguments) {
        int pointer = (int) arguments[0];
        memory.writeI32(pointer + ADJUSTED, 0);
        memory.writeI32(pointer + TYPE, (int) arguments[1]);
        memory.writeI32(pointer + DESTRUCTOR, (int) arguments[2]);
        last = pointer;
        uncaught++;
        throw new Thrown();
    }

    /** {@code __cxa_rethrow}. */
    long[] raiseAgain() {
        if (caught.isEmpty()) {
            throw new EmulatorException("no exception to throw again");
        }
        int pointer = caught.pop();
        if (memory.read(pointer + RETHROWN) == 0) {
            caught.push(pointer);
            memory.writeByte(pointer + RETHROWN, (byte) 1);
            memory.writeByte(pointer + CAUGHT, (byte) 0);
            uncaught++;
        }
        last = pointer;
        throw new Thrown();
    }

    /** {@code __resumeException}. */
    long[] resume(long[] arguments) {
        if (last == 0) {
            last = (int) arguments[0];
        }
        throw new Thrown();
    }

    /** {@code __cxa_begin_catch}. */
    long[] beginCatch(long[] arguments) {
        int pointer = (int) arguments[0];
        if (memory.read(pointer + CAUGHT) == 0) {
            memory.writeByte(pointer + CAUGHT, (byte) 1);
            uncaught--;
        }
        memory.writeByte(pointer + RETHROWN, (byte) 0);
        caught.push(pointer);
        retain.apply(pointer);
        return objectOf.apply(pointer);
    }

    /** {@code __cxa_end_catch}. */
    long[] endCatch() {
        setThrew.apply(0, 0);
        release.apply(caught.pop());
        last = 0;
        return NOTHING;
    }

    /** {@code __cxa_find_matching_catch_*}: the exception, and by the second result which of the wanted types it has. */
    long[] findCatch(long[] wanted) {
        int type = last == 0 ? 0 : memory.readInt(last + TYPE);
        if (last != 0) {
            memory.writeI32(last + ADJUSTED, last);
        }
        setTemporary.apply(type == 0 ? 0 : matching(wanted, type));
        return new long[] {last};
    }

    private long matching(long[] wanted, int type) {
        for (long candidate : wanted) {
            if (candidate == 0 || (int) candidate == type) {
                return type;
            } else if (canCatch.apply(candidate, type, last + ADJUSTED)[0] != 0) {
                return candidate;
            }
        }
        return type;
    }

    /** {@code __cxa_uncaught_exceptions}. */
    long[] uncaught() {
        return new long[] {uncaught};
    }
}
