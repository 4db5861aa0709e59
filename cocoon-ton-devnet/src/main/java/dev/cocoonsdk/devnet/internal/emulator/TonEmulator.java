package dev.cocoonsdk.devnet.internal.emulator;

import com.dylibso.chicory.runtime.ByteBufferMemory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The official emulator of TON's transaction executor and virtual machine, built for WebAssembly and compiled to Java bytecode. Executes
 * one message on one account; what a chain is made of besides lies outside. Not thread-safe; needs a stack of several megabytes.
 */
public final class TonEmulator {

    private static final String CREATE = "Fa";
    private static final String EMULATE = "Ha";
    private static final String FREE = "Ia";
    private static final String RUN_GET_METHOD = "Ka";
    private static final String VERSION = "La";
    private static final String MALLOC = "Na";
    private static final String INITIALIZE = "Ea";

    private final Instance instance;
    private final Memory memory;
    private final String config;
    private final long emulator;

    /**
     * Where and when a message is executed.
     *
     * @param time unix seconds
     * @param lt logical time of the transaction, greater than that of the message and of the account
     * @param seed random seed of the block
     */
    public record Moment(long time, long lt, Hash256 seed) {}

    /**
     * A get-method's surroundings.
     *
     * @param address of the contract
     * @param balance of the contract
     * @param code of the contract
     * @param data of the contract
     * @param time unix seconds
     * @param seed random seed of the block
     */
    public record Contract(TonAddress address, NanoTon balance, Cell code, Cell data, long time, Hash256 seed) {}

    /** What became of a message. */
    public sealed interface Outcome {

        /**
         * It was executed, well or badly.
         *
         * @param transaction its cell
         * @param shardAccount the account afterwards
         */
        record Executed(Cell transaction, Cell shardAccount) implements Outcome {}

        /**
         * The chain would not take it: an external message that the contract did not accept.
         *
         * @param problem why
         * @param exitCode the contract's, 0 if it did not run
         */
        record Refused(String problem, int exitCode) implements Outcome {}
    }

    /**
     * What a get-method left.
     *
     * @param exitCode of the virtual machine
     * @param stack its cell, for {@link VmStack#parse}
     */
    public record Returned(int exitCode, Cell stack) {}

    /**
     * Starts an emulator.
     *
     * @param config the chain's configuration
     * @throws EmulatorException if it does not start
     */
    public TonEmulator(Cell config) {
        WasmModule module = EmulatorCode.load();
        Imports imports = new Imports(module);
        instance = Instance.builder(module)
                .withMachineFactory(EmulatorCode::create)
                .withMemoryFactory(ByteBufferMemory::new)
                .withImportValues(imports.values())
                .withInitialize(false)
                .withStart(false)
                .build();
        imports.bind(instance);
        instance.initialize(false);
        memory = instance.memory();
        call(INITIALIZE);
        this.config = base64(config);
        try (Strings strings = new Strings()) {
            emulator = call(CREATE, strings.put(this.config), 0);
        }
        if (emulator == 0) {
            throw new EmulatorException("configuration refused");
        }
    }

    /** What the emulator says about its version. */
    public String version() {
        return takeString(call(VERSION));
    }

    /** Bytes of the emulator's memory. */
    public long memoryBytes() {
        return (long) memory.pages() * Memory.PAGE_SIZE;
    }

    /**
     * Executes a message.
     *
     * @param shardAccount the receiver's {@code ShardAccount}
     * @param message internal or external
     * @throws EmulatorException if the emulator fails
     */
    public Outcome emulate(Cell shardAccount, Cell message, Moment moment) {
        String parameters = JsonValue.object(
                        "utime", moment.time(),
                        "lt", Long.toUnsignedString(moment.lt()),
                        "rand_seed", moment.seed().toHex(),
                        "ignore_chksig", false,
                        "debug_enabled", false)
                .toJson();
        JsonObject output;
        try (Strings strings = new Strings()) {
            output = output(call(
                    EMULATE,
                    emulator,
                    0,
                    strings.put(base64(shardAccount)),
                    strings.put(base64(message)),
                    strings.put(parameters)));
        }
        if (JsonValue.of(true).equals(output.get("success"))) {
            return new Outcome.Executed(cell(output, "transaction"), cell(output, "shard_account"));
        }
        String problem = output.string("error");
        Long exitCode = output.integer("vm_exit_code");
        return new Outcome.Refused(
                problem == null ? "no reason given" : problem, exitCode == null ? 0 : exitCode.intValue());
    }

    /**
     * Runs a get-method.
     *
     * @param method its number
     * @param stack the arguments' cell, from {@link VmStack#toCell}
     * @throws EmulatorException if the emulator fails
     */
    public Returned runGetMethod(Contract contract, int method, Cell stack) {
        String parameters = JsonValue.object(
                        "code", base64(contract.code()),
                        "data", base64(contract.data()),
                        "verbosity", 0L,
                        "libs", "",
                        "address", contract.address().toString(),
                        "unixtime", contract.time(),
                        "balance", Long.toString(contract.balance().value()),
                        "rand_seed", contract.seed().toHex(),
                        "gas_limit", "1000000",
                        "method_id", (long) method,
                        "debug_enabled", false)
                .toJson();
        JsonObject output;
        try (Strings strings = new Strings()) {
            output = output(
                    call(RUN_GET_METHOD, strings.put(parameters), strings.put(base64(stack)), strings.put(config)));
        }
        Long exitCode = output.integer("vm_exit_code");
        if (exitCode == null) {
            throw new EmulatorException("get-method: " + output.string("error"));
        }
        return new Returned(exitCode.intValue(), cell(output, "stack"));
    }

    private JsonObject output(long pointer) {
        try {
            if (JsonValue.parse(takeString(pointer)) instanceof JsonObject response) {
                JsonObject output = response.object("output");
                if (output != null) {
                    return output;
                }
                throw new EmulatorException(String.valueOf(response.string("message")));
            }
        } catch (JsonFormatException e) {
            throw new EmulatorException("answer is not JSON", e);
        }
        throw new EmulatorException("answer is not an object");
    }

    private static Cell cell(JsonObject output, String name) {
        String text = output.string(name);
        if (text == null) {
            throw new EmulatorException("answer without " + name);
        }
        try {
            return BagOfCells.parseSingle(Base64.getDecoder().decode(text));
        } catch (CellException | IllegalArgumentException e) {
            throw new EmulatorException("answer with a bad " + name, e);
        }
    }

    private static String base64(Cell cell) {
        return Base64.getEncoder().encodeToString(BagOfCells.serialize(cell));
    }

    private String takeString(long pointer) {
        String text = memory.readCString((int) pointer, StandardCharsets.UTF_8);
        call(FREE, pointer);
        return text;
    }

    private long call(String function, long... arguments) {
        try {
            long[] results = instance.export(function).apply(arguments);
            return results == null || results.length == 0 ? 0 : results[0];
        } catch (ChicoryException e) {
            throw new EmulatorException("trapped", e);
        }
    }

    /** Arguments in the emulator's memory. */
    private final class Strings implements AutoCloseable {

        private final List<Long> pointers = new ArrayList<>();

        long put(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            long pointer = call(MALLOC, bytes.length + 1L);
            pointers.add(pointer);
            memory.write((int) pointer, bytes);
            memory.writeByte((int) pointer + bytes.length, (byte) 0);
            return pointer;
        }

        @Override
        public void close() {
            pointers.forEach(pointer -> call(FREE, pointer));
        }
    }
}
