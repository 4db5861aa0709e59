package dev.cocoonsdk.ton.cell;

import dev.cocoonsdk.core.Hash256;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Reads one bag: header, root list, optional index, cell data, optional CRC. References point forward only, so one pass over the
 * data finds where cells lie and a second one, backwards, builds them.
 */
final class BocReader {

    private static final int MAGIC = 0xb5ee9c72;
    private static final int MAGIC_INDEXED = 0x68ff65f3;
    private static final int MAGIC_INDEXED_CRC = 0xacc3a728;

    private static final int FLAG_INDEX = 0x80;
    private static final int FLAG_CRC = 0x40;
    private static final int FLAG_CACHE = 0x20;
    private static final int FLAGS_RESERVED = 0x18;

    private static final int REFS_MASK = 0x07;
    private static final int EXOTIC = 0x08;
    private static final int WITH_HASHES = 0x10;
    private static final int LEVEL_SHIFT = 5;
    private static final int STORED_HASH_BYTES = Hash256.LENGTH + 2;
    private static final int MIN_CELL_BYTES = 2;

    private final byte[] input;
    private int at;

    private boolean index;
    private boolean crc;
    private boolean cache;
    private int refBytes;
    private int offsetBytes;
    private int cells;
    private int[] roots = {0};
    private int dataLength;

    BocReader(byte[] input) {
        this.input = input;
    }

    List<Cell> read() {
        if (input.length > BagOfCells.MAX_BYTES) {
            throw new BocFormatException(0, input.length + " bytes (expected: <= " + BagOfCells.MAX_BYTES + ")");
        }
        readHeader();
        int indexStart = at;
        if (index) {
            skip((long) cells * offsetBytes, "index");
        }
        int[] starts = locateCells(indexStart);
        checkEnd();
        Cell[] built = buildCells(starts);
        return Arrays.stream(roots).mapToObj(root -> built[root]).toList();
    }

    private void readHeader() {
        int magic = (int) number(4, "magic");
        boolean generic = magic == MAGIC;
        if (!generic && magic != MAGIC_INDEXED && magic != MAGIC_INDEXED_CRC) {
            throw new BocFormatException(
                    0, "magic " + Integer.toHexString(magic) + " (expected: b5ee9c72, 68ff65f3 or acc3a728)");
        }
        readFlags(generic, magic);
        offsetBytes = (int) number(1, "offset size");
        if (offsetBytes < 1 || offsetBytes > 8) {
            throw new BocFormatException(at - 1, "offset size " + offsetBytes + " (expected: 1 to 8)");
        }
        cells = count("cells", 1, Math.min(BagOfCells.MAX_CELLS, (input.length - at) / MIN_CELL_BYTES));
        int rootCount = count("roots", 1, generic ? cells : 1);
        count("absent cells", 0, 0);
        int lengthAt = at;
        long length = number(offsetBytes, "data length");
        if (length < 0 || length > input.length) {
            throw new BocFormatException(
                    lengthAt, "data length " + Long.toUnsignedString(length) + " (expected: less than the input)");
        }
        dataLength = (int) length;
        if (generic) {
            readRoots(rootCount);
        }
    }

    private void readFlags(boolean generic, int magic) {
        int flags = (int) number(1, "flags");
        if (!generic) {
            index = true;
            crc = magic == MAGIC_INDEXED_CRC;
            refBytes = flags;
        } else {
            index = (flags & FLAG_INDEX) != 0;
            crc = (flags & FLAG_CRC) != 0;
            cache = (flags & FLAG_CACHE) != 0;
            refBytes = flags & 7;
            if ((flags & FLAGS_RESERVED) != 0 || (cache && !index)) {
                throw new BocFormatException(
                        at - 1, "flags " + flags + " (expected: no reserved flag, cache bits only with an index)");
            }
        }
        if (refBytes < 1 || refBytes > 4) {
            throw new BocFormatException(at - 1, "reference size " + refBytes + " (expected: 1 to 4)");
        }
    }

    private void readRoots(int rootCount) {
        if ((long) rootCount * refBytes > input.length - at) {
            throw new BocFormatException(at, "ends within the root list");
        }
        roots = new int[rootCount];
        for (int i = 0; i < rootCount; i++) {
            roots[i] = count("root", 0, cells - 1);
        }
    }

    /** First pass: where each cell begins, checked against the index and the announced length. */
    private int[] locateCells(int indexStart) {
        int[] starts = new int[cells];
        int dataStart = at;
        for (int i = 0; i < cells; i++) {
            starts[i] = at;
            skipCell();
            if (index) {
                checkIndexEntry(indexStart + i * offsetBytes, at - dataStart);
            }
        }
        if (at - dataStart != dataLength) {
            throw new BocFormatException(at, (at - dataStart) + " bytes of cells (expected: " + dataLength + ")");
        }
        return starts;
    }

    private void skipCell() {
        int start = at;
        int descriptor = (int) number(1, "cell");
        int sizes = (int) number(1, "cell");
        if ((descriptor & REFS_MASK) > Cell.MAX_REFS) {
            throw new BocFormatException(
                    start, (descriptor & REFS_MASK) + " references (expected: <= " + Cell.MAX_REFS + ")");
        }
        int hashes =
                (descriptor & WITH_HASHES) != 0 ? LevelMask.hashes(descriptor >> LEVEL_SHIFT) * STORED_HASH_BYTES : 0;
        skip(hashes + (sizes + 1) / 2 + (long) (descriptor & REFS_MASK) * refBytes, "cell");
    }

