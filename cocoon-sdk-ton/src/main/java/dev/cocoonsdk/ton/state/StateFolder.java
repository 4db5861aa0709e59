package dev.cocoonsdk.ton.state;

import dev.cocoonsdk.core.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Records as files of one folder. A record is written to a file beside its own, forced to the disk and renamed over it; then the folder is
 * forced. A checksum of 4 bytes at the end tells a damaged file from a whole one. One process at a time: whoever opens the folder locks it.
 */
public final class StateFolder implements StateStore, AutoCloseable {
    private static final String SUFFIX = ".rec";
    private static final String UNFINISHED = ".tmp";
    private static final String LOCK = "lock";
    private static final int CHECKSUM = Integer.BYTES;
    private static final int MAX_RECORD = 1 << 24;

    private final Path folder;
    private final FileChannel lock;

    private StateFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens a folder and makes it if it is missing.
     *
     * @throws StateStoreException if that fails or another process has it open
     */
    public static StateFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel lock =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new StateFolder(folder, locked(folder, lock));
        } catch (IOException e) {
            throw new StateStoreException("state folder " + folder + ": cannot be opened", e);
        }
    }

    private static FileChannel locked(Path folder, FileChannel lock) throws IOException {
        try {
            if (lock.tryLock() != null) {
                return lock;
            }
        } catch (java.nio.channels.OverlappingFileLockException e) {
            lock.close();
            throw new StateStoreException("state folder " + folder + ": already open in this process", e);
        }
        lock.close();
        throw new StateStoreException("state folder " + folder + ": another process has it open", null);
    }

    @Override
    public synchronized @Nullable Bytes read(String name) {
        Path file = file(name);
        try {
            if (Files.size(file) > MAX_RECORD) {
                throw new StateStoreException("record " + name + ": longer than " + MAX_RECORD + " bytes", null);
            }
            return checked(name, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new StateStoreException("record " + name + ": cannot be read", e);
        }
    }

    private static Bytes checked(String name, byte[] file) {
        int length = file.length - CHECKSUM;
        if (length < 0 || ByteBuffer.wrap(file).getInt(length) != checksum(file, length)) {
            throw new StateStoreException("record " + name + ": damaged, its checksum does not fit", null);
        }
        return Bytes.copyOf(java.util.Arrays.copyOf(file, length));
    }

    private static int checksum(byte[] content, int length) {
        CRC32C sum = new CRC32C();
        sum.update(content, 0, length);
        return (int) sum.getValue();
    }

    @Override
    public synchronized void write(String name, Bytes content) {
        Path file = file(name);
        Path unfinished = folder.resolve(name + UNFINISHED);
        byte[] plain = content.toByteArray();
        ByteBuffer out = ByteBuffer.allocate(plain.length + CHECKSUM)
                .put(plain)
                .putInt(checksum(plain, plain.length))
                .flip();
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                while (out.hasRemaining()) {
                    channel.write(out);
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
        } catch (IOException e) {
            throw new StateStoreException("record " + name + ": cannot be written", e);
        }
    }

    @Override
    public synchronized void delete(String name) {
        try {
            if (Files.deleteIfExists(file(name))) {
                forceFolder();
            }
        } catch (IOException e) {
            throw new StateStoreException("record " + name + ": cannot be removed", e);
        }
    }

    @Override
    public synchronized Set<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new StateStoreException("state folder " + folder + ": cannot be listed", e);
        }
    }

    private Path file(String name) {
        return folder.resolve(StateNames.check(name) + SUFFIX);
    }

    /** A rename is on the disk only when its folder is. */
    private void forceFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Lets other processes open the folder. Idempotent. */
    @Override
    public synchronized void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StateStoreException("state folder " + folder + ": cannot be closed", e);
        }
    }
}
