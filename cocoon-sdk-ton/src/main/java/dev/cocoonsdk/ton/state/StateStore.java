package dev.cocoonsdk.ton.state;

import dev.cocoonsdk.core.Bytes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Named records that survive a crash of the machine. Thread-safe. Meant for a few dozen records of a few kilobytes, written a few times a
 * minute; token counters of a broker have their own ledger.
 *
 * <p>Names are 1 to 200 characters of {@code a-z}, {@code 0-9}, {@code -}, {@code _} and {@code .}, and do not begin with a dot.
 */
public interface StateStore {

    /**
     * A record.
     *
     * @return null if there is none
     * @throws StateStoreException if it cannot be read or was damaged
     * @throws IllegalArgumentException if the name is not allowed
     */
    @Nullable
    Bytes read(String name);

    /**
     * Replaces a record: when this returns, the new content survives a crash; after a crash before that, the record is the old or the new
     * one, whole.
     *
     * @throws StateStoreException if it cannot be written; the record is then the old or the new one
     * @throws IllegalArgumentException if the name is not allowed
     */
    void write(String name, Bytes content);

    /**
     * Removes a record; one that is not there is ignored.
     *
     * @throws StateStoreException if it cannot be removed
     * @throws IllegalArgumentException if the name is not allowed
     */
    void delete(String name);

    /**
     * The names of all records.
     *
     * @throws StateStoreException if they cannot be listed
     */
    Set<String> names();

    /** Records that last as long as this object, for tests and for dry runs. */
    static StateStore inMemory() {
        return new InMemoryStateStore();
    }
}
