@NullMarked
package io.orderchannel.demo.report;

import org.jspecify.annotations.NullMarked;
