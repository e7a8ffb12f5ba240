@NullMarked
package com.example.sample.handler;

import org.jspecify.annotations.NullMarked;
