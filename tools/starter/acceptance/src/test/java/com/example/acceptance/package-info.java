@NullMarked
package com.example.acceptance;

import org.jspecify.annotations.NullMarked;
