@NullMarked
package io.orderchannel.demo.client;

import org.jspecify.annotations.NullMarked;
