/** Signed calls to whoever asked for updates. */
@NullMarked
package io.orderchannel.simulator.adapter.http;

import org.jspecify.annotations.NullMarked;
