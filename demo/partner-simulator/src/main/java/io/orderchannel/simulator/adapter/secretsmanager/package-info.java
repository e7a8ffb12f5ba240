/** The key that the partner got. */
@NullMarked
package io.orderchannel.simulator.adapter.secretsmanager;

import org.jspecify.annotations.NullMarked;
