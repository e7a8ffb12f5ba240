/** Names that the adapters and the stack of the Sample context share. */
@NullMarked
package com.example.sample.table;

import org.jspecify.annotations.NullMarked;
