/** The reference broker: the proxy role of the network. */
module dev.cocoonsdk.broker {
    requires transitive dev.cocoonsdk.network;
    requires org.slf4j;
    requires java.sql;
    requires com.zaxxer.hikari;
    requires flyway.core;
    requires org.postgresql.jdbc;
    requires org.xerial.sqlitejdbc;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.handler;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires static org.checkerframework.checker.qual;
    requires static transitive org.jspecify;

    exports dev.cocoonsdk.broker;
    exports dev.cocoonsdk.broker.ledger;
}
