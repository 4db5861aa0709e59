package dev.cocoonsdk.broker.ledger;

import dev.cocoonsdk.broker.LedgerStoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process away from a file; the operating system lets go when this process ends, however it ends. */
final class FileLock implements AutoCloseable {

    private final FileChannel channel;

    private FileLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks the file {@code <file>.lock} beside a file.
     *
     * @throws LedgerStoreException if somebody else has it
     */
    static FileLock of(Path file) {
        try {
            Path folder =
                    Files.createDirectories(file.toAbsolutePath().getParent()).toRealPath();
            Path lock = folder.resolve(file.getFileName() + ".lock");
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                return new FileLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new LedgerStoreException("ledger " + file + ": cannot be locked", e);
        }
        throw new LedgerStoreException("ledger " + file + ": already open, here or in another process", null);
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
