/**
 * The user's side of sealed calls: find providers, verify them, seal requests to them and open their answers. Start at {@link
 * dev.cocoonsdk.crypto.sealed.client.SealedTransport}; what it proves about an answer is a {@link
 * dev.cocoonsdk.crypto.sealed.client.VerifiedAnswer}.
 */
@NullMarked
package dev.cocoonsdk.crypto.sealed.client;

import org.jspecify.annotations.NullMarked;
