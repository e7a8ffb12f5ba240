/** What a run found out, for people and as JSON. */
@NullMarked
package io.orderchannel.demo.report;

import org.jspecify.annotations.NullMarked;