    private void checkIndexEntry(int entryAt, int expectedEnd) {
        long entry = numberAt(entryAt, offsetBytes);
        if ((cache ? entry >>> 1 : entry) != expectedEnd) {
            throw new BocFormatException(entryAt, "index entry (expected: " + expectedEnd + ")");
        }
    }

    private void checkEnd() {
        if (crc) {
            CRC32C sum = new CRC32C();
            sum.update(input, 0, at);
            int expected = Integer.reverseBytes((int) sum.getValue());
            if ((int) number(4, "CRC") != expected) {
                throw new BocFormatException(at - 4, "CRC32C of another input");
            }
        }
        if (at != input.length) {
            throw new BocFormatException(at, (input.length - at) + " bytes behind the bag (expected: none)");
        }
    }

    /** Second pass, from the last cell to the first. */
    private Cell[] buildCells(int[] starts) {
        Cell[] built = new Cell[cells];
        for (int i = cells - 1; i >= 0; i--) {
            built[i] = buildCell(i, starts[i], built);
        }
        return built;
    }

    private Cell buildCell(int own, int start, Cell[] built) {
        int descriptor = input[start] & 0xff;
        int sizes = input[start + 1] & 0xff;
        int hashes = (descriptor & WITH_HASHES) != 0 ? LevelMask.hashes(descriptor >> LEVEL_SHIFT) : 0;
        int dataStart = start + 2 + hashes * STORED_HASH_BYTES;
        byte[] data = Arrays.copyOfRange(input, dataStart, dataStart + (sizes + 1) / 2);
        int bits = 8 * data.length;
        if ((sizes & 1) != 0) {
            bits = removeCompletion(data, dataStart);
        }
        Cell[] refs = new Cell[descriptor & REFS_MASK];
        for (int i = 0; i < refs.length; i++) {
            refs[i] = reference(own, dataStart + data.length + i * refBytes, built);
        }
        Cell cell = newCell(descriptor, data, bits, refs, start);
        checkStoredHashes(cell, start + 2, hashes);
        return cell;
    }

    private static Cell newCell(int descriptor, byte[] data, int bits, Cell[] refs, int start) {
        Cell cell;
        try {
            cell = (descriptor & EXOTIC) != 0 ? Cell.ofExotic(data, bits, refs) : Cell.of(data, bits, refs);
        } catch (CellException e) {
            throw new BocFormatException(start, String.valueOf(e.getMessage()));
        }
        if (cell.levelMask() != descriptor >> LEVEL_SHIFT) {
            throw new BocFormatException(
                    start, "level mask " + (descriptor >> LEVEL_SHIFT) + " (expected: " + cell.levelMask() + ")");
        }
        return cell;
    }

    /** Clears the completion bit of the last byte, returns the number of bits before it. */
    private static int removeCompletion(byte[] data, int dataStart) {
        int last = data[data.length - 1] & 0xff;
        if ((last & 0x7f) == 0) {
            throw new BocFormatException(dataStart + data.length - 1, "last byte holds no bits of the cell");
        }
        int completion = Integer.lowestOneBit(last);
        data[data.length - 1] = (byte) (last ^ completion);
        return 8 * data.length - Integer.numberOfTrailingZeros(completion) - 1;
    }

    private Cell reference(int own, int refAt, Cell[] built) {
        long target = numberAt(refAt, refBytes);
        if (target <= own || target >= cells) {
            throw new BocFormatException(
                    refAt, "reference to cell " + target + " (expected: " + (own + 1) + " to " + (cells - 1) + ")");
        }
        return built[(int) target];
    }

    /** One for each level at which the cell has a hash of its own, all hashes before all depths. */
    private void checkStoredHashes(Cell cell, int start, int hashes) {
        for (int i = 0; i < hashes; i++) {
            int level = LevelMask.levelOfHash(cell.levelMask(), i);
            int hashAt = start + i * Hash256.LENGTH;
            Hash256 stored = Hash256.of(Arrays.copyOfRange(input, hashAt, hashAt + Hash256.LENGTH));
            long depth = numberAt(start + hashes * Hash256.LENGTH + 2 * i, 2);
            if (!cell.hash(level).equals(stored) || depth != cell.depth(level)) {
                throw new BocFormatException(hashAt, "stored hash or depth of another cell");
            }
        }
    }

    private int count(String what, int least, int most) {
        int start = at;
        long value = number(refBytes, what);
        if (value < least || value > most) {
            throw new BocFormatException(start, what + ": " + value + " (expected: " + least + " to " + most + ")");
        }
        return (int) value;
    }

    private long number(int bytes, String what) {
        int start = at;
        skip(bytes, what);
        return numberAt(start, bytes);
    }

    private long numberAt(int start, int bytes) {
        return Bits.read(input, 8 * start, 8 * bytes);
    }

    private void skip(long bytes, String what) {
        if (bytes > input.length - at) {
            throw new BocFormatException(at, "ends within the " + what);
        }
        at += (int) bytes;
    }
}
