@NullMarked
package com.example.events.sample;

import org.jspecify.annotations.NullMarked;
