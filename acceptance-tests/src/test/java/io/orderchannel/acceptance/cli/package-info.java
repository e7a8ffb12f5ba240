@NullMarked
package io.orderchannel.acceptance.cli;

import org.jspecify.annotations.NullMarked;
