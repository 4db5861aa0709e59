package dev.cocoonsdk.ton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.cell.CellBuilder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.ton.ton4j.address.Address;

/** Compares random addresses with ton4j, an independent implementation that knows workchains 0 and −1. */
class Ton4jAddressOracleTest {

    @Property
    void allFormsAreEqual(@ForAll @IntRange(min = -1, max = 0) int workchain, @ForAll @Size(32) byte[] account) {
        TonAddress ours = new TonAddress(workchain, Hash256.of(account));
        Address theirs = Address.of(ours.toString());

        assertThat(ours.toFriendly(AddressForm.BOUNCEABLE)).isEqualTo(theirs.toBounceable());
        assertThat(ours.toFriendly(AddressForm.NON_BOUNCEABLE)).isEqualTo(theirs.toNonBounceable());
        assertThat(ours.toFriendly(AddressForm.TESTNET_BOUNCEABLE)).isEqualTo(theirs.toBounceableTestnet());
        assertThat(ours.toFriendly(AddressForm.TESTNET_NON_BOUNCEABLE)).isEqualTo(theirs.toNonBounceableTestnet());
        assertThat(TonAddress.parse(theirs.toBounceable())).isEqualTo(ours);
    }

    @Property
    void cellsAreEqual(@ForAll @IntRange(min = -1, max = 0) int workchain, @ForAll @Size(32) byte[] account) {
        TonAddress ours = new TonAddress(workchain, Hash256.of(account));
        CellBuilder builder = new CellBuilder();
        ours.write(builder);

        assertThat(builder.build().hash().toBytes())
                .isEqualTo(org.ton.ton4j.cell.CellBuilder.beginCell()
                        .storeAddress(Address.of(ours.toString()))
                        .endCell()
                        .getHash());
    }
}
