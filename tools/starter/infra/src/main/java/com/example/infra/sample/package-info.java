/** The Sample context's stacks, and the policies of its functions. */
@NullMarked
package com.example.infra.sample;

import org.jspecify.annotations.NullMarked;
