/** Signed HTTP to the functions' URLs: what an ordinary caller of the system does. */
@NullMarked
package io.orderchannel.demo.client;

import org.jspecify.annotations.NullMarked;
