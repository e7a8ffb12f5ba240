/** The contract of the Sample context: its events. */
@NullMarked
package com.example.events.sample;

import org.jspecify.annotations.NullMarked;
