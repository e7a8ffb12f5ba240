/** The functions of the Sample context, and how they are wired. */
@NullMarked
package com.example.sample.handler;

import org.jspecify.annotations.NullMarked;
