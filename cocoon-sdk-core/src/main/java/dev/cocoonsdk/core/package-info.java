/** Client API, value types, policies and the HTTP transport of the Cocoon SDK. */
@NullMarked
package dev.cocoonsdk.core;

import org.jspecify.annotations.NullMarked;
