/** The layout of the context's one table, which every capability keeps its items in. */
@NullMarked
package io.orderchannel.channel.table;

import org.jspecify.annotations.NullMarked;
