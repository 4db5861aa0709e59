package dev.cocoonsdk.devnet;

import dev.cocoonsdk.ton.ContractCodes;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Codes of our own Cocoon contracts ({@code docs/contracts.md}): interface, storage and exit codes of {@code
 * docs/protocol/contracts.md}, generation B without its insolvency trap (9.3).
 *
 * <p>They are compiled from the sources in this module's folder {@code contracts} and checked in; a test rebuilds them.
 */
public final class DevnetContracts {

    private static final Cell ROOT = read("root");
    private static final Cell PROXY = read("proxy");
    private static final Cell CLIENT = read("client");
    private static final Cell WORKER = read("worker");
    private static final Cell WALLET = read("wallet");

    private DevnetContracts() {}

    /** Code of the root contract. */
    public static Cell root() {
        return ROOT;
    }

    /** Code of proxy contracts. */
    public static Cell proxy() {
        return PROXY;
    }

    /** Code of client contracts. */
    public static Cell client() {
        return CLIENT;
    }

    /** Code of worker contracts. */
    public static Cell worker() {
        return WORKER;
    }

    /** Code of Cocoon wallets. Its hash is not that of {@code docs/protocol/contracts.md} 12.1: wallets have other addresses here. */
    public static Cell wallet() {
        return WALLET;
    }

    /** The three codes that the params of a root carry ({@code docs/protocol/contracts.md} 3). */
    public static ContractCodes codes() {
        return new ContractCodes(PROXY, WORKER, CLIENT);
    }

    private static Cell read(String name) {
        String resource = "contracts/" + name + ".boc";
        try (InputStream in = DevnetContracts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is missing from this jar");
            }
            return BagOfCells.parseSingle(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + resource, e);
        }
    }
}
