/** The system: its name and its contexts. */
@NullMarked
package com.example.infra;

import org.jspecify.annotations.NullMarked;
