package dev.cocoonsdk.ton.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.FakeTonApi;
import dev.cocoonsdk.ton.api.GetMethodResult;
import dev.cocoonsdk.ton.api.StackValue;
import dev.cocoonsdk.ton.api.TonApi;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GetMethodsTest {

    private static final TonAddress ADDRESS = TonAddress.basechain(Hash256.sha256());
    private static final StackValue OWNER = slice(ADDRESS);

    private static StackValue slice(TonAddress address) {
        CellBuilder out = new CellBuilder();
        address.write(out);
        return new StackValue.OfSlice(out.build());
    }

    private static StackValue number(long value) {
        return StackValue.Int.of(value);
    }

    private static TonApi answering(int exitCode, StackValue... stack) {
        GetMethodResult result = new GetMethodResult(exitCode, List.of(stack));
        return (TonApi) Proxy.newProxyInstance(
                GetMethodsTest.class.getClassLoader(),
                new Class<?>[] {TonApi.class},
                (proxy, method, arguments) -> CompletableFuture.completedStage(result));
    }

    private static RootContract root() {
        return RootContract.at(ADDRESS);
    }

    @Test
    void readsWhatTheRootSays() {
        TonApi api = answering(
                0,
                number(5),
                number(2),
                number(3),
                number(17),
                number(1),
                number(20),
                number(18),
                number(1),
                number(2),
                OWNER);

        RootData data = root().data(api).toCompletableFuture().join();

        assertThat(data)
                .isEqualTo(new RootData(
                        5, 2, 3, 17, true, NanoTon.of(20), NanoTon.of(18), NanoTon.of(1), NanoTon.of(2), ADDRESS));
    }

    @Test
    void readsHashesOfAnySizeAndTruthValues() {
        List<StackValue> stack = new ArrayList<>();
        for (long value : new long[] {1, 17, 0, 20, 18, 1000, 80_000, 600, 300, 1, 2}) {
            stack.add(number(value));
        }
        Hash256 big = Hash256.ofHex("ff".repeat(32));
        stack.add(new StackValue.Int(new BigInteger(1, big.toBytes())));
        stack.add(number(0));
        stack.add(number(255));

        RootParams params = root().params(answering(0, stack.toArray(StackValue[]::new)))
                .toCompletableFuture()
                .join();

        assertThat(params.isTest()).isFalse();
        assertThat(params.proxyCode()).isEqualTo(big);
        assertThat(params.workerCode()).isEqualTo(Hash256.ZERO);
        assertThat(params.clientCode()).isEqualTo(Hash256.ofHex("00".repeat(31) + "ff"));
        assertThat(root().isModelHashValid(answering(0, number(-1)), big)
                        .toCompletableFuture()
                        .join())
                .isTrue();
        assertThat(root().isModelHashValid(answering(0, number(0)), big)
                        .toCompletableFuture()
                        .join())
                .isFalse();
    }

    @Test
    void refusesAnythingElseWithATypedError() {
        List<TonApi> wrong = List.of(
                answering(11),
                answering(0),
                answering(0, number(-1)),
                answering(0, number(1L << 32)),
                answering(0, StackValue.Null.INSTANCE),
                answering(0, new StackValue.OfCell(Cell.EMPTY)),
                new FakeTonApi(InstantSource.system()));

        for (TonApi api : wrong) {
            assertThatThrownBy(() ->
                            root().lastProxySeqno(api).toCompletableFuture().join())
                    .hasCauseInstanceOf(TonApiException.class);
        }
    }

    @Test
    void refusesAnAddressThatIsNone() {
        StackValue empty = new StackValue.OfSlice(Cell.EMPTY);

        for (StackValue value : List.of(empty, number(1))) {
            assertThatThrownBy(() -> StackReader.ask(
                                    answering(0, value), ADDRESS, "method", List.of(), StackReader::address)
                            .toCompletableFuture()
                            .join())
                    .hasCauseInstanceOf(TonApiException.class);
        }
    }
}
