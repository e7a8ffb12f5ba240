@NullMarked
package com.example.acceptance.sample;

import org.jspecify.annotations.NullMarked;
