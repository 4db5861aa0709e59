/**
 * The local chain from outside: {@link dev.cocoonsdk.devnet.http.DevnetHttp} answers in the shape of TonCenter's HTTP interfaces and
 * shows pages about accounts, transactions and blocks ({@code docs/devnet-http.md}).
 */
@NullMarked
package dev.cocoonsdk.devnet.http;

import org.jspecify.annotations.NullMarked;
