package dev.cocoonsdk.benchmarks;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractCodes;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.PaymentVerification;
import dev.cocoonsdk.ton.SignedPayment;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a node computes for money: addresses of contracts, signed payments, bags of cells. The bags are that of a payment (2 cells, 180 bytes)
 * and one of the size of a large contract (1,365 cells).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ContractBenchmark {

    private static final int DEPTH = 5;

    private final Ed25519Key key = Ed25519Key.ofSeed(new byte[Ed25519Key.SEED_LENGTH]);
    private final TonAddress owner = TonAddress.basechain(Hash256.sha256());
    private final ContractParams params = params();
    private final ContractAddresses addresses = ContractAddresses.of(params, owner, owner, key.publicKey());
    private final TonAddress client = addresses.client(owner);
    private final byte[] payment = sign(1).toBoc();
    private final Cell tree = tree(DEPTH, 1);
    private final byte[] bag = BagOfCells.serialize(tree);
    private long next;

    private static ContractParams params() {
        return new ContractParams(
                3,
                1,
                17,
                true,
                NanoTon.of(20),
                NanoTon.of(18),
                TokenMultipliers.DEFAULT,
                Duration.ofDays(1),
                Duration.ofDays(1),
                NanoTon.PER_TON,
                NanoTon.ofTon(1),
                new ContractCodes(code(1), code(2), code(3)));
    }

    private static Cell code(int number) {
        return Cell.opaque(Hash256.sha256(new byte[] {(byte) number}), 9);
    }

    /** Every cell has another number, so that none is shared. */
    private static Cell tree(int depth, int number) {
        CellBuilder out = new CellBuilder().storeUint(number, 32).storeBytes(new byte[60]);
        for (int i = 0; depth > 0 && i < Cell.MAX_REFS; i++) {
            out.storeRef(tree(depth - 1, Cell.MAX_REFS * number + i));
        }
        return out.build();
    }

    private SignedPayment sign(long queryId) {
        return SignedPayment.sign(
                SignedPayment.Kind.CLIENT_CHARGE, key, queryId, TokenCount.of(1_000_000), client, owner);
    }

    private TonAddress another() {
        return TonAddress.basechain(
                Hash256.sha256(new byte[] {(byte) next, (byte) (next >> 8), (byte) (next++ >> 16)}));
    }

    /** Parameters, owner and key to the address of a proxy contract. */
    @Benchmark
    public TonAddress deriveProxyAddress() {
        return ContractAddresses.of(params, owner, another(), key.publicKey()).proxy();
    }

    /** The address of one more client of a proxy. */
    @Benchmark
    public TonAddress deriveClientAddress() {
        return addresses.client(another());
    }

    /** Sign and write the bytes that a proxy sends. */
    @Benchmark
    public byte[] createSignedPayment() {
        return sign(next++).toBoc();
    }

    /** All checks of a receiver. */
    @Benchmark
    public PaymentVerification verifySignedPayment() {
        return SignedPayment.verify(payment, SignedPayment.Kind.CLIENT_CHARGE, client, key.publicKey());
    }

    /** Bytes to cells and the hash of the root. */
    @Benchmark
    public Hash256 readLargeBag() {
        return BagOfCells.parseSingle(bag).hash();
    }

    /** Cells to bytes. */
    @Benchmark
    public byte[] writeLargeBag() {
        return BagOfCells.serialize(tree);
    }
}
