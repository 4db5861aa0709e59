package dev.cocoonsdk.devnet;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.state.StateFolder;
import dev.cocoonsdk.ton.state.StateStoreException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A chain in a folder: one file to which blocks are appended and forced to the disk, each with length and checksum. A block that was cut off
 * by a crash at the end of the file was never acknowledged and is dropped; damage anywhere before is an error. The lock and the description
 * of the chain are those of a {@link StateFolder}.
 */
final class BlockFile implements BlockLog {

    private static final String DESCRIPTION = "chain";
    private static final String BLOCKS = "blocks.log";
    private static final String UNFINISHED = "blocks.tmp";
    private static final int HEADER = 2 * Integer.BYTES;
    private static final int MAX_RECORD = 1 << 28;
    private static final int FORMAT = 1;

    private final Path folder;
    private final StateFolder lock;
    private final long seed;
    private FileChannel file;

    private BlockFile(Path folder, StateFolder lock, long seed, FileChannel file) {
        this.folder = folder;
        this.lock = lock;
        this.seed = seed;
        this.file = file;
    }

    static BlockFile open(Path folder, long firstSeed, Hash256 config) {
        StateFolder lock = StateFolder.open(folder);
        try {
            long seed = describe(lock, firstSeed, config);
            return new BlockFile(folder, lock, seed, openFile(folder.resolve(BLOCKS)));
        } catch (IOException e) {
            lock.close();
            throw new StateStoreException("devnet folder " + folder + ": cannot be opened", e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel openFile(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Reads the seed, or writes the description of a new chain. */
    private static long describe(StateFolder store, long firstSeed, Hash256 config) {
        Bytes known = store.read(DESCRIPTION);
        if (known == null) {
            JsonObject description = JsonValue.object(
                    "format", (long) FORMAT, "seed", Long.toString(firstSeed), "config", config.toHex());
            store.write(DESCRIPTION, Bytes.copyOf(description.toJsonBytes()));
            return firstSeed;
        }
        String text = new String(known.toByteArray(), StandardCharsets.UTF_8);
        try {
            if (JsonValue.parse(text) instanceof JsonObject description
                    && Long.valueOf(FORMAT).equals(description.integer("format"))) {
                return seed(description, config);
            }
        } catch (JsonFormatException | NumberFormatException e) {
            throw new StateStoreException("devnet folder: its description is damaged", e);
        }
        throw new StateStoreException("devnet folder: of another version", null);
    }

    private static long seed(JsonObject description, Hash256 config) {
        if (!config.toHex().equals(description.string("config"))) {
            throw new StateStoreException("devnet folder: its chain has another configuration", null);
        }
        return Long.parseLong(String.valueOf(description.string("seed")));
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public ChainState load(CellPool pool) {
        ChainState state = new ChainState();
        try {
            long end = 0;
            file.position(0);
            DataInputStream in = new DataInputStream(Channels.newInputStream(file));
            for (byte[] record = read(in, end); record != null; record = read(in, end)) {
                ChainStep step = StepCodec.decode(record, state.newestHash(), pool);
                if (step.block().seqno() != state.nextSeqno()) {
                    throw new IOException("block " + step.block().seqno() + " (expected: " + state.nextSeqno() + ")");
                }
                state.add(step);
                end += HEADER + record.length;
            }
            file.truncate(end);
            file.position(end);
        } catch (IOException e) {
            throw new StateStoreException("devnet folder " + folder + ": damaged", e);
        }
        return state;
    }

    /** The record at a place, or null if there is none or only the beginning of one that was never finished. */
    private byte @Nullable [] read(DataInputStream in, long at) throws IOException {
        long left = file.size() - at;
        if (left < HEADER) {
            return null;
        }
        int length = in.readInt();
        int checksum = in.readInt();
        if (length < 0 || length > left - HEADER || (length == 0 && isZeroFrom(at))) {
            return null;
        }
        byte[] record = in.readNBytes(length);
        if (checksum(record) == checksum) {
            return record;
        } else if (length == left - HEADER) {
            return null;
        }
        throw new IOException("checksum of the record at byte " + at + " does not fit");
    }

    /** A file system that lost power may have made the file longer without its content. */
    private boolean isZeroFrom(long at) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(1 << 13);
        for (long next = at; file.read(part.clear(), next) > 0; next += part.limit()) {
            part.flip();
            while (part.hasRemaining()) {
                if (part.get() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int checksum(byte[] record) {
        CRC32C sum = new CRC32C();
        sum.update(record);
        return (int) sum.getValue();
    }

    @Override
    public void append(ChainStep step) {
        long before = 0;
        try {
            before = file.position();
            write(file, step);
            file.force(false);
        } catch (IOException e) {
            throw undone(before, e);
        }
    }

    private StateStoreException undone(long length, IOException cause) {
        try {
            file.truncate(length);
            file.position(length);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return new StateStoreException("devnet folder " + folder + ": block cannot be written", cause);
    }

    private static void write(FileChannel channel, ChainStep step) throws IOException {
        byte[] record = StepCodec.encode(step);
        if (record.length > MAX_RECORD) {
            throw new IOException("block: " + record.length + " bytes (expected: <= " + MAX_RECORD + ")");
        }
        ByteBuffer out = ByteBuffer.allocate(HEADER + record.length)
                .putInt(record.length)
                .putInt(checksum(record))
                .put(record)
                .flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    @Override
    public void rewrite(List<ChainStep> steps) {
        Path unfinished = folder.resolve(UNFINISHED);
        try {
            Files.deleteIfExists(unfinished);
            try (FileChannel out = openFile(unfinished)) {
                for (ChainStep step : steps) {
                    write(out, step);
                }
                out.force(true);
            }
            Files.move(
                    unfinished,
                    folder.resolve(BLOCKS),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
            file.close();
            file = openFile(folder.resolve(BLOCKS));
            file.position(file.size());
        } catch (IOException e) {
            throw new StateStoreException("devnet folder " + folder + ": cannot be rewritten", e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new StateStoreException("devnet folder " + folder + ": cannot be closed", e);
        } finally {
            lock.close();
        }
    }
}
