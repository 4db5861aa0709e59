package dev.cocoonsdk.devnet.internal.emulator;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the emulator imports, under the names that Emscripten gave in the build whose hash the build checks ({@code
 * emulator.sha256} in the POM; the names stand in {@code wasmImports} of the npm package's {@code emulator-emscripten.js}).
 */
final class Imports {

    private static final long[] ZERO = {0};
    private static final long[] NOTHING = {};

    /** One imported function. */
    private interface Handler {
        long[] call(long[] arguments);
    }

    private final List<FunctionImport> wanted;
    private final WasmModule module;
    private final Handler[] handlers;

    Imports(WasmModule module) {
        this.module = module;
        wanted = IntStream.range(0, module.importSection().importCount())
                .mapToObj(i -> (FunctionImport) module.importSection().getImport(i))
                .toList();
        handlers = new Handler[wanted.size()];
    }

    ImportValues values() {
        ImportValues.Builder values = ImportValues.builder();
        for (int i = 0; i < handlers.length; i++) {
            int index = i;
            values.addFunction(new HostFunction(
                    wanted.get(i).module(),
                    wanted.get(i).name(),
                    type(wanted.get(i)),
                    (instance, arguments) -> handlers[index].call(arguments)));
        }
        return values.build();
    }

    /** Gives the imports the instance that they serve, before anything in it runs. */
    void bind(Instance instance) {
        CxxExceptions exceptions = new CxxExceptions(instance);
        HostSystem system = new HostSystem(instance);
        for (int i = 0; i < handlers.length; i++) {
            boolean returns = !type(wanted.get(i)).returns().isEmpty();
            handlers[i] = handler(wanted.get(i).name(), returns, exceptions, system);
        }
    }

    private FunctionType type(FunctionImport function) {
        return module.typeSection().getType(function.typeIndex());
    }

    private static Handler handler(String name, boolean returns, CxxExceptions cxx, HostSystem host) {
        return switch (name) {
            case "u" -> cxx::beginCatch;
            case "v" -> arguments -> cxx.endCatch();
            case "a", "h", "K", "Q" -> cxx::findCatch;
            case "Z" -> arguments -> cxx.raiseAgain();
            case "k" -> cxx::raise;
            case "D" -> arguments -> cxx.uncaught();
            case "d" -> cxx::resume;
            case "w" -> arguments -> new long[] {arguments[0]}; // llvm_eh_typeid_for
            case "X", "M", "ma", "na" -> arguments -> ZERO; // fcntl64, fd_close, fd_seek, environ_get
            case "sa" -> host::fileStatus;
            case "ha", "pa", "qa", "ra" ->
                arguments -> HostSystem.noSuchFile(); // getdents64, lstat64, newfstatat, stat64
            case "O" -> arguments -> HostSystem.notATerminal(); // ioctl
            case "W" -> host::open;
            case "va" ->
                arguments -> {
                    throw new EmulatorException("aborted");
                };
            case "ta", "ia" -> arguments -> returns ? ZERO : NOTHING; // emscripten_log, munmap
            case "ja", "ka" -> host::brokenDownTime;
            case "la" -> host::timeZone;
            case "ua" -> host::clockTime;
            case "P" -> host::script;
            case "Y" -> arguments -> host.dateNow();
            case "ga" -> arguments -> host.maxMemory();
            case "fa" -> host::growMemory;
            case "oa" -> host::environmentSizes;
            case "U" -> host::read;
            case "V" -> host::write;
            case "da" -> host::randomGet;
            default -> arguments -> cxx.invoke(returns, arguments);
        };
    }
}
