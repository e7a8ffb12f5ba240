/** The use cases of the Sample context, and the ports that they need. */
@NullMarked
package com.example.sample.application;

import org.jspecify.annotations.NullMarked;
