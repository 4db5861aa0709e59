/** TON cells, addresses, contracts and signed payments as the Cocoon network uses them. */
module dev.cocoonsdk.ton {
    requires transitive dev.cocoonsdk.core;
    requires okhttp3;
    requires org.bouncycastle.provider;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.cocoonsdk.ton;
    exports dev.cocoonsdk.ton.account;
    exports dev.cocoonsdk.ton.api;
    exports dev.cocoonsdk.ton.api.toncenter;
    exports dev.cocoonsdk.ton.block;
    exports dev.cocoonsdk.ton.cell;
    exports dev.cocoonsdk.ton.config;
    exports dev.cocoonsdk.ton.contract;
    exports dev.cocoonsdk.ton.root;
    exports dev.cocoonsdk.ton.state;
    exports dev.cocoonsdk.ton.wallet;
    exports dev.cocoonsdk.ton.watch;
}
