@NullMarked
package io.orderchannel.demo.deploy;

import org.jspecify.annotations.NullMarked;
